import type ExcelJS from 'exceljs';
import { PINNED } from './office-file.js';
import { withoutPrivateNumbers } from './private-words.rules.js';

export type CellValue = string | number | null;

export interface Column {
  label: string;
  /** In characters. */
  width?: number;
}

export interface Sheet {
  name: string;
  title: string;
  columns: readonly Column[];
  rows: readonly (readonly CellValue[])[];
  /** Where the first cell of a row leads, in the order of the rows. */
  links?: readonly (string | null)[];
}

/**
 * A workbook for lists: a title, a head that stays in sight, lines around the cells, ready to print across. Every text is
 * written as text, so that one beginning with = + - @ stays harmless (S13).
 */
export async function sheetFile(sheets: readonly Sheet[]): Promise<Buffer> {
  const { default: Excel } = await import('exceljs');
  const workbook = new Excel.Workbook();
  workbook.creator = '功能党小组 · 创先争优';
  workbook.created = PINNED;
  workbook.modified = PINNED;
  for (const sheet of sheets) addSheet(workbook, sheet);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const LINE = { style: 'thin', color: { argb: 'FF999999' } } as const;
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE };

function addSheet(workbook: ExcelJS.Workbook, { name, title, columns, rows, links = [] }: Sheet): void {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 2 }],
    pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.addRow([title]).font = { bold: true, size: 15 };
  sheet.mergeCells(1, 1, 1, columns.length);
  const head = sheet.addRow(columns.map(({ label }) => label));
  for (const [index, { width }] of columns.entries()) sheet.getColumn(index + 1).width = width ?? 14;
  for (const cells of rows) sheet.addRow(cells.map((value) => (typeof value === 'string' ? shown(value) : value)));
  for (const [index, link] of links.entries()) {
    const cell = sheet.getCell(index + 3, 1);
    if (link === null) continue;
    cell.value = { text: String(cell.value ?? ''), hyperlink: link };
    cell.font = { color: { argb: 'FF7F1414' }, underline: true };
  }
  sheet.eachRow((row, number) => {
    if (number === 1) return;
    row.alignment = { wrapText: true, vertical: 'top' };
    row.eachCell({ includeEmpty: true }, (cell) => {
      cell.border = BORDER;
      if (typeof cell.value === 'string') cell.numFmt = '@';
    });
  });
  head.font = { bold: true };
}

/** Excel takes no more than this into a cell. */
const LONGEST_CELL = 32_000;

const shown = (text: string): string => withoutPrivateNumbers(text).slice(0, LONGEST_CELL);
