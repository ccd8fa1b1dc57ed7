import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';

/**
 * Members within reach who have not read the branch's proposal, and when each was reminded of it; whoever gave an
 * opinion has read it.
 */
export function listUnread(db: Db | Tx, { bureauId, campaignId, branchId }: StepPlace) {
  const here = { proposal: { campaignId, branchId } };
  return db.member.findMany({
    relationLoadStrategy: 'join',
    where: {
      bureauId,
      branchId,
      leftOn: null,
      isLost: false,
      readings: { none: here },
      opinions: { none: here },
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      post: true,
      reminders: { where: { campaignId, subject: 'CONSULTATION' }, take: 1, select: { sentAt: true } },
    },
  });
}
export type UnreadMember = Awaited<ReturnType<typeof listUnread>>[number];
