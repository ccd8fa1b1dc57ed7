import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { showBoardPage } from './board.page.js';

type Board = Pick<ReturnType<typeof showBoardPage>, 'rows' | 'steps'>;

/** 推进情况台账: branches as rows, steps as columns, each cell as the board shows it (R60). */
export function progressLedger(matter: LedgerMatter, { rows, steps }: Board): Ledger {
  return ledgerOf(
    '推进情况台账',
    matter,
    [
      { head: '党支部', value: ({ name }) => name },
      { head: '情况', value: ({ state }) => state },
      { head: '原因', value: ({ reasons }) => reasons.join('；') },
      ...steps.map((head, index) => ({
        head,
        value: ({ cells }: Board['rows'][number]) =>
          [cells[index]?.tag.label, ...(cells[index]?.notes ?? [])].filter(Boolean).join('，'),
      })),
    ],
    rows,
  );
}
