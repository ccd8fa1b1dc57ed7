import type { Db } from '../../db/client.js';
import { readRows } from '../../db/rows.js';
import { NotFound } from '../../shared/errors.js';
import { type CountedRow, nodesById, progressOf } from '../../shared/progress.js';
import type { CascadeCommitment, CascadeItem } from './cascade.rules.js';
import type { YearRound } from './rounds.queries.js';

/** A row of LETTERS_SQL: the letter, and an item of it or nothing. */
type LetterRow = [
  ...[
    id: string,
    level: CascadeCommitment['level'],
    type: CascadeCommitment['type'],
    status: CascadeCommitment['status'],
  ],
  ...[groupId: string | null, memberId: string | null, submittedById: string | null],
  ...[itemId: string | null, mainTask: string, workContent: string, dueDate: string, responsiblePerson: string | null],
  ...[parentItemId: string | null, weight: number, closedOn: string | null],
  ...[measureKind: CountedRow['measureKind'], baseline: string | null, target: string | null],
  /** Whether an accepted record says that it is done; what the latest accepted record of a number says. */
  ...[done: boolean | null, reached: string | null],
  assignedTo: string[] | null,
];

/** Of the accepted records only what the progress needs; a group that is no more carries nothing. */
const LETTERS_SQL = {
  name: 'letters-of-branch',
  text: `
    WITH letter AS (SELECT * FROM commitment c WHERE c."bureauId" = $1 AND c."campaignId" = $2 AND c."branchId" = $3 AND c.year = $4),
    item AS (SELECT i.* FROM letter c JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id),
    record AS (SELECT f."itemId", bool_or(f.completes) AS done,
        (array_agg(f.value ORDER BY f."doneOn" DESC, f.id DESC) FILTER (WHERE f.value IS NOT NULL))[1] AS reached
      FROM item i JOIN fulfillment f ON f."bureauId" = i."bureauId" AND f."itemId" = i.id AND f.status = 'ACCEPTED'
        AND (i."measureKind" = 'NUMBER' OR f.completes) GROUP BY f."itemId"),
    handed AS (SELECT a."itemId", json_agg(a."groupId") AS list
      FROM item i JOIN item_assignment a ON a."bureauId" = i."bureauId" AND a."itemId" = i.id
        JOIN function_group g ON g."bureauId" = a."bureauId" AND g.id = a."groupId" AND g."closedAt" IS NULL GROUP BY a."itemId")
    SELECT c.id, c.level, c.type, c.status, c."groupId", c."memberId", c."submittedById", i.id, i."mainTask",
      CASE WHEN $5::boolean THEN i."workContent" ELSE '' END,
      i."dueDate"::text, i."responsiblePerson", i."parentItemId", i.weight, i."closedOn"::text, i."measureKind", i.baseline, i.target,
      r.done, r.reached, h.list
    FROM letter c LEFT JOIN item i ON i."commitmentId" = c.id LEFT JOIN record r ON r."itemId" = i.id LEFT JOIN handed h ON h."itemId" = i.id
    ORDER BY c.id, i.position`,
};

/** Every commitment of a branch in one year with its items, in one query; `withContent`: the long texts of the items too. */
export async function listCommitments(
  db: Db,
  bureauId: string,
  { campaignId, branchId, year }: { campaignId: string; branchId: string; year: number },
  withContent: boolean,
): Promise<CascadeCommitment[]> {
  const rows = await readRows<LetterRow>(db, LETTERS_SQL, [bureauId, campaignId, branchId, year, withContent]);
  const progressIn = progressOfPublished(rows);
  const letters = new Map<string, CascadeCommitment & { items: CascadeItem[] }>();
  for (const row of rows) {
    const [id, level, type, status, groupId, memberId, submittedById] = row;
    const letter = letters.get(id) ?? { id, level, type, status, groupId, memberId, submittedById, items: [] };
    letters.set(id, letter);
    const item = itemOf(row, progressIn);
    if (item) letter.items.push(item);
  }
  return [...letters.values()];
}

function itemOf(row: LetterRow, progressIn: (id: string) => number | null): CascadeItem | null {
  const [, , , , , , , id, mainTask, workContent, due, responsiblePerson, parentItemId, weight, closed] = row;
  if (id === null) return null;
  // Without a spread, which costs as much as all else together where there are hundreds.
  return {
    id,
    mainTask,
    workContent,
    responsiblePerson,
    parentItemId,
    weight,
    dueDate: new Date(due),
    progress: progressIn(id),
    closedOn: dayOrNull(closed),
    assignedTo: row[20] ?? [],
  };
}

const dayOrNull = (day: string | null): Date | null => (day === null ? null : new Date(day));

/** Only published items count, and only below those that are. */
function progressOfPublished(rows: readonly LetterRow[]): (id: string) => number | null {
  const nodes = nodesById(rows.flatMap(countedRow));
  return (id) => {
    const node = nodes.get(id);
    return node ? progressOf(node) : null;
  };
}

/** One record says all: on which days it was done does not matter here. */
function countedRow(row: LetterRow): (CountedRow & { id: string; parentItemId: string | null })[] {
  const [, , , status, , , , id, , , , , parentItemId, weight, closed, measureKind, baseline, target, done, reached] =
    row;
  if (id === null || status !== 'PUBLISHED') return [];
  const fulfillments = done || reached !== null ? [{ doneOn: LONG_AGO, value: reached, completes: done === true }] : [];
  return [{ id, parentItemId, weight, closedOn: dayOrNull(closed), measureKind, baseline, target, fulfillments }];
}

const LONG_AGO = new Date(0);

export interface GroupWithMembers {
  id: string;
  name: string;
  isClosed: boolean;
  leaderMemberId: string | null;
  members: { id: string; name: string }[];
}

type RoundDays = Record<'id' | 'suggestionsUntil' | 'branchDueOn' | 'groupDueOn' | 'memberDueOn', string>;
type BranchYearRow = [round: RoundDays | null, suggestions: number, unanswered: number, groups: GroupWithMembers[]];

const YEAR_SQL = {
  name: 'year-of-branch',
  text: `
    SELECT (SELECT json_build_object('id', r.id, 'suggestionsUntil', r."suggestionsUntil", 'branchDueOn', r."branchDueOn",
        'groupDueOn', r."groupDueOn", 'memberDueOn', r."memberDueOn") FROM commitment_round r
      WHERE r."bureauId" = b."bureauId" AND r."branchId" = b.id AND r."campaignId" = $2 AND r.year = $4),
    s.suggestions, s.unanswered,
    (SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'isClosed', g."closedAt" IS NOT NULL,
        'leaderMemberId', (SELECT l."memberId" FROM leader_term l WHERE l."bureauId" = g."bureauId" AND l."groupId" = g.id
          AND l."endedAt" IS NULL LIMIT 1),
        'members', (SELECT coalesce(json_agg(json_build_object('id', m.id, 'name', m.name) ORDER BY k."startedAt", k.id), '[]')
          FROM group_membership k JOIN member m ON m."bureauId" = k."bureauId" AND m.id = k."memberId"
          WHERE k."bureauId" = g."bureauId" AND k."groupId" = g.id AND k."endedAt" IS NULL)) ORDER BY g.position), '[]')
      FROM function_group g WHERE g."bureauId" = b."bureauId" AND g."branchId" = b.id AND g."campaignId" = $2)
    FROM branch b CROSS JOIN LATERAL (SELECT count(*)::int AS suggestions,
        (count(*) FILTER (WHERE f.status = 'RECEIVED'))::int AS unanswered
      FROM feedback f WHERE f."bureauId" = b."bureauId" AND f."branchId" = b.id AND f."campaignId" = $2
        AND f.year = $4 AND f.kind = 'SUGGESTION' AND f.status <> 'HIDDEN') s
    WHERE b."bureauId" = $1 AND b.id = $3`,
};

/** The year's round of the branch and its groups with their leader and members, in one query. */
export async function findBranchYear(
  db: Db,
  bureauId: string,
  { campaignId, branchId, year }: { campaignId: string; branchId: string; year: number },
): Promise<{ groups: GroupWithMembers[]; yearRound: YearRound }> {
  const [row] = await readRows<BranchYearRow>(db, YEAR_SQL, [bureauId, campaignId, branchId, year]);
  if (!row) throw new NotFound();
  const [round, suggestions, unanswered, groups] = row;
  return { groups, yearRound: { round: round && daysOfRound(round), suggestions, unanswered } };
}

const daysOfRound = ({ id, ...days }: RoundDays) => ({
  id,
  suggestionsUntil: new Date(days.suggestionsUntil),
  branchDueOn: new Date(days.branchDueOn),
  groupDueOn: new Date(days.groupDueOn),
  memberDueOn: new Date(days.memberDueOn),
});

/** The branch's items of the year with the groups each was handed to, and whether a group refined it already. */
export function findBreakdown(db: Db, bureauId: string, campaignId: string, branchId: string, year: number) {
  return db.commitment.findFirst({
    where: { bureauId, campaignId, branchId, year, level: 'BRANCH' },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      items: {
        where: { closedOn: null },
        orderBy: { position: 'asc' },
        select: {
          id: true,
          mainTask: true,
          workContent: true,
          dueDate: true,
          assignments: { select: { groupId: true } },
          children: { select: { commitment: { select: { groupId: true } } } },
        },
      },
    },
  });
}

/** The groups of the branch that work, by name only. */
export function listGroups(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.functionGroup.findMany({
    where: { bureauId, campaignId, branchId, closedAt: null },
    orderBy: { position: 'asc' },
    select: { id: true, name: true, groupFunction: true },
  });
}
