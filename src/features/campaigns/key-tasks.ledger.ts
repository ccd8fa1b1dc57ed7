import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { listKeyTasks } from './campaigns.queries.js';

type KeyTask = Awaited<ReturnType<typeof listKeyTasks>>[number];

/** 年度重点工作台账 */
export function keyTaskLedger(matter: LedgerMatter, rows: readonly KeyTask[]): Ledger {
  return ledgerOf(
    '年度重点工作台账',
    matter,
    [
      { head: '年度', kind: 'number', value: ({ year }) => year },
      { head: '重点工作', value: ({ title }) => title },
      { head: '内容', value: ({ description }) => description },
      { head: '状态', value: ({ publishedAt }) => (publishedAt ? '已公布' : '待公布') },
      { head: '公布时间', kind: 'moment', value: ({ publishedAt }) => publishedAt },
    ],
    rows,
  );
}
