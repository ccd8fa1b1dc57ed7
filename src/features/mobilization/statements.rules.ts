import type { Permission } from '../../access/permissions.js';
import type { StatementKind, StatementStatus, StepName } from '../../generated/prisma/enums.js';

export type StatementAction = 'submit' | 'approve' | 'return' | 'publish' | 'revise';

interface Move {
  to: StatementStatus;
  permission: Permission;
  label: string;
  /** The message shown when the required note is missing. */
  note?: string;
}

/** The life of a statement: status → action → where it leads and who may do it. */
export const STATEMENT_LIFE: Record<StatementStatus, Partial<Record<StatementAction, Move>>> = {
  DRAFT: { submit: { to: 'SUBMITTED', permission: 'mobilization:manage', label: '报局党委审核' } },
  SUBMITTED: {
    approve: { to: 'APPROVED', permission: 'statements:review', label: '审核通过' },
    return: { to: 'RETURNED', permission: 'statements:review', label: '退回修改', note: '请写明退回的理由和修改建议' },
  },
  RETURNED: { submit: { to: 'SUBMITTED', permission: 'mobilization:manage', label: '修改后再报' } },
  APPROVED: { publish: { to: 'PUBLISHED', permission: 'notices:publish', label: '在党务公开栏公布' } },
  // What stands on the board stays there until the corrected text is approved and published in its place.
  PUBLISHED: {
    revise: { to: 'DRAFT', permission: 'mobilization:manage', label: '修订', note: '请写明修订的理由' },
  },
};

export const STATEMENT_STATUS_LABELS: Record<StatementStatus, string> = {
  DRAFT: '草稿',
  SUBMITTED: '待局党委审核',
  RETURNED: '退回修改',
  APPROVED: '审核通过',
  PUBLISHED: '已公布',
};

/** Statuses in which the branch may still change the text. */
export const EDITABLE: readonly StatementStatus[] = ['DRAFT', 'RETURNED'];

interface KindRow {
  kind: StatementKind;
  slug: string;
  label: string;
  step: StepName;
  /** What the text should hold, in the plan's words. */
  hint: string;
  /** Kind of the notice on the board; null: the statement is not published. */
  notice: 'GOALS' | 'SUMMARY' | null;
}

export const STATEMENT_KINDS: readonly KindRow[] = [
  {
    kind: 'GOALS',
    slug: 'goals',
    label: '创先争优目标任务',
    step: 'STUDY',
    hint: '写明本支部创先争优的目标、主要任务、完成时限和责任人。审核通过后在党务公开栏公布。',
    notice: 'GOALS',
  },
  {
    kind: 'SUMMARY',
    slug: 'summary',
    label: '活动总结',
    step: 'SUMMARY',
    hint: '总结功能党小组建设和创先争优活动的做法、成效和成功经验，写明不足和今后打算。',
    notice: 'SUMMARY',
  },
  {
    kind: 'SELF_ASSESSMENT',
    slug: 'self-assessment',
    label: '自查报告',
    step: 'ACCEPTANCE',
    hint: '对照活动方案逐项自查，写明完成情况、佐证材料和需要改进的地方，迎接验收检查。',
    notice: null,
  },
];

/** The table row of a kind. */
export function statementKind(kind: StatementKind): KindRow {
  const row = STATEMENT_KINDS.find((candidate) => candidate.kind === kind);
  if (!row) throw new Error(`No such statement kind: ${kind}`);
  return row;
}
