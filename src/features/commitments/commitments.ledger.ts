import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { ListedAmendment } from './amendments.queries.js';
import { AMENDMENT_TAGS } from './amendments.rules.js';
import type { GroupWithMembers } from './cascade.queries.js';
import type { Cascade, CascadeNode } from './cascade.rules.js';
import { LEVEL_LABELS, STATUS_TAGS } from './commitments.rules.js';

export interface BreakdownRow {
  node: CascadeNode;
  /** The item above that it refines. */
  parent: string;
  /** Who pledged: the branch, a group, a member. */
  by: string;
  /** Names of the groups an item of the branch was handed to. */
  groups: string;
}

/** The tree as rows: an item of the branch, then what groups and members made of it. */
export function breakdownRows(
  cascade: Cascade,
  groups: readonly GroupWithMembers[],
  branchName: string,
): BreakdownRow[] {
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
  const memberNames = new Map(groups.flatMap(({ members }) => members.map(({ id, name }) => [id, name])));
  const byOf = ({ commitment: { level, groupId, memberId } }: CascadeNode): string => {
    if (level === 'BRANCH') return branchName;
    return (level === 'GROUP' ? groupNames.get(groupId ?? '') : memberNames.get(memberId ?? '')) ?? '';
  };
  const rowsOf = (node: CascadeNode, parent: string): BreakdownRow[] => [
    {
      ...{ node, parent, by: byOf(node) },
      groups: node.item.assignedTo.flatMap((id) => groupNames.get(id) ?? []).join('、'),
    },
    ...node.children.flatMap((child) => rowsOf(child, node.item.mainTask)),
  ];
  return [...cascade.branch, ...cascade.ownOfGroups, ...cascade.ownOfMembers].flatMap((node) => rowsOf(node, ''));
}

/** How an item stands on the day: done, late, no longer to be done. */
export function standOf({ item, overdue, commitment }: CascadeNode): string {
  if (item.closedOn !== null) return '不再办理';
  if (item.progress === 100) return '已办结';
  if (overdue) return '已逾期';
  return commitment.status === 'PUBLISHED' ? '办理中' : STATUS_TAGS[commitment.status].label;
}

/** 承诺事项分解表 with progress (R37, R41, R42). */
export function itemLedger(matter: LedgerMatter, rows: readonly BreakdownRow[]): Ledger {
  return ledgerOf(
    '承诺事项分解台账',
    matter,
    [
      { head: '层级', value: ({ node }) => LEVEL_LABELS[node.commitment.level].name },
      { head: '承诺人', value: ({ by }) => by },
      { head: '主要任务', value: ({ node }) => node.item.mainTask },
      { head: '工作内容', value: ({ node }) => node.item.workContent },
      { head: '上级事项', value: ({ parent }) => parent },
      { head: '分解到小组', value: ({ groups }) => groups },
      { head: '责任人', value: ({ node }) => node.item.responsiblePerson },
      { head: '办结时限', kind: 'day', value: ({ node }) => node.item.dueDate },
      { head: '进度（%）', kind: 'number', value: ({ node }) => node.item.progress },
      { head: '情况', value: ({ node }) => standOf(node) },
    ],
    rows,
  );
}

/** 承诺调整台账 (E33). */
export function amendmentLedger(matter: LedgerMatter, rows: readonly ListedAmendment[]): Ledger {
  return ledgerOf(
    '承诺调整台账',
    matter,
    [
      { head: '年度', kind: 'number', value: ({ commitment }) => commitment.year },
      { head: '承诺书', value: ({ commitment }) => LEVEL_LABELS[commitment.level].letter },
      {
        head: '承诺人',
        value: ({ commitment: { member, group, branch } }) => member?.name ?? group?.name ?? branch.shortName,
      },
      { head: '调整理由', value: ({ reason }) => reason },
      { head: '提出人', value: ({ proposedByName }) => proposedByName },
      { head: '提出时间', kind: 'moment', value: ({ proposedAt }) => proposedAt },
      { head: '结果', value: ({ status }) => AMENDMENT_TAGS[status].label },
      { head: '审核人', value: ({ decidedByName }) => decidedByName },
      { head: '审核时间', kind: 'moment', value: ({ decidedAt }) => decidedAt },
      { head: '审核意见', value: ({ decisionNote }) => decisionNote },
    ],
    rows,
  );
}
