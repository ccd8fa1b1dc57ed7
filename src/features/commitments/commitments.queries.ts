import type { Db, Tx } from '../../db/client.js';
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
}

/** The `where` of a target's commitment. */
export function whereTarget(bureauId: string, target: CommitmentTarget) {
  const { campaignId, year, branchId, level, groupId, memberId } = target;
  return {
    bureauId,
    campaignId,
    year,
    level,
    branchId,
    ...(level === 'GROUP' ? { groupId } : {}),
    ...(level === 'MEMBER' ? { memberId } : {}),
  } satisfies Prisma.CommitmentWhereInput;
}

const ITEM_FIELDS = {
  id: true,
  mainTask: true,
  workContent: true,
  measures: true,
  dueDate: true,
  responsiblePerson: true,
  parentItemId: true,
  keyTaskId: true,
} as const;

const REVIEW_FIELDS = { round: true, outcome: true, comment: true, reviewerName: true, createdAt: true } as const;

/** The commitment for its author to write on, with last year's beside it to copy from. */
export async function findForWriting(db: Db, bureauId: string, target: CommitmentTarget) {
  const rows = await db.commitment.findMany({
    where: { ...whereTarget(bureauId, target), year: { in: [target.year, target.year - 1] } },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      year: true,
      status: true,
      preamble: true,
      revision: true,
      items: { select: ITEM_FIELDS, orderBy: { position: 'asc' } },
      reviews: { select: REVIEW_FIELDS, orderBy: { round: 'desc' }, take: 1 },
    },
  });
  return {
    current: rows.find((row) => row.year === target.year) ?? null,
    lastYear: rows.find((row) => row.year === target.year - 1) ?? null,
  };
}
export type WrittenCommitment = NonNullable<Awaited<ReturnType<typeof findForWriting>>['current']>;

/** R33: 上级党组织的重点工作 of the year, as published. */
export function listKeyTasks(db: Db | Tx, bureauId: string, campaignId: string, year: number) {
  return db.keyTask.findMany({
    where: { bureauId, campaignId, year, publishedAt: { not: null } },
    orderBy: { position: 'asc' },
    select: { id: true, title: true, description: true },
  });
}

/** R34: suggestions of the year, newest first. The author's name is not read. */
export function listSuggestions(db: Db, bureauId: string, branchId: string, year: number) {
  return db.feedback.findMany({
    where: { bureauId, branchId, year, kind: 'SUGGESTION', status: { not: 'HIDDEN' } },
    orderBy: { createdAt: 'desc' },
    take: 30,
    select: { content: true, createdAt: true, handling: true },
  });
}

/** What a group leader has beside the form: the group's duties and the branch's items handed to it. */
export function findGroupBasis(db: Db, bureauId: string, target: CommitmentTarget) {
  return db.functionGroup.findFirst({
    where: { bureauId, id: target.groupId ?? '', branchId: target.branchId, campaignId: target.campaignId },
    relationLoadStrategy: 'join',
    select: {
      name: true,
      groupFunction: true,
      duties: true,
      assignments: {
        where: { item: { commitment: { year: target.year } } },
        orderBy: { item: { position: 'asc' } },
        select: { item: { select: { id: true, mainTask: true, workContent: true, dueDate: true } } },
      },
    },
  });
}

/** What a member has beside the form (R39): own skills, post, pledge of service, and the group's items. */
export function findMemberBasis(db: Db, bureauId: string, target: CommitmentTarget) {
  const { campaignId, year } = target;
  return db.member.findFirst({
    where: { bureauId, id: target.memberId ?? '', branchId: target.branchId },
    relationLoadStrategy: 'join',
    select: {
      name: true,
      skills: true,
      skillNote: true,
      post: true,
      postDuties: true,
      enrollments: { where: { campaignId }, select: { servicePledge: true } },
      memberships: {
        where: { campaignId, endedAt: null },
        select: {
          group: {
            select: {
              id: true,
              name: true,
              commitments: {
                where: { year, level: 'GROUP', status: { not: 'DRAFT' } },
                select: {
                  items: {
                    select: { id: true, mainTask: true, workContent: true, dueDate: true },
                    orderBy: { position: 'asc' },
                  },
                },
              },
            },
          },
        },
      },
    },
  });
}

/** One commitment of the branch to read, with its way so far; null when the branch has no such commitment. */
export function findCommitment(db: Db, bureauId: string, where: { id: string; branchId?: string }) {
  return db.commitment.findFirst({
    where: { bureauId, ...where },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      campaignId: true,
      year: true,
      level: true,
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
          keyTask: { select: { title: true } },
          parent: { select: { mainTask: true, dueDate: true } },
        },
      },
      reviews: { select: REVIEW_FIELDS, orderBy: { round: 'asc' } },
    },
  });
}
export type CommitmentToRead = NonNullable<Awaited<ReturnType<typeof findCommitment>>>;
