import { createHash } from 'node:crypto';
import type { Db, Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { type BranchKey, listBranchNames, listForComparison, type MemberRow } from './members.queries.js';
import { openFields } from './private-fields.js';
import { type CheckedRoster, type CheckedRow, checkDraft } from './roster-check.rules.js';
import { type Comparison, compareWithRoster, holdsBack, type RosterMember } from './roster-compare.rules.js';
import type { RosterDraft } from './roster-draft.rules.js';

/** A draft judged and held against the roster as it is now. */
export interface RosterPreview {
  draft: RosterDraft;
  roster: CheckedRoster;
  comparisons: Map<number, Comparison>;
  counts: PreviewCounts;
  /** Stands for everything the import would do: sent back with the press of the button, compared before it is done. */
  fingerprint: string;
  members: ReadonlyMap<string, MemberRow>;
}

export interface PreviewCounts {
  added: number;
  changed: number;
  unchanged: number;
  excluded: number;
  /** Rows that hold the import back: errors, and people who cannot be told apart. */
  blocked: number;
  doubtful: number;
}

/** Two queries, whatever the size of the file. */
export async function previewRoster(
  { cipher, clock }: Pick<UseCase, 'cipher' | 'clock'>,
  db: Db | Tx,
  key: BranchKey,
  draft: RosterDraft,
): Promise<RosterPreview> {
  const branches = await listBranchNames(db, key);
  const roster = checkDraft(draft, { today: chinaDay(clock.now()), branches });
  const idNumbers = roster.rows.flatMap((row) => (row.values.idNumber ? [cipher.index(row.values.idNumber)] : []));
  const rows = await listForComparison(db, key, idNumbers);
  const comparisons = compareWithRoster(
    roster.rows,
    rows.map((row) => rosterMember(cipher, key, row)),
  );
  return {
    draft,
    roster,
    comparisons,
    counts: countRows(roster.rows, comparisons),
    fingerprint: fingerprintOf(roster.rows, comparisons),
    members: new Map(rows.map((row) => [row.id, row])),
  };
}

function rosterMember(cipher: UseCase['cipher'], { branchId }: BranchKey, row: MemberRow): RosterMember {
  return { ...row, ...openFields(cipher, row), onRoster: row.branchId === branchId && row.leftOn === null };
}

function countRows(rows: readonly CheckedRow[], comparisons: ReadonlyMap<number, Comparison>): PreviewCounts {
  const counts: PreviewCounts = { added: 0, changed: 0, unchanged: 0, excluded: 0, blocked: 0, doubtful: 0 };
  for (const row of rows) {
    const comparison = comparisons.get(row.number);
    if (row.excluded) counts.excluded += 1;
    else if (holdsBack(row, comparison)) counts.blocked += 1;
    else {
      if (comparison?.kind === 'new') counts.added += 1;
      if (comparison?.kind === 'changed') counts.changed += 1;
      if (comparison?.kind === 'unchanged') counts.unchanged += 1;
      if (row.state === 'warning') counts.doubtful += 1;
    }
  }
  return counts;
}

function fingerprintOf(rows: readonly CheckedRow[], comparisons: ReadonlyMap<number, Comparison>): string {
  const plan = rows.map((row) => [row.number, row.values, comparisons.get(row.number) ?? null]);
  return createHash('sha256').update(JSON.stringify(plan)).digest('base64url');
}
