import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { PlannedLine } from './study-plan.queries.js';
import { KIND_WORDS, standingOf } from './study-plan.rules.js';

/** 学习和会议计划台账 (R4) */
export function planLedger(matter: LedgerMatter, rows: readonly PlannedLine[]): Ledger {
  return ledgerOf(
    '学习和会议计划台账',
    matter,
    [
      { head: '计划日期', kind: 'day', value: ({ plannedOn }) => plannedOn },
      { head: '类别', value: ({ kind }) => KIND_WORDS[kind] },
      { head: '主题', value: ({ topic }) => topic },
      { head: '说明', value: ({ note }) => note },
      { head: '情况', value: (row) => standingOf(row, matter.day).label },
      { head: '开展日期', kind: 'day', value: ({ session, meeting }) => (session ?? meeting)?.heldOn },
      { head: '取消的理由', value: ({ cancelReason }) => cancelReason },
    ],
    rows,
  );
}
