import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';

/** The branch's groups in being with the people in them now: what a confirmed list is made of. */
export function listGroupsWithMembers(db: Db | Tx, { bureauId, campaignId, branchId }: StepPlace) {
  return db.functionGroup.findMany({
    where: { bureauId, campaignId, branchId, closedAt: null },
    relationLoadStrategy: 'join',
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      groupFunction: true,
      minSize: true,
      memberCount: true,
      memberships: {
        where: { bureauId, endedAt: null },
        orderBy: { startedAt: 'asc' },
        select: { member: { select: { name: true, post: true, memberType: true } } },
      },
      leaderTerms: {
        where: { bureauId, endedAt: null },
        select: { method: true, startedAt: true, actingUntil: true, member: { select: { name: true, post: true } } },
      },
    },
  });
}

export type GroupWithMembers = Awaited<ReturnType<typeof listGroupsWithMembers>>[number];

/** A confirmed list as it was frozen, the one before it, and the numbers of all; null when there is no such version. */
export async function findListVersion(db: Db, { bureauId, campaignId, branchId }: StepPlace, version: number) {
  const lists = await db.membershipListVersion.findMany({
    where: { bureauId, round: { bureauId, campaignId, branchId } },
    orderBy: { version: 'desc' },
    select: { version: true, content: true, reason: true, confirmedAt: true, confirmedBy: true },
  });
  const list = lists.find((row) => row.version === version);
  const before = lists.find((row) => row.version === version - 1) ?? null;
  return list ? { list, before, versions: lists.map((row) => row.version) } : null;
}
