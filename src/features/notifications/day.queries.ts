import type { Db, Tx } from '../../db/client.js';

/** Every bureau's branches in a running campaign: whom the morning goes round to. */
export async function listRunningBranches(db: Db | Tx): Promise<{ bureauId: string; branchId: string }[]> {
  return db.$queryRaw<{ bureauId: string; branchId: string }[]>`
    SELECT b."bureauId", b.id AS "branchId" FROM branch b
    WHERE b.status = 'ACTIVE' AND EXISTS
      (SELECT 1 FROM campaign c WHERE c."bureauId" = b."bureauId" AND c.status = 'PUBLISHED')
    ORDER BY b."bureauId", b.id`;
}

/** Every bureau, at work or not. */
export async function listBureauIds(db: Db | Tx): Promise<string[]> {
  const rows = await db.bureau.findMany({ where: { kind: 'BUREAU' }, orderBy: { id: 'asc' }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** The branches of one bureau by their names in menus. */
export function listBranchesOf(db: Db | Tx, bureauId: string): Promise<{ id: string; shortName: string }[]> {
  return db.branch.findMany({
    where: { bureauId, status: 'ACTIVE' },
    orderBy: { shortName: 'asc' },
    select: { id: true, shortName: true },
  });
}

export interface OfficeMatters {
  /** Accounts of the branch's secretaries. */
  secretaries: string[];
  /** R49: problems of an inspection that wait for the branch's answer; days are `yyyy-mm-dd`. */
  problems: { id: string; dueOn: string }[];
}

/** What the branch's secretary has to see to besides the current step. */
export async function findOfficeMatters(
  db: Db | Tx,
  { bureauId, branchId, now }: { bureauId: string; branchId: string; now: Date },
): Promise<OfficeMatters> {
  const [row] = await db.$queryRaw<OfficeMatters[]>`
    SELECT
      coalesce((SELECT json_agg(DISTINCT a.id) FROM role_assignment r
        JOIN account a ON a."bureauId" = r."bureauId" AND a.id = r."accountId" AND a.status = 'ACTIVE'
        WHERE r."bureauId" = ${bureauId}::uuid AND r."branchId" = ${branchId}::uuid AND r.role = 'BRANCH_SECRETARY'
          AND r."revokedAt" IS NULL AND (r."validUntil" IS NULL OR r."validUntil" > ${now})), '[]'::json) AS secretaries,
      coalesce((SELECT json_agg(json_build_object('id', p.id, 'dueOn', p."dueOn") ORDER BY p."dueOn")
        FROM rectification p JOIN inspection_visit v ON v."bureauId" = p."bureauId" AND v.id = p."visitId"
        WHERE p."bureauId" = ${bureauId}::uuid AND v."branchId" = ${branchId}::uuid
          AND p.status IN ('OPEN', 'RETURNED')), '[]'::json) AS problems`;
  return row ?? { secretaries: [], problems: [] };
}
