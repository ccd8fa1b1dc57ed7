import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { listStudySessions } from './study-sessions.queries.js';

type StudySession = Awaited<ReturnType<typeof listStudySessions>>[number];

/** 学习活动台账 */
export function studySessionLedger(matter: LedgerMatter, rows: readonly StudySession[]): Ledger {
  return ledgerOf(
    '学习活动台账',
    matter,
    [
      { head: '日期', kind: 'day', value: ({ heldOn }) => heldOn },
      { head: '主题', value: ({ topic }) => topic },
      { head: '地点', value: ({ place }) => place },
      { head: '学习材料', value: ({ material }) => material },
      { head: '学习情况', value: ({ summary }) => summary },
      { head: '参加人数', kind: 'number', value: ({ attendeeIds }) => attendeeIds.length },
      { head: '缺席人数', kind: 'number', value: ({ absences }) => absences.length },
      { head: '材料份数', kind: 'number', value: ({ _count }) => _count.materials },
    ],
    rows,
  );
}
