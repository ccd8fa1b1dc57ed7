import {
  AlignmentType,
  BorderStyle,
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { type Letter, type LetterSide, showDayText } from './letter.rules.js';

/** The letter as it was kept: its number and digest stand at the foot, so that paper and portal can be compared. */
export interface Kept {
  version: number;
  /** SHA-256 in hexadecimal digits; null before publication. */
  hash: string | null;
}

/** Points are halved, as Word counts; lengths are twentieths of a point. */
const TITLE = 44;
const BODY = 28;
const SMALL = 18;
const FONT = { ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman' };
const HASH_DIGITS = 16;
const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1_700, bottom: 1_400, left: 1_500, right: 1_500 },
};

/** R36: the letter for one addressee as a Word file: items as a table, lines to sign, the digest at the foot. */
export function letterDocument(letter: Letter, side: LetterSide, kept: Kept): Promise<Buffer> {
  const addressee = side === 'organization' ? letter.organizationSide : letter.peopleSide;
  const children = [
    line(letter.title, { size: TITLE, bold: true, center: true }),
    line(`${letter.year}年`, { center: true }),
    line(`${addressee}：`),
    ...(letter.preamble === '' ? [] : [line(letter.preamble, { indent: true })]),
    line(`${letter.place}${letter.pledger}现就${letter.year}年工作郑重承诺：`, { indent: true }),
    itemTable(letter),
    line('以上承诺，请予监督。', { indent: true }),
    ...signatures(letter, addressee),
    line(footOf(kept), { size: SMALL }),
  ];
  const styles = { default: { document: { run: { font: FONT, size: BODY } } } };
  return Packer.toBuffer(
    new Document({
      title: letter.title,
      creator: letter.pledger,
      styles,
      sections: [{ properties: { page: PAGE }, children }],
    }),
  );
}

interface LineStyle {
  size?: number;
  bold?: boolean;
  center?: boolean;
  indent?: boolean;
}

function line(text: string, { size = BODY, bold = false, center = false, indent = false }: LineStyle = {}): Paragraph {
  return new Paragraph({
    spacing: { after: 160, line: 360 },
    ...(center ? { alignment: AlignmentType.CENTER } : {}),
    ...(indent ? { indent: { firstLine: 2 * 10 * BODY } } : {}),
    children: [new TextRun({ text, size, bold })],
  });
}

const HEAD = ['序号', '主要任务', '工作内容', '措施和衡量', '办结时限', '责任人'];
const WIDTHS = [6, 18, 30, 22, 13, 11];

function itemTable({ items }: Letter): Table {
  const rows = items.map((item, index) => [
    String(index + 1),
    item.mainTask,
    item.workContent,
    [item.measures, item.measure && `目标：${item.measure}`].filter(Boolean).join('。'),
    showDayText(item.dueDate),
    item.responsiblePerson ?? '',
  ]);
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [tableRow(HEAD, true), ...rows.map((cells) => tableRow(cells, false))],
  });
}

const LINE = { style: BorderStyle.SINGLE, size: 4, color: '444444' };

function tableRow(cells: readonly string[], isHead: boolean): TableRow {
  return new TableRow({
    tableHeader: isHead,
    cantSplit: true,
    children: cells.map(
      (text, index) =>
        new TableCell({
          width: { size: WIDTHS[index] ?? 10, type: WidthType.PERCENTAGE },
          borders: { top: LINE, bottom: LINE, left: LINE, right: LINE },
          margins: { top: 60, bottom: 60, left: 80, right: 80 },
          children: [new Paragraph({ children: [new TextRun({ text, size: 21, bold: isHead })] })],
        }),
    ),
  });
}

function signatures({ signer, pledger, signedOn }: Letter, addressee: string): Paragraph[] {
  const day = signedOn === null ? '      年    月    日' : showDayText(signedOn);
  const name = signer === null || signer === pledger ? pledger : `${pledger}  ${signer}`;
  return [
    line(`承诺人：${name}（签字）________________    ${day}`),
    line(`接收方：${addressee}（签字）________________          年    月    日`),
  ];
}

const footOf = ({ version, hash }: Kept): string =>
  hash === null ? '尚未公布，以公布的文本为准。' : `第${version}版，存档文本校验码：${hash.slice(0, HASH_DIGITS)}`;
