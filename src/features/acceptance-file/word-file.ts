import {
  AlignmentType,
  BorderStyle,
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { withoutPrivateNumbers } from './private-words.rules.js';

/** A document as paper looks: the shape of the pages that are printed. */
export interface Paper {
  title: string;
  subtitle?: string | null;
  sections: readonly {
    heading?: string | null;
    paragraphs?: readonly string[];
    items?: readonly string[];
    table?: { head: readonly string[]; rows: readonly (readonly string[])[] };
  }[];
  signatures?: readonly { label: string }[];
}

/** Points are halved, as Word counts; lengths are twentieths of a point. */
const BODY = 28;
const FONT = { ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman' };
const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1_700, bottom: 1_400, left: 1_500, right: 1_500 },
};
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '444444' };

/** A4, 仿宋, title in the middle, tables with lines. */
export function wordFile(paper: Paper): Promise<Buffer> {
  const children = [
    new Paragraph({
      heading: HeadingLevel.TITLE,
      alignment: AlignmentType.CENTER,
      spacing: { after: 160 },
      children: [run(paper.title, { size: 40, bold: true })],
    }),
    ...(paper.subtitle ? [line(paper.subtitle, { center: true })] : []),
    ...paper.sections.flatMap((section) => [
      ...(section.heading ? [heading(section.heading)] : []),
      ...(section.paragraphs ?? []).flatMap((text) => text.split('\n')).map((text) => line(text, { indent: true })),
      ...(section.items ?? []).map((text) => line(text, { indent: true })),
      ...(section.table && section.table.rows.length > 0 ? [tableOf(section.table)] : []),
    ]),
    ...(paper.signatures ?? []).map(({ label }) => line(`${label}（签字）：________________`)),
  ];
  return Packer.toBuffer(
    new Document({
      title: paper.title,
      creator: '功能党小组 · 创先争优',
      styles: { default: { document: { run: { font: FONT, size: BODY } } } },
      sections: [{ properties: { page: PAGE }, children }],
    }),
  );
}

const run = (text: string, look: { size?: number; bold?: boolean } = {}) =>
  new TextRun({ text: withoutPrivateNumbers(text), ...look });

const heading = (text: string): Paragraph =>
  new Paragraph({
    heading: HeadingLevel.HEADING_1,
    spacing: { before: 160, after: 80 },
    children: [run(text, { size: 30, bold: true })],
  });

function line(text: string, { center = false, indent = false } = {}): Paragraph {
  return new Paragraph({
    spacing: { after: 100, line: 360 },
    ...(center ? { alignment: AlignmentType.CENTER } : {}),
    ...(indent ? { indent: { firstLine: 2 * 10 * BODY } } : {}),
    children: [run(text)],
  });
}

function tableOf({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [rowOf(head, true), ...rows.map((cells) => rowOf(cells, false))],
  });
}

function rowOf(cells: readonly string[], isHead: boolean): TableRow {
  return new TableRow({
    tableHeader: isHead,
    cantSplit: true,
    children: cells.map(
      (text) =>
        new TableCell({
          width: { size: Math.floor(100 / cells.length), type: WidthType.PERCENTAGE },
          borders: { top: LINE, bottom: LINE, left: LINE, right: LINE },
          margins: { top: 60, bottom: 60, left: 80, right: 80 },
          children: text
            .split('\n')
            .map((part) => new Paragraph({ children: [run(part, { size: 21, bold: isHead })] })),
        }),
    ),
  });
}
