import type { Db, Tx } from '../../db/client.js';
import type { KeepingFigures } from './acceptance.rules.js';

/** How the branch's published items are kept and its questions answered, in one query. `today` decides what is overdue. */
export async function findKeepingFigures(
  db: Pick<Db | Tx, '$queryRaw'>,
  key: { bureauId: string; campaignId: string; branchId: string },
  today: Date,
): Promise<KeepingFigures> {
  const { bureauId, campaignId, branchId } = key;
  const rows = await db.$queryRaw<KeepingFigures[]>`
    WITH kept AS (
      SELECT i."dueDate",
        EXISTS (SELECT 1 FROM fulfillment f WHERE f."bureauId" = i."bureauId" AND f."itemId" = i.id AND f.status = 'ACCEPTED') AS recorded,
        EXISTS (SELECT 1 FROM fulfillment f WHERE f."bureauId" = i."bureauId" AND f."itemId" = i.id AND f.status = 'ACCEPTED'
          AND (f.completes OR f.value = i.target OR (f.value > i.target) = (i.target > i.baseline))) AS done,
        EXISTS (SELECT 1 FROM item_extension x WHERE x."bureauId" = i."bureauId" AND x."itemId" = i.id) AS explained
      FROM commitment c JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id
      WHERE c."bureauId" = ${bureauId}::uuid AND c."campaignId" = ${campaignId}::uuid AND c."branchId" = ${branchId}::uuid
        AND c.status = 'PUBLISHED' AND i."closedOn" IS NULL
        AND NOT EXISTS (SELECT 1 FROM commitment_item b JOIN commitment d ON d."bureauId" = b."bureauId" AND d.id = b."commitmentId"
          WHERE b."bureauId" = i."bureauId" AND b."parentItemId" = i.id AND b."closedOn" IS NULL AND d.status = 'PUBLISHED')),
    words AS (SELECT status FROM feedback WHERE "bureauId" = ${bureauId}::uuid AND "campaignId" = ${campaignId}::uuid
      AND "branchId" = ${branchId}::uuid),
    grouped AS (SELECT EXISTS (SELECT 1 FROM activity_log a WHERE a."bureauId" = g."bureauId" AND a."groupId" = g.id
        AND a."removedAt" IS NULL) AS active
      FROM function_group g JOIN group_proposal p ON p."bureauId" = g."bureauId" AND p.id = g."proposalId" AND p.status = 'ANNOUNCED'
      WHERE g."bureauId" = ${bureauId}::uuid AND g."campaignId" = ${campaignId}::uuid AND g."branchId" = ${branchId}::uuid
        AND g."closedAt" IS NULL)
    SELECT count(*)::int AS items, count(*) FILTER (WHERE recorded)::int AS "itemsWithRecord",
      count(*) FILTER (WHERE NOT done AND "dueDate" < ${today}::date)::int AS overdue,
      count(*) FILTER (WHERE NOT done AND "dueDate" < ${today}::date AND explained)::int AS "overdueExplained",
      (SELECT count(*)::int FROM words) AS questions,
      (SELECT count(*)::int FROM words WHERE status = 'RECEIVED') AS "questionsOpen",
      (SELECT count(*)::int FROM grouped) AS groups,
      (SELECT count(*)::int FROM grouped WHERE active) AS "groupsWithActivity"
    FROM kept`;
  const [row] = rows;
  if (!row) throw new Error('A count gives one row.');
  return row;
}
