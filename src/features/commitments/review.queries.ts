import type { Db } from '../../db/client.js';

const WAITING = {
  id: true,
  level: true,
  year: true,
  round: true,
  submittedAt: true,
  branchId: true,
  groupId: true,
  memberId: true,
  submittedById: true,
  branch: { select: { shortName: true } },
  group: {
    select: {
      name: true,
      leaderTerms: { where: { endedAt: null }, select: { memberId: true, member: { select: { name: true } } } },
    },
  },
  member: { select: { name: true } },
  items: { select: { id: true } },
} as const;

/** Commitments of branches that wait for the committee, the one that waits longest first. */
export function listBranchCommitmentsForReview(db: Db, bureauId: string) {
  return db.commitment.findMany({
    where: { bureauId, level: 'BRANCH', status: 'SUBMITTED' },
    relationLoadStrategy: 'join',
    orderBy: { submittedAt: 'asc' },
    take: 200,
    select: WAITING,
  });
}

/** Commitments of groups and members that wait inside the branch. */
export function listCommitmentsForReview(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.commitment.findMany({
    where: { bureauId, campaignId, branchId, level: { not: 'BRANCH' }, status: 'SUBMITTED' },
    relationLoadStrategy: 'join',
    orderBy: { submittedAt: 'asc' },
    take: 500,
    select: WAITING,
  });
}
export type WaitingCommitment = Awaited<ReturnType<typeof listCommitmentsForReview>>[number];

/** E33: open proposals to amend letters, of branches or of what lies inside one branch; the oldest first. */
export function listOpenAmendments(db: Db, bureauId: string, scope: { branchId: string } | 'branches') {
  const commitment =
    scope === 'branches'
      ? ({ bureauId, level: 'BRANCH' } as const)
      : ({ bureauId, branchId: scope.branchId, level: { not: 'BRANCH' } } as const);
  return db.commitmentAmendment.findMany({
    where: { bureauId, status: 'PROPOSED', commitment },
    relationLoadStrategy: 'join',
    orderBy: { proposedAt: 'asc' },
    take: 200,
    select: { id: true, proposedAt: true, proposedById: true, commitment: { select: WAITING } },
  });
}
export type OpenAmendment = Awaited<ReturnType<typeof listOpenAmendments>>[number];
