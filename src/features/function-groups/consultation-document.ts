import { chinaDay } from '../../shared/dates.js';
import { WIDE_FORM_WIDTH, wordDocument } from '../../shared/word.js';
import {
  BLANK_DAY,
  centered,
  dayText,
  field,
  formTable,
  label,
  line,
  listTable,
  titleLines,
} from '../../shared/word-blocks.js';
import { HANDLING_LABELS, STANCE_LABELS } from './function-groups.rules.js';
import type { Proposal } from './proposal.queries.js';

const COLUMNS = [
  { head: '序号', width: 6, align: 'center' as const },
  { head: '党员', width: 10, align: 'center' as const },
  { head: '态度', width: 9, align: 'center' as const },
  { head: '意见', width: 33 },
  { head: '是否采纳', width: 9, align: 'center' as const },
  { head: '支部答复', width: 33 },
];

/** 征求意见情况表 (D5): what members said of the proposal, whether it was taken up, and the branch's answer. */
export function consultationDocument(
  branchName: string,
  proposal: Pick<
    Proposal,
    'opinions' | 'readings' | 'groups' | 'consultationOpenedAt' | 'consultationClosesOn' | 'consultationNote'
  >,
): Promise<Buffer> {
  const { opinions, readings, groups, consultationOpenedAt, consultationClosesOn } = proposal;
  const opened = consultationOpenedAt ? dayText(chinaDay(consultationOpenedAt)) : '';
  const adopted = opinions.filter(({ handling }) => handling === 'ADOPTED').length;
  const figures = `已读${readings.length}人，提出意见${opinions.length}条，采纳${adopted}条`;
  return wordDocument({
    title: '功能党小组设置初步意见征求党员意见情况表',
    creator: branchName,
    landscape: true,
    children: [
      ...titleLines('功能党小组设置初步意见征求党员意见情况表', branchName),
      formTable(
        WIDE_FORM_WIDTH,
        [15, 35, 15, 35],
        [
          {
            cells: [
              label('征求时间'),
              centered(`${opened}至${dayText(consultationClosesOn)}`),
              label('征求情况'),
              centered(figures),
            ],
          },
          { cells: [label('拟设小组'), field(groups.map(({ name }) => name).join('、'), 3)] },
          ...(proposal.consultationNote ? [{ cells: [label('情况说明'), field(proposal.consultationNote, 3)] }] : []),
        ],
      ),
      line('', { after: 60, height: 240 }),
      listTable(WIDE_FORM_WIDTH, COLUMNS, opinionRows(opinions)),
      line('', { after: 120 }),
      line('党支部（盖章）：                      ', { align: 'right' }),
      line(`${BLANK_DAY}    `, { align: 'right' }),
    ],
  });
}

function opinionRows(opinions: Proposal['opinions']): string[][] {
  if (opinions.length === 0) return [['', '', '', '没有党员提出意见。', '', '']];
  return opinions.map(({ member, stance, content, handling, answer }, index) => [
    String(index + 1),
    member.name,
    STANCE_LABELS[stance],
    content,
    handling === null ? '' : HANDLING_LABELS[handling],
    answer ?? '',
  ]);
}
