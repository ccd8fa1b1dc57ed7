import { type Ledger, type LedgerMatter, ledgerOf } from '../../shared/ledger.js';
import type { briefingMatter } from './briefing.page.js';

/** 推进情况汇报 as a ledger: every line of its parts. */
export function briefingLedger(matter: LedgerMatter, { figures, sections }: ReturnType<typeof briefingMatter>): Ledger {
  const rows = [
    ...figures.map(({ label, value }) => ({ part: '总体情况', texts: [label, value] })),
    ...sections.flatMap(({ heading, heads, rows: lines }) =>
      lines.map((texts) => ({ part: heading, texts: texts.map((text, index) => `${heads[index]}：${text}`) })),
    ),
  ];
  return ledgerOf(
    '推进情况汇报台账',
    matter,
    [
      { head: '部分', value: ({ part }) => part },
      { head: '名称', value: ({ texts }) => texts[0] ?? '' },
      { head: '内容', value: ({ texts }) => texts.slice(1).join('；') },
    ],
    rows,
  );
}
