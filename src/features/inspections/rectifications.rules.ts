import type { Permission } from '../../access/permissions.js';
import type { ProblemSeverity, RectificationStatus } from '../../generated/prisma/enums.js';
import { daysBetween, showDistance } from '../../shared/dates.js';

export type RectificationAction = 'issue' | 'withdraw' | 'report' | 'close' | 'return' | 'end';

/** E40: the branch is no more, and none took it over. */
const end = { to: 'WITHDRAWN', permission: 'branches:manage', label: '支部撤销，不再整改' } as const;

/** 问题和整改: noted on the spot, issued with the hand-over, answered, re-checked. Nothing else sets a status. */
export const RECTIFICATION_LIFE: Record<
  RectificationStatus,
  Partial<
    Record<RectificationAction, { to: RectificationStatus; permission: Permission; label: string; note?: string }>
  >
> = {
  NOTED: {
    issue: { to: 'OPEN', permission: 'inspections:visit', label: '交给支部' },
    withdraw: { to: 'WITHDRAWN', permission: 'inspections:visit', label: '去掉' },
  },
  OPEN: { report: { to: 'REPORTED', permission: 'rectifications:answer', label: '报告整改情况' }, end },
  REPORTED: {
    close: { to: 'CLOSED', permission: 'inspections:visit', label: '整改到位' },
    return: { to: 'RETURNED', permission: 'inspections:visit', label: '退回', note: '请写明还差什么' },
    end,
  },
  RETURNED: { report: { to: 'REPORTED', permission: 'rectifications:answer', label: '再次报告整改情况' }, end },
  CLOSED: {},
  WITHDRAWN: {},
};

export const RECTIFICATION_TAGS: Record<RectificationStatus, { kind: 'ok' | 'warn' | 'late' | 'idle'; label: string }> =
  {
    NOTED: { kind: 'idle', label: '未交支部' },
    OPEN: { kind: 'warn', label: '待整改' },
    REPORTED: { kind: 'warn', label: '待复查' },
    RETURNED: { kind: 'warn', label: '退回再改' },
    CLOSED: { kind: 'ok', label: '整改到位' },
    WITHDRAWN: { kind: 'idle', label: '已去掉' },
  };

export const SEVERITIES = ['MINOR', 'SERIOUS', 'GRAVE'] as const;
export const SEVERITY_LABELS: Record<ProblemSeverity, string> = { MINOR: '一般', SERIOUS: '较重', GRAVE: '严重' };
export const SEVERITY_HINTS: Record<ProblemSeverity, string> = {
  MINOR: '不影响工作效果，提醒改进',
  SERIOUS: '影响工作效果，限期整改',
  GRAVE: '违反规定或搞形式主义，限期整改并向局党委报告',
};

/** The branch's turn. */
export const awaitsBranch = (status: RectificationStatus): boolean => status === 'OPEN' || status === 'RETURNED';

/** Known to the branch and not yet at its end. */
export const isRunning = (status: RectificationStatus): boolean => awaitsBranch(status) || status === 'REPORTED';

/** Past its day while it is the branch's turn: what waits for the re-check is not the branch's delay. */
export const isOverdue = ({ status, dueOn }: { status: RectificationStatus; dueOn: Date }, today: Date): boolean =>
  awaitsBranch(status) && daysBetween(dueOn, today) > 0;

/** The tag with how far its day is, while it is the branch's turn. */
export function rectificationTag(row: { status: RectificationStatus; dueOn: Date }, today: Date) {
  const tag = RECTIFICATION_TAGS[row.status];
  if (!awaitsBranch(row.status)) return tag;
  const distance = showDistance(today, row.dueOn);
  return isOverdue(row, today)
    ? { kind: 'late' as const, label: distance }
    : { kind: tag.kind, label: `${tag.label}，${distance}` };
}
