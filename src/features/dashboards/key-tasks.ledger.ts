import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { TaskCoverage } from './key-task-coverage.js';
import { progressWords } from './key-tasks.page.js';

/** 重点工作落实情况台账 (R33): a row an item, and one for each branch without any. */
export function coverageLedger(matter: LedgerMatter, tasks: readonly TaskCoverage[]): Ledger {
  const rows = tasks.flatMap((task) => [
    ...task.branches.flatMap(({ name, items }) =>
      items.map(({ mainTask, progress }) => ({
        task: task.title,
        name,
        mainTask,
        progress: progressWords(progress, 1),
      })),
    ),
    ...task.without.map(({ name }) => ({ task: task.title, name, mainTask: '还没有承诺事项', progress: '' })),
  ]);
  return ledgerOf(
    '重点工作落实情况台账',
    matter,
    [
      { head: '重点工作', value: ({ task }) => task },
      { head: '党支部', value: ({ name }) => name },
      { head: '承诺事项', value: ({ mainTask }) => mainTask },
      { head: '进度', value: ({ progress }) => progress },
    ],
    rows,
  );
}
