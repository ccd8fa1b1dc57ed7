import type { Db, Tx } from '../../db/client.js';

/** Where a member works now: his running place in a group of the campaign; null when in none. */
export function findGroupOf(db: Db | Tx, key: { bureauId: string; campaignId: string; memberId: string }) {
  return db.groupMembership.findFirst({
    where: { ...key, endedAt: null, group: { bureauId: key.bureauId, closedAt: null } },
    select: { groupId: true, group: { select: { name: true } } },
  });
}

const CANDIDATE = {
  ...{ id: true, roundId: true, branchId: true, memberId: true, candidateName: true, status: true, source: true },
  ...{ deeds: true },
  round: { select: { title: true, status: true, applyUntil: true, campaignId: true } },
  groupWord: {
    select: { supported: true, opinion: true, heldOn: true, writtenByName: true, group: { select: { name: true } } },
  },
} as const;

/** One candidate of a branch with the word of his group; null when there is none. */
export function findSpokenOf(db: Db | Tx, key: { bureauId: string; branchId: string; id: string }) {
  return db.evaluationApplication.findFirst({
    where: { ...key, memberId: { not: null } },
    relationLoadStrategy: 'join',
    select: CANDIDATE,
  });
}
export type SpokenOf = NonNullable<Awaited<ReturnType<typeof findSpokenOf>>>;

/** Candidates of a branch in rounds that still take applications, each with his group's word or without. */
export async function listSpokenOf(db: Db, key: { bureauId: string; campaignId: string; branchId: string }) {
  const { bureauId, campaignId, branchId } = key;
  const rows = await db.evaluationApplication.findMany({
    where: {
      ...{ bureauId, branchId, memberId: { not: null }, status: 'SUBMITTED' },
      round: { bureauId, campaignId, status: 'OPEN' },
    },
    relationLoadStrategy: 'join',
    orderBy: { createdAt: 'asc' },
    take: 200,
    select: {
      ...CANDIDATE,
      member: {
        select: {
          memberships: {
            where: { campaignId, endedAt: null, group: { closedAt: null } },
            select: { groupId: true, group: { select: { name: true } } },
          },
        },
      },
    },
  });
  return rows.flatMap(({ member, ...row }) => {
    const [place] = member?.memberships ?? [];
    return place ? [{ ...row, groupId: place.groupId, groupName: place.group.name }] : [];
  });
}
export type ListedSpokenOf = Awaited<ReturnType<typeof listSpokenOf>>[number];
