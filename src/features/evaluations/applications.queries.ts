import type { Db, Tx } from '../../db/client.js';

const APPLICATION = {
  ...{ id: true, roundId: true, branchId: true, memberId: true, candidateName: true, source: true, status: true },
  ...{ deeds: true, record: true, recordHash: true, revision: true, createdById: true, createdByName: true },
  ...{ submittedAt: true, awardRevokedOn: true },
  groupWord: {
    select: { supported: true, opinion: true, heldOn: true, writtenByName: true, group: { select: { name: true } } },
  },
} as const;

/** A member's application in a round that was not withdrawn; null when there is none. */
export function findOwnApplication(db: Db | Tx, bureauId: string, key: { roundId: string; memberId: string }) {
  return db.evaluationApplication.findFirst({
    where: { bureauId, ...key, status: { not: 'WITHDRAWN' } },
    relationLoadStrategy: 'join',
    select: APPLICATION,
  });
}
export type Application = NonNullable<Awaited<ReturnType<typeof findOwnApplication>>>;

/** All applications of a branch in a round but withdrawn ones, and what the branch decided. */
export async function findBranchRound(db: Db | Tx, bureauId: string, key: { roundId: string; branchId: string }) {
  const round = await db.evaluationRound.findFirst({
    where: { bureauId, id: key.roundId },
    relationLoadStrategy: 'join',
    select: {
      applications: {
        where: { branchId: key.branchId, status: { not: 'WITHDRAWN' } },
        orderBy: { createdAt: 'asc' },
        select: APPLICATION,
      },
      recommendations: {
        where: { branchId: key.branchId },
        select: {
          ...{ nobody: true, quota: true, quotaBasis: true, opinion: true, decidedByName: true, createdAt: true },
          meeting: { select: { id: true, title: true, heldOn: true } },
        },
      },
    },
  });
  return { applications: round?.applications ?? [], recommendation: round?.recommendations[0] ?? null };
}
export type BranchRound = Awaited<ReturnType<typeof findBranchRound>>;

/** What the branch wrote of a candidate whose name it took back; null when it is none such. */
export function findTakenBack(db: Db, key: { bureauId: string; roundId: string; branchId: string; id: string }) {
  return db.evaluationApplication.findFirst({
    where: { ...key, source: 'BRANCH', status: 'WITHDRAWN' },
    select: { memberId: true, deeds: true },
  });
}

/** General meetings of the branch that discussed whom to recommend and passed it, the latest first. */
export function listRecommendationMeetings(
  db: Db | Tx,
  key: { bureauId: string; branchId: string; campaignId: string },
) {
  return db.branchMeeting.findMany({
    where: { ...key, purpose: 'RECOMMENDATION', kind: 'GENERAL', verdict: 'PASSED' },
    orderBy: { heldOn: 'desc' },
    take: 20,
    select: { id: true, title: true, heldOn: true },
  });
}
