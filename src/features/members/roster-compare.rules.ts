import type { CheckedRow } from './roster-check.rules.js';
import { columnLabel, IMPORTED_COLUMNS, type ImportedKey } from './roster-columns.rules.js';
import { sameMonth } from './roster-days.rules.js';
import type { RosterValues } from './roster-fields.rules.js';
import { isSameValue, showValue } from './roster-values.rules.js';

/** A member as the roster holds him, identity number and phone in clear (decrypted for the comparison only). */
export interface RosterMember {
  id: string;
  /** False for a member of another branch of the bureau, or one who has left: known by identity number only. */
  onRoster: boolean;
  name: string;
  idNumber: string | null;
  gender: 'MALE' | 'FEMALE';
  ethnicity: string | null;
  birthDate: Date | null;
  education: string | null;
  memberType: 'FULL' | 'PROBATIONARY';
  joinedOn: Date | null;
  fullMemberOn: Date | null;
  post: string | null;
  phone: string | null;
  membershipStatus: 'NORMAL' | 'SUSPENDED';
  isLost: boolean;
  lostOn: Date | null;
  isMobile: boolean;
  mobileTo: string | null;
  partyPost: string | null;
}

export interface CellChange {
  column: ComparedKey;
  label: string;
  before: string;
  after: string;
}

export type Comparison =
  | { kind: 'new' }
  | { kind: 'unchanged'; memberId: string }
  | { kind: 'changed'; memberId: string; changes: CellChange[] }
  | { kind: 'conflict'; message: string; candidates: RosterMember[] };

export type ComparedKey = Exclude<ImportedKey, 'branch'>;

/** The branch is a check of the file, not a fact of the member. */
const COMPARED = IMPORTED_COLUMNS.filter((column): column is ComparedKey => column !== 'branch');

/**
 * Holds the rows to be imported against the roster, by row number. A member is found by identity number, else by name
 * and birth month, else by saying in every column the same; two who cannot be told apart are a conflict that a person must settle (E42), by `choice`.
 */
export function compareWithRoster(
  rows: readonly CheckedRow[],
  members: readonly RosterMember[],
): Map<number, Comparison> {
  const byIdNumber = new Map(
    members.flatMap((member) => (member.idNumber ? [[member.idNumber, member] as const] : [])),
  );
  const included = rows.filter((row) => !row.excluded);
  const taken = new Set(included.map((row) => row.values.idNumber && byIdNumber.get(row.values.idNumber)?.id));
  const found = new Map<number, Comparison>();
  for (const row of included) {
    const known = row.values.idNumber ? byIdNumber.get(row.values.idNumber) : undefined;
    const comparison = known
      ? compareKnown(row, known)
      : compareByName(
          row,
          members.filter((member) => !taken.has(member.id)),
        );
    found.set(row.number, comparison);
  }
  return refuseSharedMatches(rows, found, members);
}

/** Whether this row keeps the file from being imported. */
export function holdsBack(row: CheckedRow, comparison: Comparison | undefined): boolean {
  return !row.excluded && (row.state === 'error' || comparison?.kind === 'conflict');
}

/** Cells in which the row says something else than the roster. An empty cell says nothing and takes nothing away. */
export function changesOf(values: RosterValues, member: RosterMember): CellChange[] {
  return COMPARED.filter((key) => values[key] !== null && !isSameValue(values[key], member[key])).map((column) => ({
    column,
    label: columnLabel(column),
    before: showValue(column, member[column]),
    after: showValue(column, values[column]),
  }));
}

function compareKnown(row: CheckedRow, member: RosterMember): Comparison {
  if (!member.onRoster) {
    const message = '这个身份证号已在本局其他支部或已调出党员的名下。请先办理组织关系转接，或选择不导入此行。';
    return { kind: 'conflict', message, candidates: [] };
  }
  return match(row, member);
}

function compareByName(row: CheckedRow, members: readonly RosterMember[]): Comparison {
  const namesakes = members.filter((member) => member.onRoster && member.name === row.values.name);
  const candidates = namesakes.filter((member) => !toldApart(row.values, member));
  const [only] = candidates;
  if (!only || row.choice === 'new') return { kind: 'new' };
  const chosen = candidates.find((member) => member.id === row.choice);
  if (chosen) return match(row, chosen);
  if (candidates.length === 1 && sameBirthMonth(row.values, only)) return match(row, only);
  const same = candidates.filter((member) => saysTheSame(row.values, member));
  if (same.length === 1 && same[0]) return match(row, same[0]);
  const message = `花名册中已有${candidates.length}位同名党员，分不清是不是同一人。请选择对应的党员，或选择新增。`;
  return { kind: 'conflict', message, candidates };
}

function match(row: CheckedRow, member: RosterMember): Comparison {
  const changes = changesOf(row.values, member);
  return changes.length === 0
    ? { kind: 'unchanged', memberId: member.id }
    : { kind: 'changed', memberId: member.id, changes };
}

/** Two rows must not both change one member. */
function refuseSharedMatches(
  rows: readonly CheckedRow[],
  found: Map<number, Comparison>,
  members: readonly RosterMember[],
): Map<number, Comparison> {
  const firstRow = new Map<string, number>();
  for (const { number, values } of rows) {
    const comparison = found.get(number);
    if (!comparison || !('memberId' in comparison)) continue;
    const earlier = firstRow.get(comparison.memberId);
    if (earlier === undefined) firstRow.set(comparison.memberId, number);
    else {
      const message = `与第${earlier}行对应花名册中的同一位党员。请改选，或选择不导入此行。`;
      // One identity number is one person: there is nothing to choose, only a number to mend or a row to leave out.
      const candidates = members.filter(
        (member) => member.id === comparison.memberId && (!values.idNumber || member.idNumber !== values.idNumber),
      );
      found.set(number, { kind: 'conflict', message, candidates });
    }
  }
  return found;
}

/** R55: the row says all that the roster holds of this member and no more, as a roster does that the portal wrote itself. */
function saysTheSame(values: RosterValues, member: RosterMember): boolean {
  return COMPARED.every((key) => (values[key] === null ? member[key] === null : isSameValue(values[key], member[key])));
}

/** Different identity numbers, or different birth months where one number is missing: two people of one name. */
function toldApart(values: RosterValues, member: RosterMember): boolean {
  if (values.idNumber && member.idNumber) return values.idNumber !== member.idNumber;
  return values.birthDate !== null && member.birthDate !== null && !sameBirthMonth(values, member);
}

function sameBirthMonth(values: RosterValues, member: RosterMember): boolean {
  return values.birthDate !== null && member.birthDate !== null && sameMonth(values.birthDate.day, member.birthDate);
}
