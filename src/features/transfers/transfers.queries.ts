import type { Db, Tx } from '../../db/client.js';

export interface BranchKey {
  bureauId: string;
  branchId: string;
}

const SHOWN = {
  ...{ id: true, memberId: true, destination: true, letterOn: true, validUntil: true, status: true },
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
