import { PassThrough, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type ExcelJS from 'exceljs';
import { fileText } from './file-text.js';
import { type Ledger, type LedgerKind, type LedgerValue, ledgerLine } from './ledger.js';

const CHINA_OFFSET_MS = 8 * 3_600_000;
const HEAD_ROW = 3;
const NARROWEST = 6;
const WIDEST = 42;
/** In points; Excel knows no higher row. */
const LINE_HEIGHT = 16;
const HIGHEST_ROW = 409;
/** Excel refuses a file with a longer text in a cell. */
const LONGEST_TEXT = 32_767;
const FORMATS: Record<LedgerKind, string> = {
  text: '@',
  number: '0',
  day: 'yyyy"年"m"月"d"日"',
  moment: 'yyyy"年"m"月"d"日" hh:mm',
};
const FIXED_WIDTHS: Partial<Record<LedgerKind, number>> = { day: 15, moment: 21 };
const LINE = { style: 'thin', color: { argb: 'FF8A817A' } } as const;
const BORDER = { top: LINE, left: LINE, bottom: LINE, right: LINE };
const FONT = '宋体';

/**
 * Writes the ledger row by row into `out` and ends it: a title, a line with the filters, a frozen head that every printed
 * page repeats, A4 across. Texts are text cells in text format, never formulas, so that what begins with = + - @ or a
 * tab stays what it is, also when somebody edits it (S13).
 */
export async function streamLedger(ledger: Ledger, out: Writable): Promise<void> {
  const { default: Excel } = await import('exceljs');
  const workbook = new Excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet('台账', {
    views: [{ state: 'frozen', ySplit: HEAD_ROW }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${HEAD_ROW}:${HEAD_ROW}`,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.7, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C第&P页，共&N页' },
  });
  sheet.autoFilter = {
    from: { row: HEAD_ROW, column: 1 },
    to: { row: HEAD_ROW + ledger.rows.length, column: ledger.columns.length },
  };
  const widths = ledger.columns.map((column, index) => widthOf(column, ledger.rows, index));
  sheet.columns = widths.map((width) => ({ width }));
  writeHead(sheet, ledger);
  for (const row of ledger.rows) {
    const written = sheet.addRow(row.map((value, index) => cellValue(value, ledger.columns[index]?.kind ?? 'text')));
    written.height = heightOf(row, widths);
    for (const [index, { kind }] of ledger.columns.entries()) {
      const cell = written.getCell(index + 1);
      cell.numFmt = FORMATS[kind];
      cell.font = { name: FONT, size: 11 };
      cell.border = BORDER;
      cell.alignment = { vertical: 'middle', wrapText: true, horizontal: kind === 'text' ? 'left' : 'center' };
    }
    written.commit();
  }
  await workbook.commit();
}

/** The whole file at once, for an archive. */
export async function ledgerWorkbook(ledger: Ledger): Promise<Buffer> {
  const out = new PassThrough();
  const [content] = await Promise.all([buffer(out), streamLedger(ledger, out)]);
  return content;
}

function writeHead(sheet: ExcelJS.Worksheet, ledger: Ledger): void {
  const last = ledger.columns.length;
  const title = sheet.addRow([fileText(ledger.title)]);
  title.height = 30;
  title.getCell(1).font = { name: FONT, size: 18, bold: true };
  title.getCell(1).alignment = { vertical: 'middle', horizontal: 'center' };
  const line = sheet.addRow([fileText(ledgerLine(ledger))]);
  line.height = 20;
  line.getCell(1).font = { name: FONT, size: 11 };
  line.getCell(1).alignment = { vertical: 'middle', horizontal: 'left' };
  for (const row of [title, line]) row.getCell(1).numFmt = '@';
  const head = sheet.addRow(ledger.columns.map((column) => column.head));
  head.height = 24;
  head.eachCell((cell) => {
    cell.font = { name: FONT, size: 11, bold: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF7EEDA' } };
    cell.border = BORDER;
    cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
    cell.numFmt = '@';
  });
  for (const row of [1, 2]) if (last > 1) sheet.mergeCells(row, 1, row, last);
  head.commit();
}

function cellValue(value: LedgerValue, kind: LedgerKind): string | number | Date | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date) return kind === 'moment' ? new Date(value.getTime() + CHINA_OFFSET_MS) : value;
  return typeof value === 'string' ? fileText(value).slice(0, LONGEST_TEXT) : value;
}

/** As wide as the longest text, within bounds; beyond, the text wraps. A Chinese character takes two places. */
function widthOf({ head, kind }: Ledger['columns'][number], rows: Ledger['rows'], index: number): number {
  const fixed = FIXED_WIDTHS[kind];
  if (fixed !== undefined) return Math.max(fixed, placesOf(head) + 2);
  const longest = rows.reduce((most, row) => Math.max(most, longestLine(row[index])), placesOf(head));
  return Math.min(Math.max(longest + 2, NARROWEST), WIDEST);
}

/** High enough for the text that wraps most: not every program finds the height by itself. */
function heightOf(row: Ledger['rows'][number], widths: readonly number[]): number {
  const lines = row.map((value, index) => wrappedLines(value, (widths[index] ?? NARROWEST) - 2));
  return Math.min(Math.max(...lines) * LINE_HEIGHT + 6, HIGHEST_ROW);
}

function wrappedLines(value: LedgerValue, places: number): number {
  if (typeof value !== 'string') return 1;
  return value.split('\n').reduce((sum, text) => sum + Math.max(1, Math.ceil(placesOf(text) / places)), 0);
}

const longestLine = (value: LedgerValue): number =>
  Math.max(
    ...String(value ?? '')
      .split('\n')
      .map(placesOf),
  );

function placesOf(text: string): number {
  let places = 0;
  for (const character of text) places += (character.codePointAt(0) ?? 0) > 0xff ? 2 : 1;
  return places;
}
