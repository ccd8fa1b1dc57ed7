import type { Db } from '../../db/client.js';
import { COUNTED, COUNTED_BELOW } from '../../db/progress-columns.js';
import type { CommitmentLevel, Prisma } from '../../generated/prisma/client.js';

/** Whose commitment: one a level, pledger, campaign and year. */
export interface CommitmentTarget {
  campaignId: string;
  startYear: number;
  year: number;
  branchId: string;
  level: CommitmentLevel;
  /** Set at group level. A member's group is taken from the membership at hand (R31). */
  groupId: string | null;
  /** Set at member level. */
  memberId: string | null;
  /** The letter of a member for a short task (即时承诺), begun before; else the one of the year. */
  shortTaskId?: string | null;
}

/** The `where` of a target's commitment: the one of the year, or the named one for a short task. */
export function whereTarget(bureauId: string, target: CommitmentTarget) {
  const { campaignId, year, branchId, level, groupId, memberId, shortTaskId } = target;
  return {
    bureauId,
    campaignId,
    year,
    level,
    branchId,
    ...(shortTaskId ? { id: shortTaskId, type: 'SHORT_TASK' } : { type: { not: 'SHORT_TASK' } }),
    ...(level === 'GROUP' ? { groupId } : {}),
    ...(level === 'MEMBER' ? { memberId } : {}),
  } satisfies Prisma.CommitmentWhereInput;
}

/** The columns of an item that its author wrote. */
export const ITEM_FIELDS = {
  id: true,
  mainTask: true,
  workContent: true,
  measures: true,
  dueDate: true,
  responsiblePerson: true,
  parentItemId: true,
  keyTaskId: true,
  measureKind: true,
  baseline: true,
  target: true,
  unit: true,
  weight: true,
  carriedFromId: true,
} as const;

const REVIEW_FIELDS = {
  ...{ round: true, outcome: true, comment: true, reviewerName: true, createdAt: true, snapshot: true },
  comments: { orderBy: { position: 'asc' }, select: { itemId: true, position: true, mainTask: true, text: true } },
} as const;

/** The commitment for its author to write on, with last year's beside it to copy from. */
export async function findForWriting(db: Db, bureauId: string, target: CommitmentTarget) {
  const rows = await db.commitment.findMany({
    where: { ...whereTarget(bureauId, target), year: { in: [target.year, target.year - 1] } },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      year: true,
      status: true,
      taskTitle: true,
      preamble: true,
      revision: true,
      items: {
        select: { ...ITEM_FIELDS, ...COUNTED, children: COUNTED_BELOW },
        orderBy: { position: 'asc' },
      },
      reviews: { select: REVIEW_FIELDS, orderBy: { round: 'desc' }, take: 1 },
    },
  });
  return {
    current: rows.find((row) => row.year === target.year) ?? null,
    lastYear: rows.find((row) => row.year === target.year - 1) ?? null,
  };
}
export type WrittenCommitment = NonNullable<Awaited<ReturnType<typeof findForWriting>>['current']>;

/** One commitment of the branch to read, with its way so far; null when the branch has no such commitment. */
export function findCommitment(db: Db, bureauId: string, { id, branchId }: { id: string; branchId?: string }) {
  return db.commitment.findFirst({
    where: { bureauId, id, ...(branchId === undefined ? {} : { branchId }) },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      campaignId: true,
      year: true,
      level: true,
      type: true,
      taskTitle: true,
      spokenOn: true,
      recordedBy: true,
      branchId: true,
      groupId: true,
      memberId: true,
      status: true,
      preamble: true,
      organizationSide: true,
      peopleSide: true,
      round: true,
      revision: true,
      submittedById: true,
      submittedAt: true,
      publishedAt: true,
      branch: { select: { name: true, shortName: true } },
      group: {
        select: {
          name: true,
          leaderTerms: { where: { endedAt: null }, select: { memberId: true, member: { select: { name: true } } } },
        },
      },
      member: { select: { name: true, post: true, skills: true } },
      items: {
        orderBy: { position: 'asc' },
        select: {
          ...ITEM_FIELDS,
          ...{ closeReason: true, parentChangedAt: true, ...COUNTED, children: COUNTED_BELOW },
          keyTask: { select: { title: true } },
          parent: { select: { mainTask: true, dueDate: true } },
          carriedFrom: { select: { commitment: { select: { year: true } } } },
        },
      },
      version: true,
      receipts: {
        orderBy: { receivedAt: 'asc' },
        select: { version: true, side: true, accountId: true, receivedBy: true, receivedAt: true },
      },
      versions: { orderBy: { version: 'desc' }, select: { version: true, replacedAt: true, reason: true } },
      amendments: {
        orderBy: { proposedAt: 'desc' },
        select: { id: true, status: true, proposedByName: true, proposedAt: true, reason: true },
      },
      reviews: { select: REVIEW_FIELDS, orderBy: { round: 'asc' } },
    },
  });
}
export type CommitmentToRead = NonNullable<Awaited<ReturnType<typeof findCommitment>>>;
