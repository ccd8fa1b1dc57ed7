import type { Db, Tx } from '../../db/client.js';
import { COUNTED, COUNTED_BELOW } from '../../db/progress-columns.js';
import type { QuotaBase } from './rounds.rules.js';

interface Candidate {
  bureauId: string;
  campaignId: string;
  branchId: string;
  /** Null: the branch itself. */
  memberId: string | null;
}

const LETTER = {
  ...{ id: true, year: true, type: true, taskTitle: true, version: true, frozenHash: true },
  items: {
    where: { closedOn: null },
    orderBy: { position: 'asc' },
    select: {
      ...{ mainTask: true, dueDate: true, ...COUNTED, children: COUNTED_BELOW },
      feedback: { where: { status: { not: 'HIDDEN' } }, select: { status: true, repliedAt: true, dueOn: true } },
    },
  },
} as const;

/** The published letters of a candidate with all that counts for them, by year. */
export function listLettersOf(db: Db | Tx, { bureauId, campaignId, branchId, memberId }: Candidate) {
  return db.commitment.findMany({
    where: {
      ...{ bureauId, campaignId, branchId, status: 'PUBLISHED' },
      ...(memberId === null ? { level: 'BRANCH' } : { level: 'MEMBER', memberId }),
    },
    relationLoadStrategy: 'join',
    orderBy: [{ year: 'asc' }, { createdAt: 'asc' }],
    take: 50,
    select: LETTER,
  });
}
export type LetterOfCandidate = Awaited<ReturnType<typeof listLettersOf>>[number];

/** How a member came by a merger or split (E40), with what stood on the roster he came from. */
const cameWith = <A>(branchId: string, appraisals: A) =>
  ({
    where: { status: 'RECEIVED', fromBranch: { changes: { some: { successorId: branchId } } } },
    select: {
      receivedOn: true,
      fromBranch: { select: { changes: { where: { successorId: branchId }, select: { effectiveOn: true } } } },
      member: { select: { arrivedOn: true, appraisals } },
    },
  }) as const;

/**
 * A member as far as the right to be named asks, with the grades of his 民主评议 by year; null when not on the roster. Who
 * came with his branch (E40) counts the time and the grades there.
 */
export async function findCandidateFacts(
  db: Db | Tx,
  { bureauId, campaignId, branchId, memberId }: Candidate & { memberId: string },
) {
  const appraisals = {
    where: { campaignId, decidedOn: { not: null } },
    orderBy: { year: 'asc' },
    select: { year: true, grade: true },
  } as const;
  const row = await db.member.findFirst({
    where: { bureauId, branchId, id: memberId, leftOn: null },
    relationLoadStrategy: 'join',
    select: {
      ...{
        id: true,
        name: true,
        post: true,
        memberType: true,
        isRetired: true,
        rightsSuspended: true,
        arrivedOn: true,
      },
      appraisals,
      arrival: cameWith(branchId, appraisals),
    },
  });
  if (!row) return null;
  const { appraisals: own, arrival, ...facts } = row;
  const before = arrival.find(({ receivedOn, fromBranch }) =>
    fromBranch.changes.some(({ effectiveOn }) => effectiveOn.getTime() === receivedOn?.getTime()),
  )?.member;
  const grades = [...(before?.appraisals ?? []), ...own];
  return {
    ...facts,
    arrivedOn: before ? before.arrivedOn : facts.arrivedOn,
    grades,
    lastGrade: grades.at(-1)?.grade ?? null,
  };
}

/** Full members on the roster of the branch, whom it may name. */
export function listCandidates(db: Db, { bureauId, branchId }: { bureauId: string; branchId: string }) {
  return db.member.findMany({
    where: { bureauId, branchId, leftOn: null, memberType: 'FULL' },
    orderBy: { createdAt: 'asc' },
    take: 500,
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, name: true, post: true, birthDate: true },
      memberships: { where: { endedAt: null, group: { closedAt: null } }, select: { campaignId: true } },
    },
  });
}

/** Members on the roster of the branch from whom its quota is counted. */
export function countMembers(
  db: Db | Tx,
  { bureauId, branchId }: { bureauId: string; branchId: string },
  base: QuotaBase,
) {
  return db.member.count({
    where: { bureauId, branchId, leftOn: null, ...(base === 'FULL' ? { memberType: 'FULL' } : {}) },
  });
}

export type CandidateOnRoster = NonNullable<Awaited<ReturnType<typeof findCandidateFacts>>>;
