import type { Db } from '../../db/client.js';
import { NotFound } from '../../shared/errors.js';
import { type CountedRow, nodesById, progressOf } from '../../shared/progress.js';
import type { CascadeCommitment, CascadeItem } from './cascade.rules.js';
import type { YearRound } from './rounds.queries.js';

/** As PostgreSQL builds it: days are `yyyy-mm-dd`. */
type ListedItem = Pick<CascadeItem, 'id' | 'mainTask' | 'workContent' | 'parentItemId' | 'weight'> &
  Pick<CountedRow, 'measureKind' | 'baseline' | 'target'> & {
    dueDate: string;
    closedOn: string | null;
    responsiblePerson: string | null;
    assignedTo: string[] | null;
    records: { doneOn: string; value: number | null; completes: boolean }[] | null;
  };
type ListedRow = Omit<CascadeCommitment, 'items'> & { items: ListedItem[] };

/**
 * Every commitment of a branch in one year with its items, in one query. Of a deliverable's records one that completes
 * says all; a group that is no more carries nothing.
 */
export async function listCommitments(
  db: Db,
  bureauId: string,
  campaignId: string,
  branchId: string,
  year: number,
): Promise<CascadeCommitment[]> {
  const rows = await db.$queryRaw<ListedRow[]>`
    WITH letter AS (SELECT * FROM commitment c WHERE c."bureauId" = ${bureauId}::uuid AND c."campaignId" = ${campaignId}::uuid
      AND c."branchId" = ${branchId}::uuid AND c.year = ${year}),
    item AS (SELECT i.* FROM letter c JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id),
    record AS (SELECT f."itemId", json_agg(json_build_object('doneOn', f."doneOn", 'value', f.value, 'completes', f.completes)) AS list
      FROM item i JOIN fulfillment f ON f."bureauId" = i."bureauId" AND f."itemId" = i.id AND f.status = 'ACCEPTED'
        AND (i."measureKind" = 'NUMBER' OR f.completes) GROUP BY f."itemId"),
    handed AS (SELECT a."itemId", json_agg(a."groupId") AS list
      FROM item i JOIN item_assignment a ON a."bureauId" = i."bureauId" AND a."itemId" = i.id
        JOIN function_group g ON g."bureauId" = a."bureauId" AND g.id = a."groupId" AND g."closedAt" IS NULL GROUP BY a."itemId"),
    items AS (SELECT i."commitmentId", json_agg(json_build_object('id', i.id, 'mainTask', i."mainTask", 'workContent', i."workContent",
        'dueDate', i."dueDate", 'responsiblePerson', i."responsiblePerson", 'parentItemId', i."parentItemId", 'weight', i.weight,
        'closedOn', i."closedOn", 'measureKind', i."measureKind", 'baseline', i.baseline, 'target', i.target,
        'records', r.list, 'assignedTo', h.list) ORDER BY i.position) AS list
      FROM item i LEFT JOIN record r ON r."itemId" = i.id LEFT JOIN handed h ON h."itemId" = i.id GROUP BY i."commitmentId")
    SELECT c.id, c.level, c.type, c.status, c."groupId", c."memberId", c."submittedById", coalesce(n.list, '[]'::json) AS items
    FROM letter c LEFT JOIN items n ON n."commitmentId" = c.id ORDER BY c.id`;
  const progressIn = progressOfPublished(rows);
  return rows.map((row) => ({
    ...row,
    items: row.items.map((item) => ({
      id: item.id,
      mainTask: item.mainTask,
      workContent: item.workContent,
      dueDate: new Date(item.dueDate),
      responsiblePerson: item.responsiblePerson,
      parentItemId: item.parentItemId,
      weight: item.weight,
      progress: progressIn(item.id),
      closedOn: dayOrNull(item.closedOn),
      assignedTo: item.assignedTo ?? [],
    })),
  }));
}

const dayOrNull = (day: string | null): Date | null => (day === null ? null : new Date(day));

/** Only published items count, and only below those that are. */
function progressOfPublished(rows: readonly ListedRow[]): (id: string) => number | null {
  const published = rows.filter(({ status }) => status === 'PUBLISHED').flatMap(({ items }) => items);
  const nodes = nodesById(
    published.map(({ closedOn, records, ...item }) => ({
      ...item,
      closedOn: dayOrNull(closedOn),
      fulfillments: (records ?? []).map((record) => ({ ...record, doneOn: new Date(record.doneOn) })),
    })),
  );
  return (id) => {
    const node = nodes.get(id);
    return node ? progressOf(node) : null;
  };
}

export interface GroupWithMembers {
  id: string;
  name: string;
  isClosed: boolean;
  leaderMemberId: string | null;
  members: { id: string; name: string }[];
}

interface BranchYearRow {
  round: Record<'id' | 'suggestionsUntil' | 'branchDueOn' | 'groupDueOn' | 'memberDueOn', string> | null;
  suggestions: number;
  unanswered: number;
  groups: GroupWithMembers[];
}

/** The year's round of the branch and its groups with their leader and members, in one query. */
export async function findBranchYear(
  db: Db,
  bureauId: string,
  { campaignId, branchId, year }: { campaignId: string; branchId: string; year: number },
): Promise<{ groups: GroupWithMembers[]; yearRound: YearRound }> {
  const [row] = await db.$queryRaw<BranchYearRow[]>`
    SELECT (SELECT json_build_object('id', r.id, 'suggestionsUntil', r."suggestionsUntil", 'branchDueOn', r."branchDueOn",
        'groupDueOn', r."groupDueOn", 'memberDueOn', r."memberDueOn") FROM commitment_round r
      WHERE r."bureauId" = b."bureauId" AND r."branchId" = b.id AND r."campaignId" = ${campaignId}::uuid AND r.year = ${year}) AS round,
    s.suggestions, s.unanswered,
    (SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'isClosed', g."closedAt" IS NOT NULL,
        'leaderMemberId', (SELECT l."memberId" FROM leader_term l WHERE l."bureauId" = g."bureauId" AND l."groupId" = g.id
          AND l."endedAt" IS NULL LIMIT 1),
        'members', (SELECT coalesce(json_agg(json_build_object('id', m.id, 'name', m.name) ORDER BY k."startedAt", k.id), '[]')
          FROM group_membership k JOIN member m ON m."bureauId" = k."bureauId" AND m.id = k."memberId"
          WHERE k."bureauId" = g."bureauId" AND k."groupId" = g.id AND k."endedAt" IS NULL)) ORDER BY g.position), '[]')
      FROM function_group g WHERE g."bureauId" = b."bureauId" AND g."branchId" = b.id AND g."campaignId" = ${campaignId}::uuid) AS groups
    FROM branch b CROSS JOIN LATERAL (SELECT count(*)::int AS suggestions,
        (count(*) FILTER (WHERE f.status = 'RECEIVED'))::int AS unanswered
      FROM feedback f WHERE f."bureauId" = b."bureauId" AND f."branchId" = b.id AND f."campaignId" = ${campaignId}::uuid
        AND f.year = ${year} AND f.kind = 'SUGGESTION' AND f.status <> 'HIDDEN') s
    WHERE b."bureauId" = ${bureauId}::uuid AND b.id = ${branchId}::uuid`;
  if (!row) throw new NotFound();
  const { groups, round, suggestions, unanswered } = row;
  return { groups, yearRound: { round: round && daysOfRound(round), suggestions, unanswered } };
}

const daysOfRound = ({ id, ...days }: NonNullable<BranchYearRow['round']>) => ({
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
