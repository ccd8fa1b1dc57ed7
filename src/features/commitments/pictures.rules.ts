import { addDays, daysBetween } from '../../shared/dates.js';
import { groupBy } from '../../shared/grouping.js';
import { asOf, type ProgressNode, progressOf, progressOfAll } from '../../shared/progress.js';

/** An item of a published letter, as far as the pictures ask. */
export interface PictureItem {
  id: string;
  level: 'BRANCH' | 'GROUP' | 'MEMBER';
  parentItemId: string | null;
  mainTask: string;
  dueDate: Date;
  weight: number;
  groupId: string | null;
  memberName: string | null;
  assignedTo: readonly string[];
}

export interface TreeNode {
  name: string;
  percent: number;
  children: TreeNode[];
}

/** The branch's items with those that refine them; `nodes` says how far each is. */
export function itemTree(items: readonly PictureItem[], nodes: ReadonlyMap<string, ProgressNode>): TreeNode[] {
  const below = groupBy(items, ({ parentItemId }) => parentItemId);
  const build = (item: PictureItem): TreeNode => {
    const node = nodes.get(item.id);
    return {
      name: item.memberName === null ? item.mainTask : `${item.memberName}：${item.mainTask}`,
      percent: node ? progressOf(node) : 0,
      children: (below.get(item.id) ?? []).map(build),
    };
  };
  return items.filter(({ level }) => level === 'BRANCH').map(build);
}

export const leavesOf = (nodes: readonly TreeNode[]): number =>
  nodes.reduce((sum, { children }) => sum + (children.length === 0 ? 1 : leavesOf(children)), 0);

export type Taken = 'REFINED' | 'ASSIGNED' | 'NONE';

/** R37: for each item of the branch and each group whether the group was given it and refined it. */
export function coverageMatrix(
  items: readonly PictureItem[],
  groups: readonly { id: string; name: string }[],
): { item: PictureItem; cells: Taken[] }[] {
  const ofBranch = items.filter(({ level }) => level === 'BRANCH');
  return ofBranch.map((item) => {
    const refinedBy = new Set(
      items
        .filter(({ level, parentItemId }) => level === 'GROUP' && parentItemId === item.id)
        .map((row) => row.groupId),
    );
    const cells = groups.map(({ id }): Taken => {
      if (refinedBy.has(id)) return 'REFINED';
      return item.assignedTo.includes(id) ? 'ASSIGNED' : 'NONE';
    });
    return { item, cells };
  });
}

export interface Moment {
  day: Date;
  /** Whole percent done by that day; null for a day to come. */
  done: number | null;
  /** Whole percent that was to be done by that day. */
  due: number;
}

const MOST_MOMENTS = 60;

/**
 * How far the branch's items were on the days from the first publication to the last deadline, beside how far they were
 * to be: on every deadline, every month's first day and today.
 */
export function progressOverTime(
  items: readonly PictureItem[],
  nodes: ReadonlyMap<string, ProgressNode>,
  { from, today }: { from: Date; today: Date },
): Moment[] {
  const ofBranch = items.filter(({ level }) => level === 'BRANCH');
  if (ofBranch.length === 0) return [];
  const roots = ofBranch.flatMap(({ id }) => nodes.get(id) ?? []);
  const weights = ofBranch.reduce((sum, { weight }) => sum + weight, 0);
  return daysToShow(ofBranch, from, today).map((day) => ({
    day,
    done: daysBetween(day, today) < 0 ? null : progressOfAll(roots.map((node) => asOf(node, day))),
    due: Math.floor(
      (ofBranch.filter(({ dueDate }) => dueDate <= day).reduce((sum, { weight }) => sum + weight, 0) * 100) / weights,
    ),
  }));
}

function daysToShow(items: readonly PictureItem[], from: Date, today: Date): Date[] {
  const last = new Date(Math.max(today.getTime(), ...items.map(({ dueDate }) => dueDate.getTime())));
  const days = new Set([from, today, last, ...items.map(({ dueDate }) => dueDate)].map((day) => day.getTime()));
  for (let day = nextMonth(from); day < last; day = nextMonth(day)) days.add(day.getTime());
  return [...days]
    .filter((time) => time >= from.getTime())
    .sort((a, b) => a - b)
    .slice(0, MOST_MOMENTS)
    .map((time) => new Date(time));
}

const nextMonth = (day: Date): Date => {
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1));
  return first > day ? first : addDays(first, 1);
};
