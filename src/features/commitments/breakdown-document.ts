import { WIDE_FORM_WIDTH, wordDocument } from '../../shared/word.js';
import { BLANK_DAY, dayText, line, listTable, titleLines } from '../../shared/word-blocks.js';
import { type BreakdownRow, standOf } from './commitments.ledger.js';

const LEVELS = { BRANCH: '党支部', GROUP: '党小组', MEMBER: '党员' } as const;
const COLUMNS = [
  { head: '序号', width: 5, align: 'center' as const },
  { head: '层级', width: 7, align: 'center' as const },
  { head: '主要任务', width: 16 },
  { head: '工作内容', width: 26 },
  { head: '承诺人', width: 12 },
  { head: '分解到小组', width: 12 },
  { head: '责任人', width: 8, align: 'center' as const },
  { head: '办结时限', width: 14, align: 'center' as const },
  { head: '进度', width: 7, align: 'center' as const },
  { head: '情况', width: 8, align: 'center' as const },
];

/** 承诺事项分解表 (D17): the branch's items with what groups and members made of them, and how far each is. */
export function breakdownDocument(branchName: string, year: number, rows: readonly BreakdownRow[]): Promise<Buffer> {
  const title = `${year}年承诺事项分解表`;
  const cells = rows.map(({ node, by, groups }, index) => {
    const { item, commitment } = node;
    const progress = item.progress === null ? '' : `${item.progress}%`;
    return [
      ...[String(index + 1), LEVELS[commitment.level], item.mainTask, item.workContent, by, groups],
      ...[item.responsiblePerson, dayText(item.dueDate), progress, standOf(node)],
    ];
  });
  return wordDocument({
    title,
    creator: branchName,
    landscape: true,
    children: [
      ...titleLines(title, branchName),
      listTable(WIDE_FORM_WIDTH, COLUMNS, cells),
      line('', { after: 120 }),
      line(`党支部（盖章）：                  ${BLANK_DAY}    `, { align: 'right' }),
    ],
  });
}
