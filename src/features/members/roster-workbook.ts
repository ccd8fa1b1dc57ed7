import ExcelJS from 'exceljs';
import { RuleViolation } from '../../shared/errors.js';
import { refuseUnsafeArchive } from './roster-archive.js';
import type { RawCell, Sheet, SheetRow } from './roster-cells.rules.js';

const MAX_ROWS = 5_000;
const MAX_COLUMNS = 60;
const MAX_CELL_CHARACTERS = 2_000;

/** Parts of a sheet that say nothing about people, and of which a few bytes can name millions of cells. */
const IGNORED_NODES = [
  'mergeCells',
  'dataValidations',
  'conditionalFormatting',
  'hyperlinks',
  'extLst',
  'drawing',
  'picture',
  'tableParts',
  'cols',
  'sheetViews',
  'autoFilter',
  'rowBreaks',
  'pageSetup',
  'pageMargins',
  'headerFooter',
  'printOptions',
  'sheetProtection',
];

/**
 * Reads an .xlsx file into plain cells, sheet by sheet, leaving out empty rows. Of merged cells only the first holds
 * the value. Throws RuleViolation on field `file`, with what to do, for any file that is not a sound, bounded workbook.
 */
export async function readWorkbook(file: Buffer): Promise<Sheet[]> {
  refuseUnsafeArchive(file);
  const workbook = await load(file);
  const sheets = workbook.worksheets.map(readSheet).filter((sheet) => sheet.rows.length > 0);
  if (sheets.length === 0) throw new RuleViolation('这个文件里没有任何内容，请重新选择花名册文件。', 'file');
  return sheets;
}

async function load(file: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  try {
    // exceljs declares a Buffer type of its own that a Node.js Buffer does not satisfy.
    return await workbook.xlsx.load(file as unknown as ExcelJS.Buffer, { ignoreNodes: IGNORED_NODES });
  } catch (cause) {
    const refusal = new RuleViolation(
      '这个文件打不开，可能已经损坏。请在 Excel 或 WPS 中打开，另存为“Excel 工作簿(.xlsx)”后重新上传。',
      'file',
    );
    refusal.cause = cause;
    throw refusal;
  }
}

function readSheet(worksheet: ExcelJS.Worksheet): Sheet {
  const rows: SheetRow[] = [];
  worksheet.eachRow((row, number) => {
    const cells = readRow(row, worksheet.name);
    if (cells.length > 0) rows.push({ number, cells });
    if (rows.length > MAX_ROWS) {
      throw new RuleViolation(`工作表“${worksheet.name}”超过${MAX_ROWS}行。请只保留本支部的花名册后重新上传。`, 'file');
    }
  });
  return { name: worksheet.name, rows };
}

/** The cells of one row up to the last that holds something. */
function readRow(row: ExcelJS.Row, sheetName: string): (RawCell | null)[] {
  const cells: (RawCell | null)[] = [];
  row.eachCell((cell, column) => {
    const raw = readCell(cell);
    if (!raw) return;
    if (column > MAX_COLUMNS) {
      throw new RuleViolation(
        `工作表“${sheetName}”超过${MAX_COLUMNS}列。请对照模板，只保留花名册的列后重新上传。`,
        'file',
      );
    }
    while (cells.length < column - 1) cells.push(null);
    cells[column - 1] = raw;
  });
  return cells;
}

function readCell(cell: ExcelJS.Cell): RawCell | null {
  return rawOf(cell.value, cell.numFmt ?? '');
}

function rawOf(value: ExcelJS.CellValue, format: string): RawCell | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return textCell(value);
  if (typeof value === 'number')
    return Number.isFinite(value) ? { kind: 'number', number: value } : broken(String(value));
  if (typeof value === 'boolean') return textCell(value ? '是' : '否');
  if (value instanceof Date) return dateCell(value, format);
  if ('richText' in value) return textCell(value.richText.map((run) => run.text).join(''));
  if ('hyperlink' in value) return textCell(String(value.text));
  if ('error' in value) return broken(value.error);
  return value.result === undefined ? broken('公式') : rawOf(value.result, format);
}

/** A date shown without its day (1980年1月) was typed without it: Excel itself adds the first of the month. */
function dateCell(value: Date, format: string): RawCell {
  if (Number.isNaN(value.getTime())) return broken('日期');
  const day = value.toISOString().slice(0, 10);
  const shown = format.replace(/\[[^\]]*]|"[^"]*"/g, '');
  const monthOnly = /y/i.test(shown) && !/d/i.test(shown) && day.endsWith('-01');
  return { kind: 'date', day: monthOnly ? day.slice(0, 7) : day };
}

function textCell(text: string): RawCell | null {
  return text.trim() === '' ? null : { kind: 'text', text: text.slice(0, MAX_CELL_CHARACTERS) };
}

function broken(text: string): RawCell {
  return { kind: 'broken', text };
}
