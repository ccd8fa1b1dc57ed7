import type { Db, Tx } from '../../db/client.js';
import type { BranchStatus, SchoolKind } from '../../generated/prisma/enums.js';

export interface ListedBranch {
  id: string;
  name: string;
  shortName: string;
  schoolName: string;
  unitKind: SchoolKind;
  isJoint: boolean;
  status: BranchStatus;
  members: number;
  fullMembers: number;
  secretary: string | null;
}

/** Every branch with the number of its members and its secretary, in one query. */
export function listBranches(db: Db, bureauId: string): Promise<ListedBranch[]> {
  return db.$queryRaw<ListedBranch[]>`
    SELECT b.id, b.name, b."shortName", b."schoolName", b."unitKind", b."isJoint", b.status,
      (SELECT count(*)::int FROM member m WHERE m."bureauId" = b."bureauId" AND m."branchId" = b.id AND m."leftOn" IS NULL) AS members,
      (SELECT count(*)::int FROM member m WHERE m."bureauId" = b."bureauId" AND m."branchId" = b.id AND m."leftOn" IS NULL
        AND m."memberType" = 'FULL') AS "fullMembers",
      (SELECT string_agg(a."displayName", '、' ORDER BY r."grantedAt") FROM role_assignment r
        JOIN account a ON a."bureauId" = r."bureauId" AND a.id = r."accountId"
        WHERE r."bureauId" = b."bureauId" AND r."branchId" = b.id AND r.role = 'BRANCH_SECRETARY' AND r."revokedAt" IS NULL) AS secretary
    FROM branch b WHERE b."bureauId" = ${bureauId}::uuid ORDER BY b.status, b."createdAt", b."shortName"`;
}

export function findBranch(db: Db | Tx, bureauId: string, id: string) {
  return db.branch.findFirst({
    where: { bureauId, id },
    select: {
      id: true,
      name: true,
      shortName: true,
      schoolName: true,
      unitKind: true,
      isJoint: true,
      hasCommittee: true,
      status: true,
    },
  });
}

export type BranchRecord = NonNullable<Awaited<ReturnType<typeof findBranch>>>;

/** E40, E41: what changed about the branch itself, the latest first. */
export function listBranchChanges(db: Db, bureauId: string, branchId: string) {
  return db.branchChange.findMany({
    where: { bureauId, branchId },
    orderBy: [{ effectiveOn: 'desc' }, { createdAt: 'desc' }],
    select: { kind: true, effectiveOn: true, documentNo: true, shortName: true, schoolName: true, summary: true },
  });
}
export type ListedChange = Awaited<ReturnType<typeof listBranchChanges>>[number];

/** People with a role in the branch. */
export function listOfficers(db: Db, bureauId: string, branchId: string) {
  return db.roleAssignment.findMany({
    where: { bureauId, branchId, revokedAt: null },
    relationLoadStrategy: 'join',
    orderBy: [{ role: 'asc' }, { grantedAt: 'asc' }],
    select: { id: true, role: true, grantedAt: true, account: { select: { displayName: true, username: true } } },
  });
}

/** The person who is secretary now; null when the post is vacant. */
export async function findSecretary(db: Db | Tx, bureauId: string, branchId: string): Promise<string | null> {
  const held = await db.roleAssignment.findFirst({
    where: { bureauId, branchId, role: 'BRANCH_SECRETARY', revokedAt: null },
    select: { account: { select: { displayName: true } } },
  });
  return held?.account.displayName ?? null;
}

export function findAccountByUsername(db: Db | Tx, bureauId: string, username: string) {
  return db.account.findFirst({
    where: { bureauId, username, status: 'ACTIVE' },
    select: { id: true, displayName: true },
  });
}

/** The campaign new branches join: the one published last. */
export function findRunningCampaignId(tx: Tx, bureauId: string) {
  return tx.campaign.findFirst({
    where: { bureauId, status: 'PUBLISHED' },
    orderBy: { publishedAt: 'desc' },
    select: { id: true },
  });
}

export interface ListedBureau {
  id: string;
  name: string;
  createdAt: Date;
  branches: number;
  secretary: string | null;
}

/** Every bureau of the platform with its branches counted; "bureauId" names each row's own. */
export function listBureaus(db: Db): Promise<ListedBureau[]> {
  return db.$queryRaw<ListedBureau[]>`
    SELECT u.id, u.name, u."createdAt",
      (SELECT count(*)::int FROM branch b WHERE b."bureauId" = u.id AND b.status = 'ACTIVE') AS branches,
      (SELECT string_agg(a."displayName", '、' ORDER BY r."grantedAt") FROM role_assignment r
        JOIN account a ON a."bureauId" = r."bureauId" AND a.id = r."accountId"
        WHERE r."bureauId" = u.id AND r.role = 'BUREAU_SECRETARY' AND r."revokedAt" IS NULL) AS secretary
    FROM bureau u WHERE u.kind = 'BUREAU' ORDER BY u."createdAt", u.name`;
}
