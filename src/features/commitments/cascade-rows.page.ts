import { showDay, showDistance } from '../../shared/dates.js';
import type { Tag } from '../../web/frame-shape.js';
import type { GroupWithMembers } from './cascade.queries.js';
import { branchItemCoverage, type CascadeCommitment, type CascadeNode, groupItemCoverage } from './cascade.rules.js';
import { cascadeHref, commitmentHref } from './commitments.paths.js';
import { groupTitle, STATUS_TAGS } from './commitments.rules.js';
import { shareLabels } from './measure.rules.js';

/**
 * A tree of more items than anybody reads at once folds what the members took up: under each item of a group stand the
 * number of them and those past their day. The reader unfolds one item (its id), the members' own items (`own`) or
 * everything (`all`).
 */
const MOST_UNFOLDED = 120;

export interface CascadeRow {
  id: string;
  title: string;
  href: string;
  by: string;
  due: string;
  /** 60%, with the words a screen reader says; null before publication. */
  progress: { value: number; text: string } | null;
  tags: Tag[];
  children: CascadeRow[];
  folded: Folded | null;
}

/** What is not shown of a large tree, and where it is. */
interface Folded {
  text: string;
  href: string;
}

export interface OwnRows {
  note: string;
  rows: CascadeRow[];
  folded: Folded | null;
}

export interface RowsMatter {
  branch: { id: string };
  year: number;
  today: Date;
  unfolded: string | null;
  isLarge: boolean;
  pledgerOf: (commitment: CascadeCommitment) => string;
}

type TreeMatter = Pick<RowsMatter, 'year' | 'today' | 'unfolded'> & {
  branch: { id: string; shortName: string };
  commitments: readonly CascadeCommitment[];
  groups: readonly GroupWithMembers[];
};

export function rowsMatter({ branch, year, today, unfolded, commitments, groups }: TreeMatter): RowsMatter {
  const isLarge = isLargeTree(commitments) && unfolded !== 'all';
  return { branch, year, today, unfolded, isLarge, pledgerOf: pledgers(branch, groups) };
}

/** Whether the tree of these letters is folded at first. */
export const isLargeTree = (commitments: readonly CascadeCommitment[]): boolean =>
  commitments.reduce((sum, { items }) => sum + items.length, 0) > MOST_UNFOLDED;

const unfoldingHref = ({ branch, year }: RowsMatter, what: string, at: string): string =>
  `${cascadeHref(branch.id, year)}&open=${what}#${at}`;

/** The items of members that refine none of their group's. */
export function rowsOfMembers(matter: RowsMatter, nodes: readonly CascadeNode[]): OwnRows {
  const note = `${nodes.length}项`;
  if (!matter.isLarge || matter.unfolded === 'own') return { note, rows: ownRows(matter, nodes), folded: null };
  const late = nodes.filter(({ overdue }) => overdue);
  const folded = { text: foldedText(nodes, late.length), href: unfoldingHref(matter, 'own', 'own') };
  return { note, rows: ownRows(matter, late), folded: late.length === nodes.length ? null : folded };
}

function foldedText(nodes: readonly CascadeNode[], late: number): string {
  const done = nodes.filter(({ item }) => item.progress === 100).length;
  return `党员事项${nodes.length}项，已完成${done}项${late > 0 ? `，逾期的${late}项列在下面` : ''}。`;
}

/** Rows of one parent or letter: their weights are shares of it, also of those that are not shown. */
export function rowsOf(
  matter: RowsMatter,
  nodes: readonly CascadeNode[],
  shown: (node: CascadeNode) => boolean = () => true,
): CascadeRow[] {
  const open = nodes.filter(({ item }) => item.closedOn === null);
  const shares = shareLabels(open.map(({ item }) => item.weight));
  const shareOf = new Map(open.map((node, index) => [node, shares[index] ?? null]));
  return nodes.filter(shown).map((node) => rowOf(matter, node, shareOf.get(node) ?? null));
}

/** Own items of many letters: shares only within each. */
export function ownRows(matter: RowsMatter, nodes: readonly CascadeNode[]): CascadeRow[] {
  return nodes.map((node) => rowOf(matter, node, null));
}

function rowOf(matter: RowsMatter, node: CascadeNode, share: string | null): CascadeRow {
  const { item, commitment } = node;
  const rows = rowsBelow(matter, node);
  return {
    id: `row-${item.id}`,
    title: item.mainTask,
    href: `${commitmentHref(matter.branch.id, commitment.id)}#item-${item.id}`,
    // A member answers for his own items himself: his name once.
    by: [...new Set([matter.pledgerOf(commitment), item.responsiblePerson ?? ''])]
      .filter((text) => text !== '')
      .join(' · '),
    due: [`${showDay(item.dueDate)}前`, ...(share === null ? [] : [share])].join(' · '),
    progress: item.progress === null || item.closedOn ? null : { value: item.progress, text: `完成${item.progress}%` },
    tags: tagsOf(matter, node),
    children: rows,
    folded: foldedOf(matter, node, rows),
  };
}

/** In a large tree that is not unfolded here: only what is past its day. */
function rowsBelow(matter: RowsMatter, { item, commitment, children }: CascadeNode): CascadeRow[] {
  const isOpen = !matter.isLarge || commitment.level !== 'GROUP' || matter.unfolded === item.id;
  return rowsOf(matter, children, isOpen ? undefined : ({ overdue }) => overdue);
}

function foldedOf(matter: RowsMatter, { item, children }: CascadeNode, rows: readonly CascadeRow[]): Folded | null {
  if (rows.length === children.length) return null;
  return { text: foldedText(children, rows.length), href: unfoldingHref(matter, item.id, `row-${item.id}`) };
}

/** Who pledges a commitment, found at once for each of many. */
function pledgers(branch: { shortName: string }, groups: readonly GroupWithMembers[]): RowsMatter['pledgerOf'] {
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
  const memberNames = new Map(groups.flatMap(({ members }) => members).map(({ id, name }) => [id, name]));
  return ({ level, groupId, memberId }) => {
    if (level === 'BRANCH') return branch.shortName;
    if (level === 'GROUP') return groupTitle(groupNames.get(groupId ?? '') ?? '');
    return memberNames.get(memberId ?? '') ?? '已调出党员';
  };
}

function tagsOf({ today }: RowsMatter, node: CascadeNode): Tag[] {
  if (node.item.closedOn !== null) return [{ kind: 'idle', label: '不再办理' }];
  const { level, status } = node.commitment;
  const coverage = level === 'BRANCH' ? [branchItemCoverage(node)] : level === 'GROUP' ? [groupItemCoverage(node)] : [];
  const state = status === 'PUBLISHED' || level === 'BRANCH' ? [] : [STATUS_TAGS[status]];
  const late: Tag[] = node.overdue ? [{ kind: 'late', label: showDistance(today, node.item.dueDate) }] : [];
  const below: Tag[] = node.overdueBelow > 0 ? [{ kind: 'late', label: `下级${node.overdueBelow}项逾期` }] : [];
  return [...late, ...below, ...coverage, ...state];
}
