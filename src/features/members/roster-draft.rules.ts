import { cellText, type RawCell, type Sheet, type SheetRow, typedCell } from './roster-cells.rules.js';
import {
  columnOfTitle,
  type IgnoredColumn,
  type ImportedKey,
  type RosterHeader,
  readHeader,
} from './roster-columns.rules.js';
import { withoutSpaces } from './roster-text.rules.js';

/** An uploaded sheet between upload and import, with the person's corrections. Plain data, kept as encrypted JSON. */
export interface RosterDraft {
  sheetName: string;
  columns: ImportedKey[];
  ignored: IgnoredColumn[];
  /** The number of people that the sheet's own 合计 row gives. */
  declaredTotal: number | null;
  rows: DraftRow[];
}

export interface DraftRow {
  number: number;
  excluded: boolean;
  /** Which member of the roster is meant, or 'new', where the portal could not tell. */
  choice: string | null;
  cells: Partial<Record<ImportedKey, RawCell>>;
}

/** What the person typed or pressed about one row. */
export interface RowCorrection {
  number: number;
  cells?: Partial<Record<ImportedKey, string>>;
  excluded?: boolean;
  choice?: string | null;
}

const FOOTER =
  /^(合计|总计|小计|共计|总人数|填表人|填报人|审核人|制表人|制表|负责人|审批人|书记签字|填表日期|填报日期|备注[::]|说明[::]?|注[::])/;

/**
 * Finds the members' rows of a sheet: below the titles, without blank rows, repeated titles, totals and signatures.
 * Columns that are not imported are dropped here, so that nothing of them is ever kept. Throws RuleViolation.
 */
export function readDraft(sheet: Sheet): RosterDraft {
  const header = readHeader(sheet);
  const draft: RosterDraft = {
    sheetName: sheet.name,
    columns: header.columns.map((column) => column.key),
    ignored: header.ignored,
    declaredTotal: null,
    rows: [],
  };
  for (const row of sheet.rows) {
    if (row.number <= header.row.number || isRepeatedHeader(row)) continue;
    if (isFooter(row)) draft.declaredTotal ??= totalOf(row);
    else {
      const cells = memberCells(row, header);
      if (cells) draft.rows.push({ number: row.number, excluded: false, choice: null, cells });
    }
  }
  return draft;
}

/** The draft with corrections laid over it; rows it does not hold are passed over. */
export function correctDraft(draft: RosterDraft, corrections: readonly RowCorrection[]): RosterDraft {
  const byRow = new Map(corrections.map((correction) => [correction.number, correction]));
  return { ...draft, rows: draft.rows.map((row) => correctRow(row, byRow.get(row.number))) };
}

function correctRow(row: DraftRow, correction: RowCorrection | undefined): DraftRow {
  if (!correction) return row;
  const cells = { ...row.cells };
  for (const [key, text] of Object.entries(correction.cells ?? {}) as [ImportedKey, string][]) {
    // A field sent back untouched keeps the cell as it came, number or date.
    if (text === cellText(cells[key])) continue;
    const cell = typedCell(text);
    if (cell) cells[key] = cell;
    else delete cells[key];
  }
  return {
    ...row,
    cells,
    excluded: correction.excluded ?? row.excluded,
    choice: correction.choice === undefined ? row.choice : correction.choice,
  };
}

/** Null for a row that holds at most a number and the branch's name: offices number and pre-fill empty rows. */
function memberCells(row: SheetRow, header: RosterHeader): DraftRow['cells'] | null {
  const cells: DraftRow['cells'] = {};
  for (const { key, index } of header.columns) {
    const cell = row.cells[index];
    if (cell) cells[key] = cell;
  }
  return Object.keys(cells).some((key) => key !== 'branch') ? cells : null;
}

function isFooter(row: SheetRow): boolean {
  const first = row.cells.find((cell) => cell !== null);
  return FOOTER.test(withoutSpaces(cellText(first)));
}

function isRepeatedHeader(row: SheetRow): boolean {
  const keys = new Set(row.cells.map((cell) => columnOfTitle(cellText(cell))).filter((key) => key !== null));
  return keys.has('name') && keys.size > 2;
}

function totalOf(row: SheetRow): number | null {
  for (const cell of row.cells) {
    const match = /^\D*?(\d{1,5})人?$/.exec(withoutSpaces(cellText(cell)));
    if (match) return Number(match[1]);
  }
  return null;
}
