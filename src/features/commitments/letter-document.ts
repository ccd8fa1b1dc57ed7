import type { Paragraph, Table } from 'docx';
import { FORM_WIDTH, SIZES, wordDocument } from '../../shared/word.js';
import { BLANK_DAY, line, listTable } from '../../shared/word-blocks.js';
import { type Letter, type LetterSide, showDayText } from './letter.rules.js';

/** The letter as it was kept: its number and digest stand at the foot, so that paper and portal can be compared. */
export interface Kept {
  version: number;
  /** SHA-256 in hexadecimal digits; null before publication. */
  hash: string | null;
}

const HASH_DIGITS = 16;
const MARGINS = { top: 1_700, bottom: 1_400, left: 1_400, right: 1_400 };

/** R36: the letter for one addressee as a Word file: items as a table, lines to sign, the digest at the foot. */
export function letterDocument(letter: Letter, side: LetterSide, kept: Kept): Promise<Buffer> {
  const addressee = side === 'organization' ? letter.organizationSide : letter.peopleSide;
  const children = [
    line(letter.title, { size: SIZES.title, bold: true, align: 'center' }),
    line(`${letter.year}年`, { align: 'center' }),
    line(`${addressee}：`),
    ...(letter.preamble === '' ? [] : [line(letter.preamble, { indent: true })]),
    line(`${letter.place}${letter.pledger}现就${letter.year}年工作郑重承诺：`, { indent: true }),
    itemTable(letter),
    line('', { after: 0, height: 240 }),
    line('以上承诺，请予监督。', { indent: true }),
    ...signatures(letter, addressee),
    line(footOf(kept), { size: SIZES.foot }),
  ];
  return wordDocument({
    ...{ title: letter.title, creator: letter.pledger, margins: MARGINS, size: SIZES.body, numbered: false },
    children,
  });
}

const COLUMNS = [
  { head: '序号', width: 7, align: 'center' },
  { head: '主要任务', width: 18 },
  { head: '工作内容', width: 27 },
  { head: '措施和衡量', width: 20 },
  { head: '办结时限', width: 17 },
  { head: '责任人', width: 11 },
] as const;

function itemTable({ items }: Letter): Table {
  const rows = items.map((item, index) => [
    String(index + 1),
    item.mainTask,
    item.workContent,
    [item.measures, item.measure && `目标：${item.measure}`].filter(Boolean).join('。'),
    showDayText(item.dueDate),
    item.responsiblePerson,
  ]);
  return listTable(FORM_WIDTH, COLUMNS, rows);
}

const SIGNATURE = { size: SIZES.cell } as const;

function signatures({ signer, pledger, signedOn }: Letter, addressee: string): Paragraph[] {
  const day = signedOn === null ? `      ${BLANK_DAY}` : showDayText(signedOn);
  const name = signer === null || signer === pledger ? pledger : `${pledger}  ${signer}`;
  return [
    line(`承诺人：${name}（签字）____________    ${day}`, SIGNATURE),
    line(`接收方：${addressee}（签字）____________    ${BLANK_DAY}`, SIGNATURE),
  ];
}

const footOf = ({ version, hash }: Kept): string =>
  hash === null ? '尚未公布，以公布的文本为准。' : `第${version}版，存档文本校验码：${hash.slice(0, HASH_DIGITS)}`;
