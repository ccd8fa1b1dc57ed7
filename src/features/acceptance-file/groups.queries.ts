import type { Db } from '../../db/client.js';
import type { BranchKey } from './groundwork.queries.js';

/** 报名 with its wishes, and the places that came of it. */
export function findEnrollment(db: Db, { bureauId, campaignId, branchId }: BranchKey) {
  return db.enrollmentRound.findUnique({
    where: { bureauId_campaignId_branchId: { bureauId, campaignId, branchId } },
    relationLoadStrategy: 'join',
    select: {
      ...{ opensOn: true, closesOn: true },
      enrollments: {
        orderBy: [{ submittedAt: 'asc' }, { id: 'asc' }],
        select: {
          ...{ servicePledge: true, submittedAt: true },
          member: { select: { name: true } },
          wishGroup: { select: { name: true } },
          secondGroup: { select: { name: true } },
          thirdGroup: { select: { name: true } },
        },
      },
      lists: {
        orderBy: { version: 'asc' },
        select: { version: true, content: true, reason: true, confirmedAt: true, confirmedBy: true },
      },
    },
  });
}

export function listPlaces(db: Db, key: BranchKey) {
  return db.groupMembership.findMany({
    where: { ...key },
    relationLoadStrategy: 'join',
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ source: true, consultationNote: true, settlement: true, startedAt: true, endedAt: true, endReason: true },
      member: { select: { name: true, post: true, postDuties: true } },
      group: { select: { name: true } },
    },
  });
}

/** Elections of group leaders: who stood, and the counts as entered. Nothing of boxes, electors or envelopes. */
export function listElections(db: Db, key: BranchKey) {
  return db.leaderElection.findMany({
    where: { ...key },
    relationLoadStrategy: 'join',
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ status: true, kind: true, nominationClosesOn: true, createdAt: true },
      group: { select: { name: true } },
      candidates: {
        orderBy: { id: 'asc' },
        select: { source: true, statement: true, withdrawnAt: true, member: { select: { name: true } } },
      },
      counts: { orderBy: { round: 'asc' } },
    },
  });
}

export function listTerms(db: Db, key: BranchKey) {
  return db.leaderTerm.findMany({
    where: { ...key },
    relationLoadStrategy: 'join',
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ method: true, reason: true, startedAt: true, endedAt: true, endReason: true, actingUntil: true },
      group: { select: { name: true } },
      member: { select: { name: true } },
    },
  });
}
