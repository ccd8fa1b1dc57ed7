import type { CommitmentLevel, CommitmentStatus, CommitmentType } from '../../generated/prisma/enums.js';
import { isOverdue } from './items.rules.js';

export interface CascadeItem {
  id: string;
  mainTask: string;
  workContent: string;
  dueDate: Date;
  responsiblePerson: string | null;
  parentItemId: string | null;
  weight: number;
  /** In whole percent, from accepted records; null while the letter is not published. */
  progress: number | null;
  /** No longer to be done since that day. */
  closedOn: Date | null;
  /** Groups at work the item was handed to; only items of the branch are. */
  assignedTo: readonly string[];
}

export interface CascadeCommitment {
  id: string;
  level: CommitmentLevel;
  type: CommitmentType;
  status: CommitmentStatus;
  groupId: string | null;
  memberId: string | null;
  submittedById: string | null;
  items: readonly CascadeItem[];
}

export interface CascadeNode {
  item: CascadeItem;
  commitment: CascadeCommitment;
  children: CascadeNode[];
  /** R42: past its day although published and binding. */
  overdue: boolean;
  /** How many items below are past their day, shown up the chain. */
  overdueBelow: number;
}

export interface Cascade {
  /** The branch's items, each with what groups and members made of it. */
  branch: CascadeNode[];
  /** Items of groups that refine none of the branch's (E39: allowed). */
  ownOfGroups: CascadeNode[];
  ownOfMembers: CascadeNode[];
}

/** The tree branch item → group items → member items of one year. */
export function buildCascade(commitments: readonly CascadeCommitment[], today: Date): Cascade {
  const nodes = new Map<string, CascadeNode>();
  for (const commitment of commitments) {
    for (const item of commitment.items) {
      const open = commitment.status === 'PUBLISHED' && item.closedOn === null && item.progress !== 100;
      const overdue = open && isOverdue(item.dueDate, today);
      nodes.set(item.id, { item, commitment, children: [], overdue, overdueBelow: 0 });
    }
  }
  const roots = [...nodes.values()].filter((node) => {
    const parent = node.item.parentItemId === null ? undefined : nodes.get(node.item.parentItemId);
    parent?.children.push(node);
    return parent === undefined;
  });
  roots.forEach(countBelow);
  const rootsOf = (level: CommitmentLevel) => roots.filter((node) => node.commitment.level === level);
  return { branch: rootsOf('BRANCH'), ownOfGroups: rootsOf('GROUP'), ownOfMembers: rootsOf('MEMBER') };
}

function countBelow(node: CascadeNode): number {
  node.overdueBelow = node.children.reduce((sum, child) => sum + countBelow(child), 0);
  return node.overdueBelow + (node.overdue ? 1 : 0);
}

export interface Coverage {
  kind: 'ok' | 'warn';
  label: string;
}

/** What was made of an item and is still to be done. */
export const openChildren = ({ children }: CascadeNode): CascadeNode[] =>
  children.filter(({ item }) => item.closedOn === null);

/** R37: whether an item of the branch was handed to groups and refined by them. */
export function branchItemCoverage(node: CascadeNode): Coverage {
  const { assignedTo } = node.item;
  if (assignedTo.length === 0) return { kind: 'warn', label: '未分解到小组' };
  const refinedBy = new Set(openChildren(node).map((child) => child.commitment.groupId));
  const missing = assignedTo.filter((groupId) => !refinedBy.has(groupId)).length;
  if (missing > 0) return { kind: 'warn', label: `分给${assignedTo.length}个小组，${missing}个未细化` };
  return { kind: 'ok', label: `${assignedTo.length}个小组已细化` };
}

/** R39: whether members took up an item of their group. */
export function groupItemCoverage(node: CascadeNode): Coverage {
  const members = new Set(openChildren(node).map((child) => child.commitment.memberId)).size;
  return members === 0 ? { kind: 'warn', label: '尚无党员承诺' } : { kind: 'ok', label: `${members}名党员承诺` };
}

/** The branch's items that no group was given (E39). */
export function itemsWithoutGroup(commitments: readonly CascadeCommitment[]): CascadeItem[] {
  return commitments
    .filter(({ level }) => level === 'BRANCH')
    .flatMap(({ items }) => items.filter((item) => item.closedOn === null && item.assignedTo.length === 0));
}

export interface Reader {
  /** Secretary or committee member of the branch. */
  officer: boolean;
  leads: readonly string[];
  memberId: string | null;
}

/** What is still being written is read by its author and by the branch's officers only. */
export function isReadableBy(
  commitment: Pick<CascadeCommitment, 'level' | 'status' | 'groupId' | 'memberId'>,
  reader: Reader,
): boolean {
  if (commitment.status !== 'DRAFT' && commitment.status !== 'RETURNED') return true;
  if (reader.officer) return true;
  if (commitment.level === 'MEMBER') return commitment.memberId === reader.memberId;
  return commitment.level === 'GROUP' && commitment.groupId !== null && reader.leads.includes(commitment.groupId);
}
