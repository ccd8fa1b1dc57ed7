import type { Tx } from '../../db/client.js';
import type { RoleName } from '../../generated/prisma/enums.js';

/** Reviewers who belong to the branch of a candidate of the round: by the roster, or by an office in it. */
export async function listRecusedByRule(tx: Tx, bureauId: string, roundId: string, roles: readonly RoleName[]) {
  const branches = await tx.evaluationApplication.findMany({
    where: { bureauId, roundId, status: 'RECOMMENDED' },
    distinct: ['branchId'],
    select: { branchId: true },
  });
  const reviewers = await listReviewersOf(tx, bureauId, roles);
  return branches.flatMap(({ branchId }) =>
    reviewers
      .filter(({ branchIds }) => branchIds.includes(branchId))
      .map(({ reviewerId, reviewerName }) => ({ branchId, reviewerId, reviewerName })),
  );
}

/** Who scores, with the branches he belongs to: by the roster, or by an office. */
export async function listReviewersOf(tx: Tx, bureauId: string, roles: readonly RoleName[]) {
  const accounts = await tx.account.findMany({
    where: { bureauId, status: 'ACTIVE', roles: { some: { bureauId, role: { in: [...roles] }, revokedAt: null } } },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      displayName: true,
      member: { select: { branchId: true } },
      roles: { where: { revokedAt: null, branchId: { not: null } }, select: { branchId: true } },
    },
  });
  return accounts.map(({ id: reviewerId, displayName: reviewerName, member, roles: held }) => ({
    ...{ reviewerId, reviewerName },
    branchIds: [member, ...held].flatMap((place) => place?.branchId ?? []),
  }));
}
