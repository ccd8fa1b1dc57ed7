import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import type { MembershipSource } from '../../generated/prisma/enums.js';

export interface LockedGroup {
  id: string;
  name: string;
  maxSize: number;
  memberCount: number;
}

/**
 * The named groups in being of the branch with their rows locked, always in the order of their ids, so that two moves in
 * opposite directions wait for one another instead of deadlocking.
 */
export function lockGroups(tx: Tx, place: StepPlace, ids: readonly string[]): Promise<LockedGroup[]> {
  return tx.$queryRaw<LockedGroup[]>`
    SELECT id, name, "maxSize", "memberCount" FROM function_group
    WHERE "bureauId" = ${place.bureauId}::uuid AND "campaignId" = ${place.campaignId}::uuid
      AND "branchId" = ${place.branchId}::uuid AND "closedAt" IS NULL AND id = ANY(${[...ids]}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`;
}

/** 师德建设(还剩2个名额) for each group with room, in the order of the branch's list. */
export async function listGroupsWithRoom(tx: Tx, place: StepPlace): Promise<{ name: string; room: number }[]> {
  return tx.$queryRaw<{ name: string; room: number }[]>`
    SELECT name, "maxSize" - "memberCount" AS room FROM function_group
    WHERE "bureauId" = ${place.bureauId}::uuid AND "campaignId" = ${place.campaignId}::uuid
      AND "branchId" = ${place.branchId}::uuid AND "closedAt" IS NULL AND "memberCount" < "maxSize"
    ORDER BY position`;
}

export interface ActiveMembership {
  id: string;
  groupId: string;
  source: MembershipSource;
  acknowledgedAt: Date | null;
}

/** Where the member is now; null when in no group. */
export function findActiveMembership(
  db: Db | Tx,
  { bureauId, campaignId }: StepPlace,
  memberId: string,
): Promise<ActiveMembership | null> {
  return db.groupMembership.findFirst({
    where: { bureauId, campaignId, memberId, endedAt: null },
    select: { id: true, groupId: true, source: true, acknowledgedAt: true },
  });
}

/** The member with his wish, as long as he is on the branch's roster; null otherwise. */
export function findRosterMember(db: Db | Tx, { bureauId, branchId, campaignId }: StepPlace, memberId: string) {
  return db.member.findFirst({
    where: { bureauId, branchId, id: memberId, leftOn: null },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      isLost: true,
      arrivedOn: true,
      skills: true,
      skillNote: true,
      enrollments: {
        where: { bureauId, campaignId },
        select: { id: true, wishGroupId: true, secondGroupId: true, thirdGroupId: true, servicePledge: true },
      },
    },
  });
}

/** Whether the member leads a group now. */
export function leadsNow(
  db: Db | Tx,
  { bureauId, campaignId }: StepPlace,
  memberId: string,
  groupId: string,
): Promise<boolean> {
  return db.leaderTerm
    .count({ where: { bureauId, campaignId, memberId, groupId, endedAt: null } })
    .then((count) => count > 0);
}
