import type { Db } from '../../db/client.js';

/** The reviewers of the bureau, also those whose access has ended. */
export function listReviewers(db: Db, bureauId: string) {
  return db.roleAssignment.findMany({
    where: { bureauId, role: 'ACCEPTANCE_REVIEWER' },
    relationLoadStrategy: 'join',
    orderBy: { grantedAt: 'desc' },
    take: 50,
    select: {
      ...{ id: true, accountId: true, validUntil: true, revokedAt: true },
      account: { select: { displayName: true, username: true } },
    },
  });
}
export type Reviewer = Awaited<ReturnType<typeof listReviewers>>[number];

/** When the access of this account ends; null: open-ended. */
export async function findAccessEnd(db: Db, bureauId: string, accountId: string): Promise<Date | null> {
  const row = await db.roleAssignment.findFirst({
    where: { bureauId, accountId, role: 'ACCEPTANCE_REVIEWER', revokedAt: null },
    orderBy: { validUntil: 'desc' },
    select: { validUntil: true },
  });
  return row?.validUntil ?? null;
}
