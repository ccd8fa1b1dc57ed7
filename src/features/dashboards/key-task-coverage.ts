import { groupBy } from '../../shared/grouping.js';
import { type CountedRow, nodesById, type ProgressNode, progressOf, progressOfAll } from '../../shared/progress.js';

/** As PostgreSQL builds it: days are `yyyy-mm-dd`. */
export interface CoverageFacts {
  tasks: { id: string; title: string; description: string }[];
  branches: { id: string; name: string }[];
  items: CoverageItem[];
}

type CoverageItem = Pick<CountedRow, 'weight' | 'measureKind' | 'baseline' | 'target'> & {
  id: string;
  /** The branch's own item; itself for that one. */
  rootId: string;
  keyTaskId: string;
  parentItemId: string | null;
  branchId: string;
  /** Its letter was amended after the day that is asked for. */
  changedLater: boolean;
  mainTask: string;
  dueDate: string;
  closed: boolean;
  records: { doneOn: string; value: number | null; completes: boolean }[];
};

export interface TaskItem {
  id: string;
  mainTask: string;
  dueDate: Date;
  /** In whole percent, from accepted records; null: not to be had for that day. */
  progress: number | null;
}

/** One key task: who took it up, how far they are, and who did not. */
export interface TaskCoverage {
  id: string;
  title: string;
  description: string;
  branches: { id: string; name: string; items: TaskItem[]; progress: number | null }[];
  without: { id: string; name: string }[];
  items: number;
  done: number;
  /** The mean of its branches, each counting alike; null without any, or where one is not to be had. */
  progress: number | null;
}

/** R33: coverage and progress of each key task. Only accepted evidence counts, rolled up as on the pages of the branches. */
export function coverageOf({ tasks, branches, items }: CoverageFacts): TaskCoverage[] {
  const nodes = nodesById(
    items.map(({ closed, records, ...item }) => ({
      ...item,
      closedOn: closed ? CLOSED : null,
      fulfillments: records.map((record) => ({ ...record, doneOn: new Date(record.doneOn) })),
    })),
  );
  const unknown = new Set(items.filter(({ changedLater }) => changedLater).map(({ rootId }) => rootId));
  const roots = items.filter(({ id, rootId, closed }) => id === rootId && !closed);
  const ofTask = groupBy(roots, ({ keyTaskId }) => keyTaskId);
  return tasks.map((task) => {
    const own = ofTask.get(task.id) ?? [];
    const covered = branches.flatMap(({ id, name }) => {
      const ofBranch = own.filter(({ branchId }) => branchId === id);
      return ofBranch.length === 0 ? [] : [{ id, name, ...branchPart(ofBranch, nodes, unknown) }];
    });
    const all = covered.flatMap((branch) => branch.items);
    return {
      ...task,
      branches: covered,
      without: branches.filter(({ id }) => !covered.some((branch) => branch.id === id)),
      items: all.length,
      done: all.filter(({ progress }) => progress === 100).length,
      progress: meanOf(covered.map(({ progress }) => progress)),
    };
  });
}

/** Any day: a closed item leaves the roll-up whenever that was. */
const CLOSED = new Date(0);

function branchPart(
  items: readonly CoverageItem[],
  nodes: ReadonlyMap<string, ProgressNode>,
  unknown: ReadonlySet<string>,
): Pick<TaskCoverage['branches'][number], 'items' | 'progress'> {
  const own = items.flatMap(({ id }) => nodes.get(id) ?? []);
  const known = items.every(({ id }) => !unknown.has(id));
  return {
    items: items.map(({ id, mainTask, dueDate }) => {
      const node = nodes.get(id);
      return { id, mainTask, dueDate: new Date(dueDate), progress: node && !unknown.has(id) ? progressOf(node) : null };
    }),
    progress: known ? progressOfAll(own) : null,
  };
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || known.length < values.length) return null;
  return Math.floor(known.reduce((sum, value) => sum + value, 0) / known.length);
}
