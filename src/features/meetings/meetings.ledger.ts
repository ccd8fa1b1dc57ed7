import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { MeetingListRow } from './meetings.queries.js';
import { MEETING_KIND_LABELS, MEETING_VERDICT_LABELS } from './meetings.rules.js';

/** 会议记录台账 */
export function meetingLedger(matter: LedgerMatter, rows: readonly MeetingListRow[]): Ledger {
  return ledgerOf(
    '会议记录台账',
    matter,
    [
      { head: '日期', kind: 'day', value: ({ heldOn }) => heldOn },
      { head: '会议名称', value: ({ title }) => title },
      { head: '会议类型', value: ({ kind }) => MEETING_KIND_LABELS[kind] },
      { head: '功能党小组', value: ({ group }) => group?.name },
      { head: '应到', kind: 'number', value: ({ eligibleCount }) => eligibleCount },
      { head: '实到', kind: 'number', value: ({ presentCount }) => presentCount },
      { head: '缺席', kind: 'number', value: ({ eligibleCount, presentCount }) => eligibleCount - presentCount },
      { head: '结论', value: ({ verdict }) => MEETING_VERDICT_LABELS[verdict] },
    ],
    rows,
  );
}
