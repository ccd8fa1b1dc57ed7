import type { Db } from '../../db/client.js';

export interface FeedOwner {
  accountId: string;
  /** The branch on whose roster he is, and those he is secretary of. */
  branchIds: string[];
}

/** Whose calendar has this secret address; null for an unknown one and for a closed account. */
export async function findFeedOwner(
  db: Pick<Db, '$queryRaw'>,
  bureauId: string,
  feedHash: string,
): Promise<FeedOwner | null> {
  const [row] = await db.$queryRaw<FeedOwner[]>`
    SELECT a.id AS "accountId", ARRAY(
        SELECT m."branchId" FROM member m WHERE m."bureauId" = a."bureauId" AND m.id = a."memberId" AND m."leftOn" IS NULL
        UNION
        SELECT r."branchId" FROM role_assignment r WHERE r."bureauId" = a."bureauId" AND r."accountId" = a.id
          AND r.role = 'BRANCH_SECRETARY' AND r."revokedAt" IS NULL AND r."branchId" IS NOT NULL) AS "branchIds"
    FROM contact_setting c
    JOIN account a ON a."bureauId" = c."bureauId" AND a.id = c."accountId" AND a.status = 'ACTIVE'
    WHERE c."bureauId" = ${bureauId}::uuid AND c."feedHash" = ${feedHash}`;
  return row ?? null;
}
