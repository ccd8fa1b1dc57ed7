import type { Paragraph, Table, TableCell, TableRow } from 'docx';
import { showDay } from './dates.js';
import { docx } from './docx.js';
import { fileText } from './file-text.js';
import { SIZES } from './word.js';

export interface LineStyle {
  size?: number;
  bold?: boolean;
  align?: 'left' | 'center' | 'right';
  /** The first line goes in by two characters. */
  indent?: boolean;
  /** Space below and height of the lines, in twentieths of a point. */
  after?: number;
  height?: number;
  /** Begins a page of its own. */
  fresh?: boolean;
}

/** Two characters, each as wide as its size: half points to twentieths of a point. */
const twoCharacters = (size: number): number => 2 * 10 * size;

/** One paragraph of running text. */
export function line(text: string, style: LineStyle = {}): Paragraph {
  const { size = SIZES.body, bold = false, align, indent = false, after = 160, height = 360, fresh = false } = style;
  return new (docx().Paragraph)({
    spacing: { after, line: height },
    ...(align ? { alignment: align } : {}),
    ...(indent ? { indent: { firstLine: twoCharacters(size) } } : {}),
    children: [
      ...(fresh ? [new (docx().PageBreak)()] : []),
      new (docx().TextRun)({ text: fileText(text), size, bold }),
    ],
  });
}

/** The title of a form with what stands below it, centred. */
export function titleLines(title: string, subtitle?: string | null): Paragraph[] {
  return [
    line(title, { size: SIZES.title, bold: true, align: 'center', height: 480, after: subtitle ? 80 : 240 }),
    ...(subtitle ? [line(subtitle, { size: SIZES.cell, align: 'center', after: 200 })] : []),
  ];
}

/** A cell of a form: its text, or a label (bold, centred), over how many columns, and how high at least. */
export interface FormCell {
  text: string;
  label?: boolean;
  span?: number;
  align?: 'left' | 'center' | 'right';
  /** Lines at the foot of the cell on the right: for a seal, a signature, a day. */
  foot?: readonly string[];
}

export interface FormRow {
  cells: readonly FormCell[];
  /** At least so high, in twentieths of a point. */
  height?: number;
  /** Repeated on top of every page. */
  isHead?: boolean;
  /** May break over two pages. */
  splits?: boolean;
}

export const label = (text: string): FormCell => ({ text, label: true, align: 'center' });
export const field = (text: string | null | undefined, span = 1): FormCell => ({ text: text ?? '', span });
export const centered = (text: string | null | undefined, span = 1): FormCell => ({
  ...field(text, span),
  align: 'center',
});

const BORDER = { style: 'single', size: 4, color: '333333' } as const;
const BORDERS = { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER };
/** In parts of 240 of a line. */
const LINE_IN_CELL = 260;

/** How close a table is set: its type, the space inside its cells, the least height of its rows. */
export interface Setting {
  size: number;
  padding: number;
  rowHeight: number;
}

const FORM: Setting = { size: SIZES.cell, padding: 90, rowHeight: 480 };
const LIST: Setting = { size: SIZES.small, padding: 80, rowHeight: 440 };

/** A bordered table of fixed columns; `widths` are parts of `total`. */
export function formTable(
  total: number,
  widths: readonly number[],
  rows: readonly FormRow[],
  setting: Setting = FORM,
): Table {
  const parts = widths.reduce((sum, part) => sum + part, 0);
  const columns = widths.map((part) => Math.floor((total * part) / parts));
  return new (docx().Table)({
    layout: docx().TableLayoutType.FIXED,
    columnWidths: columns,
    width: { size: columns.reduce((sum, width) => sum + width, 0), type: docx().WidthType.DXA },
    rows: rows.map((row) => tableRow(row, columns, setting)),
  });
}

/** A list: a head repeated on every page, then one row a line. */
export function listTable(
  total: number,
  columns: readonly { head: string; width: number; align?: 'center' }[],
  rows: readonly (readonly (string | null | undefined)[])[],
  setting: Setting = LIST,
): Table {
  return formTable(
    total,
    columns.map(({ width }) => width),
    [
      { cells: columns.map(({ head }) => label(head)), isHead: true },
      ...rows.map((row) => ({
        cells: columns.map(({ align }, index) => ({ ...field(row[index]), ...(align ? { align } : {}) })),
      })),
    ],
    setting,
  );
}

function tableRow(row: FormRow, columns: readonly number[], setting: Setting): TableRow {
  const { cells, height = setting.rowHeight, isHead = false, splits = false } = row;
  let at = 0;
  return new (docx().TableRow)({
    tableHeader: isHead,
    cantSplit: !splits,
    height: { value: height, rule: docx().HeightRule.ATLEAST },
    children: cells.map((cell) => {
      const span = cell.span ?? 1;
      const width = columns.slice(at, at + span).reduce((sum, one) => sum + one, 0);
      at += span;
      return tableCell(cell, width, setting);
    }),
  });
}

function tableCell(cell: FormCell, width: number, { size, padding }: Setting): TableCell {
  const { text, label: isLabel = false, span = 1, align, foot = [] } = cell;
  const paragraph = (words: string, side: FormCell['align'], after: number) =>
    new (docx().Paragraph)({
      spacing: { after, line: LINE_IN_CELL, lineRule: docx().LineRuleType.AUTO },
      ...(side ? { alignment: side } : {}),
      children: [new (docx().TextRun)({ text: words, size, bold: isLabel })],
    });
  return new (docx().TableCell)({
    columnSpan: span,
    width: { size: width, type: docx().WidthType.DXA },
    borders: BORDERS,
    margins: { top: 50, bottom: 50, left: padding, right: padding },
    verticalAlign: foot.length > 0 ? docx().VerticalAlign.BOTTOM : docx().VerticalAlign.CENTER,
    children: [
      ...fileText(text)
        .split('\n')
        .map((words) => paragraph(words, align, 0)),
      ...(foot.length > 0 ? [paragraph('', 'left', 200)] : []),
      ...foot.map((words) => paragraph(words, 'right', 60)),
    ],
  });
}

export const BLANK_DAY = '年    月    日';
const SEAL_ROW_HEIGHT = 1_900;

/** What an organization says of a form: its words, then lines for the seal and the day. */
export function opinionRow(name: string, words: string, span: number, by = '负责人签名：'): FormRow {
  const foot = [`${by}                （盖章）        `, `${BLANK_DAY}    `];
  return { cells: [label(name), { text: words, span, foot }], height: SEAL_ROW_HEIGHT };
}

/** 监票人（签字）：________    年  月  日, one line a person. */
export function signatureLines(labels: readonly string[]): Paragraph[] {
  return labels.map((name, index) =>
    line(`${name}（签字）：________________        ${BLANK_DAY}`, {
      size: SIZES.cell,
      align: 'right',
      after: index === labels.length - 1 ? 0 : 120,
    }),
  );
}

/** 2026年7月5日, or nothing. */
export const dayText = (day: Date | null | undefined): string => (day ? showDay(day) : '');
