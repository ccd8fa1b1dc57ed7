import { cellText, type RawCell } from './roster-cells.rules.js';
import { type BranchNames, crossCheck, type Finding } from './roster-checks.rules.js';
import { columnLabel, IMPORTED_COLUMNS, type ImportedKey } from './roster-columns.rules.js';
import type { DraftRow, RosterDraft } from './roster-draft.rules.js';
import { findDuplicates } from './roster-duplicates.rules.js';
import { FIELD_READERS, type FieldContext, type RosterValues } from './roster-fields.rules.js';
import { birthDateOf, genderOf } from './roster-identity.rules.js';

export type CellState = 'ok' | 'warning' | 'error';

export interface CheckedCell {
  column: ImportedKey;
  raw: string;
  value: RosterValues[ImportedKey];
  state: CellState;
  /** What is wrong and how to mend it; empty when nothing is. */
  messages: string[];
}

export interface CheckedRow {
  number: number;
  excluded: boolean;
  choice: string | null;
  state: CellState;
  values: RosterValues;
  /** The cells of the sheet's columns, and those that are missing and asked for. */
  cells: CheckedCell[];
}

export interface CheckedRoster {
  rows: CheckedRow[];
  /** Remarks on the sheet as a whole. */
  notes: string[];
}

export interface RosterContext extends FieldContext {
  branches: BranchNames;
}

const NOTHING: RosterValues = {
  name: null,
  branch: null,
  idNumber: null,
  gender: null,
  ethnicity: null,
  birthDate: null,
  education: null,
  memberType: null,
  joinedOn: null,
  fullMemberOn: null,
  post: null,
  phone: null,
  membershipStatus: null,
  isLost: null,
  lostOn: null,
  isMobile: null,
  mobileTo: null,
  partyPost: null,
};

/** Judges every cell and row of a draft. Pure: shown after each correction, and decided by again at the import. */
export function checkDraft(draft: RosterDraft, context: RosterContext): CheckedRoster {
  const read = draft.rows.map((row) => readRow(row, context));
  const duplicates = findDuplicates(
    read.filter(({ row }) => !row.excluded).map(({ row, values }) => ({ number: row.number, values })),
  );
  const rows = read.map(({ row, values, findings }) => {
    const duplicate = duplicates.get(row.number);
    return checkedRow(row, values, duplicate ? [...findings, duplicate] : findings, draft.columns);
  });
  return { rows, notes: notesOn(draft) };
}

/** The finding with its place, as one sentence: 第44行“公民身份证号”:… */
export function placedMessages(row: CheckedRow): string[] {
  return row.cells.flatMap((cell) =>
    cell.messages.map((message) => `第${row.number}行“${columnLabel(cell.column)}”：${message}`),
  );
}

function readRow(row: DraftRow, context: RosterContext): { row: DraftRow; values: RosterValues; findings: Finding[] } {
  const values: RosterValues = { ...NOTHING };
  const findings: Finding[] = [];
  for (const key of IMPORTED_COLUMNS) {
    const cell = row.cells[key];
    if (cell) readInto(values, findings, key, cell, context);
  }
  const given = new Set(IMPORTED_COLUMNS.filter((key) => row.cells[key]));
  findings.push(...crossCheck(values, given, context.branches));
  return { row, values: completeFromIdNumber(values, given), findings };
}

function readInto<K extends ImportedKey>(
  values: RosterValues,
  findings: Finding[],
  key: K,
  cell: RawCell,
  context: FieldContext,
): void {
  if (cell.kind === 'broken') {
    findings.push({
      column: key,
      state: 'error',
      message: `单元格里是出错的公式（${cell.text}）。请填写内容，或清空这一格。`,
    });
    return;
  }
  const reading = FIELD_READERS[key](cell, context);
  values[key] = reading.value as RosterValues[K];
  if (reading.error) findings.push({ column: key, state: 'error', message: reading.error });
  else if (reading.warning) findings.push({ column: key, state: 'warning', message: reading.warning });
}

/** Gender and birth date follow from a sound identity number; the row says so in a warning. */
function completeFromIdNumber(values: RosterValues, given: ReadonlySet<ImportedKey>): RosterValues {
  if (values.idNumber === null) return values;
  const born = birthDateOf(values.idNumber);
  return {
    ...values,
    gender: given.has('gender') ? values.gender : genderOf(values.idNumber),
    birthDate: given.has('birthDate') || !born ? values.birthDate : { day: born, monthOnly: false },
  };
}

function checkedRow(
  row: DraftRow,
  values: RosterValues,
  findings: Finding[],
  columns: readonly ImportedKey[],
): CheckedRow {
  const shown = IMPORTED_COLUMNS.filter(
    (key) => columns.includes(key) || findings.some((finding) => finding.column === key),
  );
  const cells = shown.map((column): CheckedCell => {
    const own = findings.filter((finding) => finding.column === column);
    return {
      column,
      raw: cellText(row.cells[column]),
      value: values[column],
      state: worst(own.map((finding) => finding.state)),
      messages: own.map((finding) => finding.message),
    };
  });
  return {
    number: row.number,
    excluded: row.excluded,
    choice: row.choice,
    state: worst(cells.map((cell) => cell.state)),
    values,
    cells,
  };
}

function worst(states: readonly CellState[]): CellState {
  if (states.includes('error')) return 'error';
  return states.includes('warning') ? 'warning' : 'ok';
}

function notesOn(draft: RosterDraft): string[] {
  const { declaredTotal, rows } = draft;
  if (declaredTotal === null || declaredTotal === rows.length) return [];
  return [`表中的合计写的是${declaredTotal}人，实际读到${rows.length}行，请核对。`];
}
