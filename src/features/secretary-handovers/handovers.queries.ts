import type { Db, Tx } from '../../db/client.js';
import type { Pending } from './handovers.rules.js';

interface Key {
  bureauId: string;
  branchId: string;
}

/** The change of secretaries in a branch, and how far its handing over is. */
export interface Change {
  branchId: string;
  branchName: string;
  incomingRoleId: string;
  incomingAccountId: string;
  incomingName: string;
  grantedAt: Date;
  outgoingRoleId: string;
  outgoingAccountId: string;
  outgoingName: string;
  revokedAt: Date;
  handoverId: string | null;
  outgoingConfirmedAt: Date | null;
  signedOnPaper: boolean | null;
  incomingConfirmedAt: Date | null;
  note: string | null;
}

/** Who came last and who was there before him; null where nobody was, or the post is vacant. */
export async function findChange(db: Pick<Db | Tx, '$queryRaw'>, { bureauId, branchId }: Key): Promise<Change | null> {
  const rows = await db.$queryRaw<Change[]>`
    SELECT b.id AS "branchId", b."shortName" AS "branchName",
      i.id AS "incomingRoleId", i."accountId" AS "incomingAccountId", ia."displayName" AS "incomingName", i."grantedAt",
      o.id AS "outgoingRoleId", o."accountId" AS "outgoingAccountId", oa."displayName" AS "outgoingName", o."revokedAt",
      h.id AS "handoverId", h."outgoingConfirmedAt", h."signedOnPaper", h."incomingConfirmedAt", h.note
    FROM branch b
    JOIN role_assignment i ON i."bureauId" = b."bureauId" AND i."branchId" = b.id AND i.role = 'BRANCH_SECRETARY' AND i."revokedAt" IS NULL
    JOIN account ia ON ia."bureauId" = i."bureauId" AND ia.id = i."accountId"
    JOIN LATERAL (SELECT r.* FROM role_assignment r WHERE r."bureauId" = b."bureauId" AND r."branchId" = b.id
        AND r.role = 'BRANCH_SECRETARY' AND r."revokedAt" IS NOT NULL AND r."accountId" <> i."accountId"
      ORDER BY r."revokedAt" DESC, r.id DESC LIMIT 1) o ON true
    JOIN account oa ON oa."bureauId" = o."bureauId" AND oa.id = o."accountId"
    LEFT JOIN secretary_handover h ON h."bureauId" = i."bureauId" AND h."incomingRoleId" = i.id
    WHERE b."bureauId" = ${bureauId}::uuid AND b.id = ${branchId}::uuid`;
  return rows[0] ?? null;
}

/** What there is to be handed over, in one query. */
export async function countPending(
  db: Pick<Db | Tx, '$queryRaw'>,
  { bureauId, branchId, campaignId }: Key & { campaignId: string | null },
): Promise<Pending> {
  const rows = await db.$queryRaw<Pending[]>`
    WITH c AS (SELECT * FROM commitment WHERE "bureauId" = ${bureauId}::uuid AND "branchId" = ${branchId}::uuid
      AND "campaignId" = ${campaignId}::uuid)
    SELECT
      (SELECT count(*)::int FROM member m WHERE m."bureauId" = ${bureauId}::uuid AND m."branchId" = ${branchId}::uuid
        AND m."leftOn" IS NULL) AS members,
      (SELECT count(*)::int FROM branch_meeting x WHERE x."bureauId" = ${bureauId}::uuid AND x."branchId" = ${branchId}::uuid) AS meetings,
      (SELECT count(*)::int FROM c WHERE status = 'PUBLISHED') AS "publishedLetters",
      (SELECT count(*)::int FROM notice n WHERE n."bureauId" = ${bureauId}::uuid AND n."branchId" = ${branchId}::uuid
        AND n."withdrawnAt" IS NULL AND n."supersededById" IS NULL) AS notices,
      (SELECT count(*)::int FROM c WHERE level = 'GROUP' AND status = 'SUBMITTED') AS "toReview",
      (SELECT count(*)::int FROM commitment_amendment a JOIN c ON c.id = a."commitmentId" WHERE a."bureauId" = ${bureauId}::uuid
        AND a.status = 'PROPOSED' AND c.level = 'GROUP') AS amendments,
      (SELECT (count(f.id) + count(e.id))::int FROM c JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id
        LEFT JOIN fulfillment f ON f."bureauId" = i."bureauId" AND f."itemId" = i.id AND f.status = 'SUBMITTED'
        LEFT JOIN item_extension e ON e."bureauId" = i."bureauId" AND e."itemId" = i.id AND e.status = 'REQUESTED' AND f.id IS NULL
        WHERE c.level = 'GROUP' AND c.status = 'PUBLISHED') AS records,
      (SELECT count(*)::int FROM feedback f WHERE f."bureauId" = ${bureauId}::uuid AND f."branchId" = ${branchId}::uuid
        AND f.status = 'RECEIVED') AS questions,
      (SELECT count(*)::int FROM inspection_visit v JOIN rectification r ON r."bureauId" = v."bureauId" AND r."visitId" = v.id
        AND r.status IN ('OPEN', 'RETURNED') WHERE v."bureauId" = ${bureauId}::uuid AND v."branchId" = ${branchId}::uuid) AS mending,
      (SELECT count(*)::int FROM member_transfer t WHERE t."bureauId" = ${bureauId}::uuid AND t."fromBranchId" = ${branchId}::uuid
        AND t.status = 'IN_TRANSIT') AS "lettersOut",
      (SELECT count(*)::int FROM member_transfer t WHERE t."bureauId" = ${bureauId}::uuid AND t."toBranchId" = ${branchId}::uuid
        AND t.status = 'IN_TRANSIT') AS "lettersIn",
      (SELECT count(*)::int FROM c JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id
        WHERE c.level = 'BRANCH' AND i."closedOn" IS NULL) AS "openItems"`;
  const [pending] = rows;
  if (!pending) throw new Error('The count of pending matters gave no row.');
  return pending;
}
