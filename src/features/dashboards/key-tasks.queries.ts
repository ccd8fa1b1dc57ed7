import type { Db } from '../../db/client.js';
import { inBeingAt, nameAt } from './branches-then.queries.js';
import type { CoverageFacts } from './key-task-coverage.js';

interface Key {
  bureauId: string;
  campaignId: string;
  year: number;
  /** The end of the day that is asked for, and the day. */
  end: Date;
  on: Date;
}

/**
 * R33: the year's published key tasks, the branches, and every item of a published letter of a branch that serves one of
 * the tasks with all that refines it, in one query. Asked for a day that is past: what was published, accepted and closed
 * by then. Of a letter that was amended since, its items of then are not to be had: `changedLater`.
 */
export async function findCoverageFacts(
  db: Pick<Db, '$queryRaw'>,
  { bureauId, campaignId, year, end, on }: Key,
): Promise<CoverageFacts> {
  const [facts] = await db.$queryRaw<CoverageFacts[]>`
    WITH RECURSIVE letter AS (
      SELECT c.id, c."bureauId", c."branchId", c.level, c."publishedAt" >= ${end} AS "changedLater" FROM commitment c
      WHERE c."bureauId" = ${bureauId}::uuid AND c."campaignId" = ${campaignId}::uuid AND c.status = 'PUBLISHED'
        AND (c."publishedAt" < ${end} OR EXISTS (SELECT 1 FROM commitment_version v WHERE v."bureauId" = c."bureauId"
          AND v."commitmentId" = c.id AND v."publishedAt" < ${end}))),
    item AS (
      SELECT i.id, i.id AS "rootId", i."keyTaskId", NULL::uuid AS "parentItemId", l."branchId", l."changedLater", i."mainTask", i."dueDate",
        i.weight, i."measureKind", i.baseline, i.target, i."closedOn", i.position
      FROM letter l JOIN commitment_item i ON i."bureauId" = l."bureauId" AND i."commitmentId" = l.id
        JOIN key_task k ON k."bureauId" = i."bureauId" AND k.id = i."keyTaskId" AND k.year = ${year} AND k."campaignId" = ${campaignId}::uuid
      WHERE l.level = 'BRANCH'
      UNION ALL
      SELECT i.id, p."rootId", p."keyTaskId", i."parentItemId", l."branchId", l."changedLater", i."mainTask", i."dueDate",
        i.weight, i."measureKind", i.baseline, i.target, i."closedOn", i.position
      FROM item p JOIN commitment_item i ON i."bureauId" = ${bureauId}::uuid AND i."parentItemId" = p.id
        JOIN letter l ON l."bureauId" = i."bureauId" AND l.id = i."commitmentId")
    SELECT
      (SELECT coalesce(json_agg(json_build_object('id', k.id, 'title', k.title, 'description', k.description)
          ORDER BY k.position), '[]'::json)
        FROM key_task k WHERE k."bureauId" = ${bureauId}::uuid AND k."campaignId" = ${campaignId}::uuid AND k.year = ${year}
          AND k."publishedAt" < ${end}) AS tasks,
      (SELECT coalesce(json_agg(json_build_object('id', b.id, 'name', ${nameAt('b', end)}) ORDER BY b."createdAt", b."shortName"), '[]'::json)
        FROM branch b WHERE b."bureauId" = ${bureauId}::uuid AND ${inBeingAt('b', end)}) AS branches,
      (SELECT coalesce(json_agg(json_build_object('id', i.id, 'rootId', i."rootId", 'keyTaskId', i."keyTaskId",
          'parentItemId', i."parentItemId", 'branchId', i."branchId", 'changedLater', i."changedLater", 'mainTask', i."mainTask",
          'dueDate', i."dueDate", 'weight', i.weight, 'measureKind', i."measureKind", 'baseline', i.baseline, 'target', i.target,
          'closed', coalesce(i."closedOn" <= ${on}::date, false),
          'records', (SELECT coalesce(json_agg(json_build_object('doneOn', f."doneOn", 'value', f.value, 'completes', f.completes)), '[]'::json)
            FROM fulfillment f WHERE f."bureauId" = ${bureauId}::uuid AND f."itemId" = i.id AND f.status = 'ACCEPTED'
              AND f."decidedAt" < ${end})) ORDER BY i.position, i.id), '[]'::json) FROM item i) AS items`;
  return facts ?? { tasks: [], branches: [], items: [] };
}
