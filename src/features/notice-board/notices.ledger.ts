import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import { KIND_LABELS, type NoticeRow, tagOf } from './notices.page.js';

/** 党务公开台账: every notice, withdrawn and superseded ones too. */
export function noticeLedger(matter: LedgerMatter, rows: readonly NoticeRow[]): Ledger {
  return ledgerOf(
    '党务公开台账',
    matter,
    [
      { head: '公告', value: ({ title }) => title },
      { head: '类别', value: ({ kind }) => KIND_LABELS[kind] },
      { head: '公布时间', kind: 'moment', value: ({ publishedAt }) => publishedAt },
      { head: '公布人', value: ({ publishedBy }) => publishedBy },
      { head: '状态', value: (row) => tagOf(row).label },
      { head: '撤回时间', kind: 'moment', value: ({ withdrawnAt }) => withdrawnAt },
    ],
    rows,
  );
}
