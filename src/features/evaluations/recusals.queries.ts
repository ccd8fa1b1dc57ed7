import type { Tx } from '../../db/client.js';
import type { RoleName } from '../../generated/prisma/enums.js';

/** Reviewers who belong to the branch of a candidate of the round: by the roster, or by an office in it. */
export async function listRecusedByRule(tx: Tx, bureauId: string, roundId: string, roles: readonly RoleName[]) {
  const branches = await tx.evaluationApplication.findMany({
    where: { bureauId, roundId, status: 'RECOMMENDED' },
    distinct: ['branchId'],
    select: { branchId: true },
  });
  const reviewers = await tx.account.findMany({
    where: { bureauId, status: 'ACTIVE', roles: { some: { bureauId, role: { in: [...roles] }, revokedAt: null } } },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      displayName: true,
      member: { select: { branchId: true } },
      roles: { where: { revokedAt: null, branchId: { not: null } }, select: { branchId: true } },
    },
  });
  return branches.flatMap(({ branchId }) =>
    reviewers
      .filter(({ member, roles: held }) => [member, ...held].some((place) => place?.branchId === branchId))
      .map(({ id: reviewerId, displayName: reviewerName }) => ({ branchId, reviewerId, reviewerName })),
  );
}
