import type { Db } from '../../db/client.js';

/** A member's letters for short tasks of one year, the latest first. */
export function listShortCommitments(
  db: Db,
  { bureauId, campaignId, memberId, year }: { bureauId: string; campaignId: string; memberId: string; year: number },
) {
  return db.commitment.findMany({
    where: { bureauId, campaignId, memberId, year, type: 'SHORT_TASK' },
    relationLoadStrategy: 'join',
    orderBy: { createdAt: 'desc' },
    take: 100,
    select: {
      ...{ id: true, branchId: true, status: true, round: true, taskTitle: true, createdAt: true },
      items: { select: { dueDate: true } },
    },
  });
}
export type ShortCommitment = Awaited<ReturnType<typeof listShortCommitments>>[number];
