import type { Db } from '../../db/client.js';
import { NotFound } from '../../shared/errors.js';

/** A branch's masthead: names only. Throws NotFound. */
export async function getBoardBranch(db: Db, bureauId: string, branchId: string) {
  const branch = await db.branch.findUnique({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      shortName: true,
      schoolName: true,
      changes: {
        where: { kind: { not: 'SPLIT' } },
        orderBy: { effectiveOn: 'desc' },
        select: {
          ...{ kind: true, effectiveOn: true, shortName: true, schoolName: true },
          successor: { select: { id: true, shortName: true } },
        },
      },
      successions: {
        orderBy: { effectiveOn: 'desc' },
        select: { kind: true, effectiveOn: true, branchId: true, shortName: true },
      },
      bureau: {
        select: {
          name: true,
          campaigns: {
            where: { status: 'PUBLISHED' },
            orderBy: { publishedAt: 'desc' },
            take: 1,
            select: { id: true, name: true, startYear: true },
          },
        },
      },
    },
  });
  if (!branch) throw new NotFound();
  return branch;
}

/** The groups of a branch as published: only names of members, of whom the list was confirmed and published. */
export function listBoardGroups(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.functionGroup.findMany({
    where: { bureauId, campaignId, branchId, closedAt: null, proposal: { status: 'ANNOUNCED' } },
    orderBy: { position: 'asc' },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      name: true,
      groupFunction: true,
      hostUnit: true,
      duties: true,
      leaderTerms: {
        where: { endedAt: null },
        select: { method: true, startedAt: true, actingUntil: true, member: { select: { name: true } } },
      },
      memberships: {
        where: { endedAt: null, confirmedAt: { not: null } },
        orderBy: { startedAt: 'asc' },
        select: { member: { select: { name: true } } },
      },
      activities: {
        where: { publishedAt: { not: null } },
        orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
        take: 2,
        select: { id: true, heldOn: true, topic: true },
      },
    },
  });
}

/** R27: the activities that the branch shows, the latest first: how many took part, not who. */
export function listBoardActivities(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.activityLog.findMany({
    where: { bureauId, campaignId, branchId, publishedAt: { not: null } },
    relationLoadStrategy: 'join',
    orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
    take: 100,
    select: {
      ...{ id: true, heldOn: true, place: true, topic: true, result: true, publishedAt: true },
      group: { select: { name: true } },
      _count: { select: { participants: true } },
      photos: {
        where: { removedAt: null, mediaType: 'image/jpeg' },
        orderBy: { id: 'asc' },
        select: { id: true },
      },
    },
  });
}
export type BoardActivity = Awaited<ReturnType<typeof listBoardActivities>>[number];

/** How many commitments of each level a branch has published. */
export function countBoardCommitments(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.commitment.groupBy({
    by: ['level'],
    where: { bureauId, campaignId, branchId, status: 'PUBLISHED' },
    _count: true,
  });
}

/** Words from the public that the branch has answered. */
export function listAnsweredFeedback(db: Db, bureauId: string, branchId: string) {
  return db.feedback.findMany({
    where: { bureauId, branchId, status: 'ANSWERED' },
    orderBy: { repliedAt: 'desc' },
    take: 10,
    select: { id: true, kind: true, content: true, handling: true, reply: true, createdAt: true, repliedAt: true },
  });
}
