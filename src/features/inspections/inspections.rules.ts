import type { Permission } from '../../access/permissions.js';
import type { InspectionStatus, InspectionVisitStatus } from '../../generated/prisma/enums.js';
import { showDay } from '../../shared/dates.js';

interface Move<S> {
  to: S;
  permission: Permission;
  label: string;
  /** Set where a note is required: what to say when it is missing. */
  note?: string;
}
type Life<S extends string, A extends string> = Record<S, Partial<Record<A, Move<S>>>>;
type Tags<S extends string> = Record<S, { kind: 'ok' | 'warn' | 'late' | 'idle'; label: string }>;

export type InspectionAction = 'begin' | 'finish' | 'cancel';

/** A plan begins with its first visit and is finished with the hand-over of its last; nothing else sets its status. */
export const INSPECTION_LIFE: Life<InspectionStatus, InspectionAction> = {
  PLANNED: {
    begin: { to: 'UNDERWAY', permission: 'inspections:visit', label: '开始检查' },
    cancel: { to: 'CANCELED', permission: 'inspections:plan', label: '取消', note: '请写明取消的原因' },
  },
  UNDERWAY: { finish: { to: 'FINISHED', permission: 'inspections:visit', label: '检查结束' } },
  FINISHED: {},
  CANCELED: {},
};

export const INSPECTION_TAGS: Tags<InspectionStatus> = {
  PLANNED: { kind: 'idle', label: '已安排' },
  UNDERWAY: { kind: 'warn', label: '进行中' },
  FINISHED: { kind: 'ok', label: '检查结束' },
  CANCELED: { kind: 'idle', label: '已取消' },
};

export type VisitAction = 'start' | 'handOver' | 'acknowledge' | 'cancel' | 'resume';

/** One branch's visit: on the spot, handed over to the branch, acknowledged by it. */
export const VISIT_LIFE: Life<InspectionVisitStatus, VisitAction> = {
  PLANNED: {
    start: { to: 'UNDERWAY', permission: 'inspections:visit', label: '开始检查' },
    cancel: { to: 'CANCELED', permission: 'inspections:plan', label: '不再检查' },
  },
  UNDERWAY: { handOver: { to: 'HANDED_OVER', permission: 'inspections:visit', label: '交给支部' } },
  HANDED_OVER: { acknowledge: { to: 'ACKNOWLEDGED', permission: 'inspections:acknowledge', label: '确认收到' } },
  ACKNOWLEDGED: {},
  CANCELED: { resume: { to: 'PLANNED', permission: 'inspections:plan', label: '重新安排' } },
};

export const VISIT_TAGS: Tags<InspectionVisitStatus> = {
  PLANNED: { kind: 'idle', label: '待检查' },
  UNDERWAY: { kind: 'warn', label: '检查中' },
  HANDED_OVER: { kind: 'warn', label: '待支部确认' },
  ACKNOWLEDGED: { kind: 'ok', label: '支部已确认' },
  CANCELED: { kind: 'idle', label: '不再检查' },
};

/** The branch reads a record once it was handed over. */
export const isHandedOver = (status: InspectionVisitStatus): boolean =>
  status === 'HANDED_OVER' || status === 'ACKNOWLEDGED';

/** Of a branch in being, and not taken over from one that is no more (E40). */
export const isPlannable = (visit: { inspectedId: string | null; branch: { status: 'ACTIVE' | 'CLOSED' } }): boolean =>
  visit.inspectedId === null && visit.branch.status === 'ACTIVE';

/** Somebody who may sit on a team, with the branches he belongs to. */
export interface Inspector {
  accountId: string;
  name: string;
  branchIds: readonly string[];
}

/** Four eyes: the first of the team who would inspect a branch of his own; null when there is none. */
export function ownBranchFault(
  team: readonly Inspector[],
  branches: readonly { id: string; shortName: string }[],
): string | null {
  for (const { name, branchIds } of team) {
    const own = branches.find(({ id }) => branchIds.includes(id));
    if (own) return `${name}属于${own.shortName}，不能检查本支部。请换人，或者把${own.shortName}安排到另一次督导检查。`;
  }
  return null;
}

/** What is wrong with the day of a visit; null when nothing is. */
export function visitDayFault(visitOn: Date, period: { startsOn: Date; endsOn: Date }): string | null {
  if (visitOn >= period.startsOn && visitOn <= period.endsOn) return null;
  return `检查日期应在${showDay(period.startsOn)}到${showDay(period.endsOn)}之间。`;
}

export interface Inspects {
  /** On the team, or the secretary of the bureau's committee. */
  mine: boolean;
  ownBranch: boolean;
}

/** Why this person does not act as inspector here; null when he does. */
export function inspectorRefusal({ mine, ownBranch }: Inspects): string | null {
  if (ownBranch) return '您属于这个党支部，按规定回避。';
  return mine ? null : '您不在这次督导检查的督导组里，只能查看。';
}
