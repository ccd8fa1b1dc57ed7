import type { PlannedKind } from '../../generated/prisma/enums.js';

export const KIND_WORDS: Record<PlannedKind, string> = { STUDY: '学习', MEETING: '会议' };

interface Planned {
  plannedOn: Date;
  sessionId: string | null;
  meetingId: string | null;
  canceledAt: Date | null;
}

/** How a line of the plan stands on a day. */
export function standingOf({ plannedOn, sessionId, meetingId, canceledAt }: Planned, today: Date) {
  if (canceledAt !== null) return { kind: 'idle', label: '已取消' } as const;
  if (sessionId !== null || meetingId !== null) return { kind: 'ok', label: '已开展' } as const;
  return plannedOn < today
    ? ({ kind: 'late', label: '过期未登记' } as const)
    : ({ kind: 'warn', label: '计划中' } as const);
}
