import type { Permission } from '../../access/permissions.js';
import type { SelfAssessmentStatus } from '../../generated/prisma/enums.js';
import type { Assessed } from './acceptance.rules.js';

export type AssessmentAction = 'submit' | 'passOn' | 'return' | 'reopen';

interface Move {
  to: SelfAssessmentStatus;
  permission: Permission;
  label: string;
  /** The message shown when the required note is missing. */
  note?: string;
}

const SUBMIT = { to: 'SUBMITTED', permission: 'self-assessment:write', label: '提交自查' } as const;

/** The life of a self-assessment: status → action → where it leads and who may do it. */
export const ASSESSMENT_LIFE: Record<SelfAssessmentStatus, Partial<Record<AssessmentAction, Move>>> = {
  DRAFT: { submit: SUBMIT },
  SUBMITTED: {
    passOn: { to: 'PASSED_ON', permission: 'statements:review', label: '同意转报' },
    return: { to: 'RETURNED', permission: 'statements:review', label: '退回修改', note: '请写明退回的理由和修改建议' },
  },
  RETURNED: { submit: { ...SUBMIT, label: '修改后再提交' } },
  PASSED_ON: {
    // A verdict that asks for mending, or an accepted branch opened again by two of the committee.
    reopen: { to: 'RETURNED', permission: 'acceptance:manage', label: '退回整改', note: '请写明退回整改的理由' },
  },
};

export const ASSESSMENT_STATUS_LABELS: Record<SelfAssessmentStatus, string> = {
  DRAFT: '自查中',
  SUBMITTED: '待局党委审核',
  RETURNED: '退回修改',
  PASSED_ON: '已转报',
};

/** Whether the branch may still change its points and remarks; nothing written yet counts as a draft. */
export const isEditable = (status: SelfAssessmentStatus | null): boolean =>
  status === null || status === 'DRAFT' || status === 'RETURNED';

/** What the branch says about one item; points null: as the portal suggests. */
export interface Entry {
  name: string;
  points: number | null;
  reason: string | null;
  remark: string | null;
}

/** One item as it stands: the portal's points, the branch's and why they differ. */
export interface Standing extends Assessed {
  own: number;
  reason: string | null;
  remark: string | null;
}

/** The items with what the branch said of them. */
export function standingsOf(assessed: readonly Assessed[], entries: readonly Entry[]): Standing[] {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return assessed.map((one) => {
    const entry = byName.get(one.item.name);
    return {
      ...one,
      own: entry?.points ?? one.points,
      reason: entry?.points == null ? null : entry.reason,
      remark: entry?.remark ?? null,
    };
  });
}

export const totalOf = (standings: readonly Pick<Standing, 'own'>[]): number =>
  standings.reduce((sum, { own }) => sum + own, 0);

/** Why the branch's points for an item cannot be taken; null when they can. */
export function entryFault(
  { item, points: suggested }: Assessed,
  points: number,
  reason: string | null,
): { field: string; message: string } | null {
  if (points > item.points) return { field: 'points', message: `自评得分应为0到${item.points}之间的整数` };
  if (points !== suggested && reason === null)
    return { field: 'reason', message: `自评得分与系统建议的${suggested}分不同，请写明理由` };
  return null;
}

/** What was handed in, as it is frozen. */
export interface Snapshot {
  /** Moment of the figures, in ISO 8601. */
  at: string;
  total: number;
  items: {
    name: string;
    title: string;
    most: number;
    suggested: number;
    points: number;
    reason: string | null;
    remark: string | null;
    parts: { title: string; done: boolean; reason: string; evidence: { label: string; href: string }[] }[];
  }[];
}

export function snapshotOf(standings: readonly Standing[], at: Date): Snapshot {
  return {
    at: at.toISOString(),
    total: totalOf(standings),
    items: standings.map(({ item, parts, points, own, reason, remark }) => ({
      ...{ name: item.name, title: item.title, most: item.points, suggested: points, points: own, reason, remark },
      parts: parts.map((part) => ({
        ...{ title: part.title, done: part.done, reason: part.reason },
        evidence: part.evidence.map(({ label, href }) => ({ label, href })),
      })),
    })),
  };
}
