import { groupBy } from './grouping.js';

/** What counts of an item of a commitment for its progress. */
export interface ProgressNode {
  weight: number;
  /** No longer to be done: it leaves the roll-up. */
  closed: boolean;
  /** Null for a deliverable, which is done or not. */
  measure: { baseline: number; target: number } | null;
  /** Records that the side above accepted. */
  accepted: readonly AcceptedRecord[];
  children: readonly ProgressNode[];
}

export interface AcceptedRecord {
  doneOn: Date;
  /** What the measure had reached on that day. */
  value: number | null;
  completes: boolean;
}

/** An item as the database gives it, with its records; of those with a status only accepted ones count. */
export interface CountedRow {
  weight: number;
  closedOn: Date | null;
  measureKind: 'DELIVERABLE' | 'NUMBER';
  baseline: unknown;
  target: unknown;
  fulfillments: readonly { doneOn: Date; value: unknown; completes: boolean; status?: string }[];
}

/** An item as the database gives it together with those that refine it. */
export interface NestedRow extends CountedRow {
  children?: readonly NestedRow[];
}

export const nestedNode = (row: NestedRow): ProgressNode => countedNode(row, (row.children ?? []).map(nestedNode));

function countedNode(row: CountedRow, children: readonly ProgressNode[]): ProgressNode {
  const measure =
    row.measureKind === 'NUMBER' ? { baseline: Number(row.baseline ?? 0), target: Number(row.target ?? 0) } : null;
  const accepted = row.fulfillments
    .filter(({ status }) => status === undefined || status === 'ACCEPTED')
    .map((record) => ({ ...record, value: record.value === null ? null : Number(record.value) }));
  return { weight: row.weight, closed: row.closedOn !== null, measure, accepted, children };
}

/** The items of letters with those that refine them, by id: only items given here are anybody's children. */
export function nodesById(
  rows: readonly (CountedRow & { id: string; parentItemId: string | null })[],
): Map<string, ProgressNode> {
  const below = groupBy(rows, ({ parentItemId }) => parentItemId);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const nodes = new Map<string, ProgressNode>();
  const build = (id: string): ProgressNode[] => {
    const row = byId.get(id);
    if (!row) return [];
    const node = countedNode(
      row,
      (below.get(id) ?? []).flatMap((child) => build(child.id)),
    );
    nodes.set(id, node);
    return [node];
  };
  for (const { id, parentItemId } of rows) if (parentItemId === null || !byId.has(parentItemId)) build(id);
  return nodes;
}

/** A fraction from 0 to 1, exact: whole numbers only, so that no rounding adds up on the way. */
interface Fraction {
  over: bigint;
  under: bigint;
}

const NONE: Fraction = { over: 0n, under: 1n };
const ALL: Fraction = { over: 1n, under: 1n };
const CENTS = 100;
const cents = (value: number): bigint => BigInt(Math.round(value * CENTS));

/**
 * Progress in whole percent, rounded down: 100 only when it is done. Of an item that others refine it is the mean of
 * theirs by weight, of any other what its accepted records show. So it never passes 100 and never stands at 100 while
 * something below is open.
 */
export function progressOf(node: ProgressNode): number {
  return percent(fractionOf(node));
}

/** The same for several items side by side: a letter, a branch. Null when there is nothing to be done. */
export function progressOfAll(nodes: readonly ProgressNode[]): number | null {
  const mean = meanOf(nodes);
  return mean && percent(mean);
}

/** The same item as it stood at the end of a day: what was done later is left out. */
export function asOf(node: ProgressNode, day: Date): ProgressNode {
  return {
    ...node,
    accepted: node.accepted.filter((record) => record.doneOn <= day),
    children: node.children.map((child) => asOf(child, day)),
  };
}

/** On which day the item itself was done, by its accepted records; null while it is not. */
export function doneOn({ accepted, measure }: Pick<ProgressNode, 'accepted' | 'measure'>): Date | null {
  const ends = accepted.filter((record) => record.completes || (measure && reaches(record, measure)));
  return ends.length === 0 ? null : new Date(Math.min(...ends.map((record) => record.doneOn.getTime())));
}

function reaches({ value }: AcceptedRecord, { baseline, target }: { baseline: number; target: number }): boolean {
  if (value === null) return false;
  return target > baseline ? value >= target : value <= target;
}

const percent = ({ over, under }: Fraction): number => Number((over * 100n) / under);

/** Nodes do not change, and each level above asks for those below again. */
const fractions = new WeakMap<ProgressNode, Fraction>();

function fractionOf(node: ProgressNode): Fraction {
  const known = fractions.get(node);
  if (known) return known;
  const fraction = meanOf(node.children) ?? ownFraction(node);
  fractions.set(node, fraction);
  return fraction;
}

/** The mean by weight of what is still to be done; null without any of it. */
function meanOf(nodes: readonly ProgressNode[]): Fraction | null {
  const open = nodes.filter(({ closed }) => !closed);
  if (open.length === 0) return null;
  const weights = open.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
  const total = open.reduce<Fraction>((sum, node) => add(sum, times(fractionOf(node), BigInt(node.weight))), NONE);
  return { over: total.over, under: total.under * weights };
}

function ownFraction({ accepted, measure }: ProgressNode): Fraction {
  if (accepted.some(({ completes }) => completes)) return ALL;
  if (!measure) return NONE;
  const latest = accepted
    .filter(({ value }) => value !== null)
    .reduce<AcceptedRecord | null>((last, one) => (last && last.doneOn > one.doneOn ? last : one), null);
  if (latest?.value == null) return NONE;
  const way = cents(measure.target) - cents(measure.baseline);
  const gone = cents(latest.value) - cents(measure.baseline);
  if (way === 0n || gone * way <= 0n) return NONE;
  const [over, under] = way > 0n ? [gone, way] : [-gone, -way];
  return over >= under ? ALL : { over, under };
}

const add = (a: Fraction, b: Fraction): Fraction =>
  a.under === b.under
    ? { over: a.over + b.over, under: a.under }
    : { over: a.over * b.under + b.over * a.under, under: a.under * b.under };

const times = ({ over, under }: Fraction, weight: bigint): Fraction => ({ over: over * weight, under });
