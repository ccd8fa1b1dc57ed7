import type { Db } from '../../db/client.js';
import type { OfficeHolder } from './office.js';

/** Whose offices are asked for: of one branch, or (branchId null) of the bureau itself; of one account alone, or of all. */
export interface HoldersKey {
  bureauId: string;
  branchId: string | null;
  accountId?: string | undefined;
  now: Date;
}

/** Everybody with a usable account who holds an office there now, leaders of groups included, each with all his offices. */
export function listOfficeHolders(
  db: Pick<Db, '$queryRaw'>,
  { bureauId, branchId, accountId, now }: HoldersKey,
): Promise<OfficeHolder[]> {
  return db.$queryRaw<OfficeHolder[]>`
    WITH held AS (
      SELECT r."accountId", r.role, r."branchId" FROM role_assignment r WHERE r."bureauId" = ${bureauId}::uuid
        AND r."revokedAt" IS NULL AND (r."validUntil" IS NULL OR r."validUntil" > ${now})),
    led AS (
      SELECT t."memberId", t."groupId", t."branchId" FROM leader_term t WHERE t."bureauId" = ${bureauId}::uuid AND t."endedAt" IS NULL)
    SELECT a.id AS "accountId",
      CASE WHEN m.id IS NULL THEN NULL ELSE json_build_object('id', m.id, 'branchId', m."branchId") END AS member,
      (SELECT coalesce(json_agg(json_build_object('role', h.role, 'branchId', h."branchId")), '[]'::json)
        FROM held h WHERE h."accountId" = a.id) AS roles,
      (SELECT coalesce(json_agg(json_build_object('groupId', l."groupId", 'branchId', l."branchId")), '[]'::json)
        FROM led l WHERE l."memberId" = m.id) AS "ledGroups"
    FROM account a
    LEFT JOIN member m ON m."bureauId" = a."bureauId" AND m.id = a."memberId" AND m."leftOn" IS NULL
    WHERE a."bureauId" = ${bureauId}::uuid AND a.status = 'ACTIVE'
      AND (${accountId ?? null}::uuid IS NULL OR a.id = ${accountId ?? null}::uuid)
      AND (EXISTS (SELECT 1 FROM held h WHERE h."accountId" = a.id AND h."branchId" IS NOT DISTINCT FROM ${branchId}::uuid)
        OR EXISTS (SELECT 1 FROM led l WHERE l."memberId" = m.id AND l."branchId" = ${branchId}::uuid))
    ORDER BY a.id`;
}
