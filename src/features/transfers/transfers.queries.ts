import type { Db, Tx } from '../../db/client.js';
import type { CommitmentStatus } from '../../generated/prisma/enums.js';

export interface BranchKey {
  bureauId: string;
  branchId: string;
}

const SHOWN = {
  ...{ id: true, memberId: true, destination: true, letterNo: true, letterOn: true, validUntil: true, status: true },
  ...{ receivedOn: true, cancelReason: true, toBranchId: true, fromBranchId: true },
  member: { select: { name: true, post: true, memberType: true } },
  fromBranch: { select: { shortName: true } },
} as const;

/** Transfers out of the branch and into it, the latest first, in one query. */
export function listTransfers(db: Db, { bureauId, branchId }: BranchKey, most = 200) {
  return db.memberTransfer.findMany({
    where: { bureauId, OR: [{ fromBranchId: branchId }, { toBranchId: branchId }] },
    relationLoadStrategy: 'join',
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
    select: SHOWN,
  });
}

export type TransferRow = Awaited<ReturnType<typeof listTransfers>>[number];

/** One transfer out of the branch or into it; null when it concerns other branches. */
export function findTransfer(db: Db | Tx, { bureauId, branchId }: BranchKey, id: string): Promise<TransferRow | null> {
  return db.memberTransfer.findFirst({
    where: { bureauId, id, OR: [{ fromBranchId: branchId }, { toBranchId: branchId }] },
    relationLoadStrategy: 'join',
    select: SHOWN,
  });
}

/** A member on the branch's roster with what his leaving touches, and the other branches of the bureau; null when not here. */
export async function findLeaver(db: Db, { bureauId, branchId }: BranchKey, memberId: string) {
  const bureau = await db.bureau.findUniqueOrThrow({
    where: { id: bureauId },
    relationLoadStrategy: 'join',
    select: {
      branches: {
        where: { bureauId, status: 'ACTIVE' },
        orderBy: [{ createdAt: 'asc' }, { shortName: 'asc' }],
        select: {
          id: true,
          shortName: true,
          members: {
            where: { bureauId, branchId, id: memberId, leftOn: null },
            select: {
              ...{ id: true, name: true, post: true },
              transfers: { where: { bureauId, status: 'IN_TRANSIT' }, select: { id: true } },
              memberships: { where: { bureauId, endedAt: null }, select: { group: { select: { name: true } } } },
              leaderTerms: { where: { bureauId, endedAt: null }, select: { group: { select: { name: true } } } },
            },
          },
        },
      },
    },
  });
  const member = bureau.branches.find(({ id }) => id === branchId)?.members[0];
  if (!member) return null;
  const others = bureau.branches.filter(({ id }) => id !== branchId).map(({ id, shortName }) => ({ id, shortName }));
  return { member, others };
}

export type Leaver = NonNullable<Awaited<ReturnType<typeof findLeaver>>>;

/** Who came in mid-campaign and is not through with it yet: in no group, or without a published commitment. */
export interface Arrival {
  id: string;
  name: string;
  post: string | null;
  arrivedOn: Date;
  commitmentDueOn: Date | null;
  groupName: string | null;
  wishName: string | null;
  commitment: CommitmentStatus | null;
}

/** E2: those who arrived in the branch and still lack a group or a published commitment of the campaign, in one query. */
export function listArrivals(db: Db, { bureauId, branchId }: BranchKey, campaignId: string): Promise<Arrival[]> {
  return db.$queryRaw<Arrival[]>`
    SELECT m.id, m.name, m.post, m."arrivedOn", t."commitmentDueOn", g.name AS "groupName", w.name AS "wishName", c.status AS commitment
    FROM member m
    LEFT JOIN member_transfer t ON t."bureauId" = m."bureauId" AND t."newMemberId" = m.id
    LEFT JOIN group_membership k ON k."bureauId" = m."bureauId" AND k."memberId" = m.id
      AND k."campaignId" = ${campaignId}::uuid AND k."endedAt" IS NULL
    LEFT JOIN function_group g ON g."bureauId" = k."bureauId" AND g.id = k."groupId"
    LEFT JOIN enrollment e ON e."bureauId" = m."bureauId" AND e."memberId" = m.id AND e."campaignId" = ${campaignId}::uuid
    LEFT JOIN function_group w ON w."bureauId" = e."bureauId" AND w.id = e."wishGroupId"
    LEFT JOIN LATERAL (SELECT max(x.status) AS status FROM commitment x WHERE x."bureauId" = m."bureauId" AND x."memberId" = m.id
      AND x."campaignId" = ${campaignId}::uuid AND x.level = 'MEMBER' AND x.type <> 'SHORT_TASK') c ON true
    WHERE m."bureauId" = ${bureauId}::uuid AND m."branchId" = ${branchId}::uuid AND m."leftOn" IS NULL AND m."arrivedOn" IS NOT NULL
      AND (k.id IS NULL OR c.status IS DISTINCT FROM 'PUBLISHED')
    ORDER BY m."arrivedOn", m.name, m.id LIMIT 200`;
}
