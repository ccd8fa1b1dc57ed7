import type { Db, Tx } from '../../db/client.js';
import { Prisma } from '../../generated/prisma/client.js';
import type { BranchFigures } from './summary-text.rules.js';

/**
 * R46: the figures of each active branch, or of the one named, as the portal counts them now; in one query. `today` decides
 * what is overdue.
 */
export function listFigures(
  db: Pick<Db | Tx, '$queryRaw'>,
  { bureauId, campaignId, branchId }: { bureauId: string; campaignId: string; branchId: string | null },
  today: Date,
): Promise<BranchFigures[]> {
  const here = (alias: string) =>
    Prisma.raw(
      `${alias}."bureauId" = b."bureauId" AND ${alias}."campaignId" = s."campaignId" AND ${alias}."branchId" = b.id`,
    );
  const letters = (level: 'BRANCH' | 'GROUP' | 'MEMBER') =>
    Prisma.sql`(SELECT count(*)::int FROM commitment c WHERE ${here('c')} AND c.status = 'PUBLISHED' AND c.type <> 'SHORT_TASK'
      AND c.level = ${Prisma.raw(`'${level}'`)})`;
  const one = branchId === null ? Prisma.sql`b.status = 'ACTIVE'` : Prisma.sql`b.id = ${branchId}::uuid`;
  return db.$queryRaw<BranchFigures[]>`
    SELECT b.id AS "branchId", b."shortName",
      (SELECT count(*)::int FROM member m WHERE m."bureauId" = b."bureauId" AND m."branchId" = b.id AND m."leftOn" IS NULL) AS members,
      (SELECT count(*)::int FROM function_group g WHERE ${here('g')} AND g."closedAt" IS NULL) AS groups,
      (SELECT count(*)::int FROM branch_meeting t WHERE ${here('t')}) AS meetings,
      (SELECT count(*)::int FROM study_session y WHERE ${here('y')}) AS sessions,
      ${letters('BRANCH')} AS "branchLetters", ${letters('GROUP')} AS "groupLetters", ${letters('MEMBER')} AS "memberLetters",
      k.items, k.done, k.overdue, k.records,
      (SELECT count(*)::int FROM evaluation_application a JOIN evaluation_round r ON r."bureauId" = a."bureauId" AND r.id = a."roundId"
        WHERE a."bureauId" = b."bureauId" AND a."branchId" = b.id AND r."campaignId" = s."campaignId" AND r.status = 'AWARDED'
          AND a.status = 'CHOSEN' AND a."awardRevokedOn" IS NULL) AS honours,
      (SELECT count(*)::int FROM feedback f WHERE ${here('f')} AND f.status <> 'HIDDEN') AS words,
      (SELECT count(*)::int FROM feedback f WHERE ${here('f')} AND f.status = 'ANSWERED') AS answered
    FROM (SELECT ${campaignId}::uuid AS "campaignId") s JOIN branch b ON b."bureauId" = ${bureauId}::uuid AND ${one}
    CROSS JOIN LATERAL (SELECT count(*)::int AS items, count(*) FILTER (WHERE x.done)::int AS done,
        count(*) FILTER (WHERE NOT x.done AND x."dueDate" < ${today}::date)::int AS overdue, coalesce(sum(x.records), 0)::int AS records
      FROM (SELECT i."dueDate",
          (SELECT count(*) FROM fulfillment f WHERE f."bureauId" = i."bureauId" AND f."itemId" = i.id AND f.status = 'ACCEPTED') AS records,
          EXISTS (SELECT 1 FROM fulfillment f WHERE f."bureauId" = i."bureauId" AND f."itemId" = i.id AND f.status = 'ACCEPTED'
            AND (f.completes OR f.value = i.target OR (f.value > i.target) = (i.target > i.baseline))) AS done
        FROM commitment c JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id
        WHERE ${here('c')} AND c.status = 'PUBLISHED' AND i."closedOn" IS NULL
          AND NOT EXISTS (SELECT 1 FROM commitment_item d JOIN commitment e ON e."bureauId" = d."bureauId" AND e.id = d."commitmentId"
            WHERE d."bureauId" = i."bureauId" AND d."parentItemId" = i.id AND d."closedOn" IS NULL AND e.status = 'PUBLISHED')) x) k
    ORDER BY b."createdAt", b."shortName"`;
}
