import type { CommitmentLevel, CommitmentStatus, CommitmentType } from '../../generated/prisma/enums.js';
import { showDay } from '../../shared/dates.js';

export type CommitmentAction = 'submit' | 'approve' | 'return' | 'publish';

export interface Transition {
  to: CommitmentStatus;
  label: string;
  /** The permission the act needs, by level; who exactly may review is the question of review.rules.ts. */
  permission: Readonly<Record<CommitmentLevel, string>>;
  /** Set where a note is required: what to say when it is missing. */
  note?: string;
}

const WRITE = {
  BRANCH: 'branch-commitments:write',
  GROUP: 'group-commitments:write',
  MEMBER: 'own:commitment',
} as const;
const REVIEW = {
  BRANCH: 'branch-commitments:review',
  GROUP: 'group-commitments:review',
  MEMBER: 'member-commitments:review',
} as const;
const PUBLISH = { BRANCH: 'notices:publish', GROUP: 'notices:publish', MEMBER: 'notices:publish' } as const;

const SUBMIT = { to: 'SUBMITTED', label: '提交审核', permission: WRITE } as const;

/** 提诺 → 审诺 → 定诺 → 示诺: which act leads from which status where. Nothing else sets a status. */
export const COMMITMENT_LIFE = {
  DRAFT: { submit: SUBMIT },
  SUBMITTED: {
    approve: { to: 'APPROVED', label: '审定通过', permission: REVIEW },
    return: { to: 'RETURNED', label: '退回修改', permission: REVIEW, note: '请写明退回的理由和修改建议' },
  },
  RETURNED: { submit: SUBMIT },
  APPROVED: { publish: { to: 'PUBLISHED', label: '公布', permission: PUBLISH } },
  PUBLISHED: {},
} as const satisfies Record<CommitmentStatus, Partial<Record<CommitmentAction, Transition>>>;

/** The row of the table; null when the act is not possible in this status. */
export function transition(status: CommitmentStatus, action: CommitmentAction): Transition | null {
  const actions: Partial<Record<CommitmentAction, Transition>> = COMMITMENT_LIFE[status];
  return actions[action] ?? null;
}

export const COMMITMENT_STATUSES = Object.keys(COMMITMENT_LIFE) as CommitmentStatus[];

/** Items can be written as long as the next act is to submit. */
export function isEditable(status: CommitmentStatus): boolean {
  return transition(status, 'submit') !== null;
}

export const STATUS_TAGS: Record<CommitmentStatus, { kind: 'ok' | 'warn' | 'late' | 'idle'; label: string }> = {
  DRAFT: { kind: 'idle', label: '起草中' },
  SUBMITTED: { kind: 'warn', label: '待审核' },
  RETURNED: { kind: 'late', label: '退回修改' },
  APPROVED: { kind: 'warn', label: '已审定，待公布' },
  PUBLISHED: { kind: 'ok', label: '已公布' },
};

export const LEVEL_LABELS: Record<CommitmentLevel, { name: string; letter: string; reviewedBy: string }> = {
  BRANCH: { name: '党支部承诺', letter: '党支部承诺书', reviewedBy: '局党委' },
  GROUP: { name: '功能党小组承诺', letter: '功能党小组承诺书', reviewedBy: '党支部' },
  MEMBER: { name: '党员承诺', letter: '共产党员承诺书', reviewedBy: '功能党小组组长' },
};

/** The names that the two sides are made of. */
export interface Addressees {
  bureauName: string;
  branchName: string;
  branchShortName: string;
  /** Null at branch level. */
  groupName: string | null;
}

export interface RecipientSides {
  organizationSide: string;
  peopleSide: string;
}

/**
 * R28 to R31: the two sides a commitment is made to, the organization above and the people served. They follow from the
 * level alone, so that no commitment can be made to one side only. Plan, section 4, phase 2, step 3.
 */
export function recipientSides(level: CommitmentLevel, names: Addressees): RecipientSides {
  switch (level) {
    case 'BRANCH':
      return { organizationSide: `中共${names.bureauName}委员会`, peopleSide: '党员、群众' };
    case 'GROUP':
      return { organizationSide: names.branchName, peopleSide: '党员、师生' };
    case 'MEMBER':
      return { organizationSide: `${names.branchShortName}${groupTitle(names.groupName ?? '')}`, peopleSide: '群众' };
  }
}

/** 党支部承诺, 功能党小组承诺, 党员承诺; 即时承诺 for a short task. */
export const kindName = ({ level, shortTaskId }: { level: CommitmentLevel; shortTaskId?: string | null }): string =>
  shortTaskId ? '即时承诺' : LEVEL_LABELS[level].name;

/** What a commitment was made on, besides the year. */
export interface Occasion {
  type: CommitmentType;
  taskTitle: string | null;
  spokenOn: Date | null;
  recordedBy: string | null;
}

/** The sentence a letter begins with when it is not the written one of the year (E8); else ''. */
export function occasionOf({ type, taskTitle, spokenOn, recordedBy }: Occasion): string {
  if (type === 'SHORT_TASK') return `为“${taskTitle ?? ''}”作出承诺。`;
  if (type === 'ORAL' && spokenOn) return `${showDay(spokenOn)}口头作出，由${recordedBy ?? ''}记录。`;
  return '';
}

/** 教学科研 → 教学科研功能党小组; a name that says 党小组 already stays. */
export function groupTitle(groupName: string): string {
  return groupName.endsWith('党小组') ? groupName : `${groupName}功能党小组`;
}
