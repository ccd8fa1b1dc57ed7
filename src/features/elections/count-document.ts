import { FORM_WIDTH, wordDocument } from '../../shared/word.js';
import {
  type FormRow,
  field,
  formTable,
  label,
  line,
  listTable,
  signatureLines,
  titleLines,
} from '../../shared/word-blocks.js';
import { figuresOf, isOutcomeOnly, NOT_SHOWN, nameOf, PORTAL_TELLER, votesOf } from './counts.page.js';
import type { CountRecord } from './election-pages.queries.js';
import { bySurnameStrokes, VERDICT_LABELS } from './elections.rules.js';

const SECTION = { bold: true, after: 100, height: 560 } as const;

/** R24: the record of one count as a form, to be signed and filed. */
export function countRecordDocument(count: CountRecord): Promise<Buffer> {
  const title = '推选功能党小组组长结果记录';
  const signers = count.teller === PORTAL_TELLER ? ['监票人', '主持人'] : ['监票人', '计票人', '主持人'];
  const row = (name: string, text: string): FormRow => ({ cells: [label(name), field(text)] });
  return wordDocument({
    title,
    creator: count.branchName,
    children: [
      ...titleLines(title, `${count.branchName}  ${count.groupName}  第${count.round}轮`),
      line('一、基本情况', SECTION),
      formTable(
        FORM_WIDTH,
        [22, 78],
        figuresOf(count).map((figure) => row(figure.label, figure.value)),
      ),
      line('二、得票情况（按姓氏笔画为序）', SECTION),
      isOutcomeOnly(count) ? line(`${NOT_SHOWN}。`) : tallyTable(count),
      line('三、结果和依据', SECTION),
      formTable(
        FORM_WIDTH,
        [22, 78],
        [row('结果', VERDICT_LABELS[count.verdict]), { ...row('依据', count.verdictText), height: 1_000 }],
      ),
      line('', { after: 200 }),
      ...signatureLines(signers),
    ],
  });
}

function tallyTable({ tallies }: CountRecord) {
  const columns = [
    { head: '候选人', width: 40 },
    ...['赞成', '不赞成', '弃权'].map((head) => ({ head, width: 20, align: 'center' as const })),
  ];
  const rows = [...tallies].sort(bySurnameStrokes).map((tally) => [nameOf(tally), ...votesOf(tally)]);
  return listTable(FORM_WIDTH, columns, rows.length > 0 ? rows : [['没有计票', '', '', '']]);
}
