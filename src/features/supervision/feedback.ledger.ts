import { chinaDay } from '../../shared/dates.js';
import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { listFeedback } from './feedback.queries.js';
import { FEEDBACK_KIND_LABELS } from './feedback.rules.js';

type Word = Awaited<ReturnType<typeof listFeedback>>[number];

const HANDLINGS = { ADOPTED: '采纳', NOT_ADOPTED: '未采纳' } as const;
const STATES = { RECEIVED: '待答复', ANSWERED: '已答复', HIDDEN: '不公开' } as const;

/** 群众意见台账: what was said and answered, never who said it (E47). */
export function feedbackLedger(matter: LedgerMatter, rows: readonly Word[]): Ledger {
  return ledgerOf(
    '群众意见台账',
    matter,
    [
      { head: '年度', kind: 'number', value: ({ year }) => year },
      { head: '收到日期', kind: 'day', value: ({ createdAt }) => chinaDay(createdAt) },
      { head: '类别', value: ({ kind }) => FEEDBACK_KIND_LABELS[kind] },
      { head: '针对的承诺', value: ({ item }) => item?.mainTask },
      { head: '内容', value: ({ content }) => content },
      { head: '答复期限', kind: 'day', value: ({ dueOn }) => dueOn },
      { head: '情况', value: ({ status }) => STATES[status] },
      { head: '处理结果', value: ({ handling }) => (handling ? HANDLINGS[handling] : '') },
      { head: '答复', value: ({ reply }) => reply },
    ],
    rows,
  );
}
