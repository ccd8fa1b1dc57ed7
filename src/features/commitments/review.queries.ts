import type { Db, Tx } from '../../db/client.js';
import { ITEM_FIELDS } from './commitments.queries.js';
import { ofThoseHere } from './letter.queries.js';

const WAITING = {
  id: true,
  status: true,
  level: true,
  ...{ type: true, taskTitle: true },
  year: true,
  round: true,
  submittedAt: true,
  branchId: true,
  groupId: true,
  memberId: true,
  submittedById: true,
  branch: { select: { shortName: true } },
  group: {
    select: {
      name: true,
      leaderTerms: { where: { endedAt: null }, select: { memberId: true, member: { select: { name: true } } } },
    },
  },
  member: { select: { name: true } },
  items: { select: { id: true } },
  amendments: { where: { status: 'PROPOSED' }, select: { id: true, proposedAt: true, proposedById: true } },
} as const;

/** What waits is submitted, or published with a proposal to amend it (E33). */
const waits = (bureauId: string) => ({
  OR: [
    { status: 'SUBMITTED' as const },
    { status: 'PUBLISHED' as const, amendments: { some: { bureauId, status: 'PROPOSED' as const } } },
  ],
});

/** R41, E34: something was recorded or asked for, and is not decided. */
const toAccept = (bureauId: string) => ({
  status: 'PUBLISHED' as const,
  items: {
    some: {
      OR: [
        { fulfillments: { some: { bureauId, status: 'SUBMITTED' as const } } },
        { extensions: { some: { bureauId, status: 'REQUESTED' as const } } },
      ],
    },
  },
});

const PENDING = {
  ...{ id: true, mainTask: true },
  fulfillments: { where: { status: 'SUBMITTED' }, select: { createdAt: true } },
  extensions: { where: { status: 'REQUESTED' }, select: { createdAt: true } },
} as const;

/** Commitments of branches that wait for the committee, the one that waits longest first. */
export function listBranchCommitmentsForReview(db: Db, bureauId: string) {
  return db.commitment.findMany({
    where: { bureauId, level: 'BRANCH', OR: [...waits(bureauId).OR, toAccept(bureauId)] },
    relationLoadStrategy: 'join',
    orderBy: { submittedAt: 'asc' },
    take: 200,
    select: { ...WAITING, items: { select: PENDING } },
  });
}
export type WaitingOfBranch = Awaited<ReturnType<typeof listBranchCommitmentsForReview>>[number];

const HANDED_IN = { where: { status: 'SUBMITTED' }, orderBy: { submittedAt: 'asc' } } as const;
const BRANCH_NAME = { branch: { select: { id: true, shortName: true } } } as const;

/** The texts and self-assessments that wait for the committee, oldest first, in one query. */
export async function listTextsForReview(db: Db, bureauId: string, campaignId: string) {
  const row = await db.campaign.findUnique({
    where: { bureauId_id: { bureauId, id: campaignId } },
    relationLoadStrategy: 'join',
    select: {
      statements: { ...HANDED_IN, select: { id: true, title: true, submittedAt: true, ...BRANCH_NAME } },
      selfAssessments: { ...HANDED_IN, select: { id: true, submittedAt: true, ...BRANCH_NAME } },
    },
  });
  return [
    ...(row?.statements ?? []).map((text) => ({ ...text, href: `/bureau/statements/${text.id}` })),
    ...(row?.selfAssessments ?? []).map((one) => ({
      ...{ ...one, title: '验收自查', href: `/bureau/acceptance/branches/${one.branch.id}/review` },
    })),
  ];
}

/** Commitments of groups and members that wait inside the branch. */
export function listCommitmentsForReview(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.commitment.findMany({
    where: { bureauId, campaignId, branchId, level: { not: 'BRANCH' }, ...waits(bureauId), ...ofThoseHere(bureauId) },
    relationLoadStrategy: 'join',
    orderBy: { submittedAt: 'asc' },
    take: 500,
    select: WAITING,
  });
}
export type WaitingCommitment = Awaited<ReturnType<typeof listCommitmentsForReview>>[number];

/** The two queues of what waits: letters under review, and proposals to amend published ones. */
export function queuesOf<T extends Pick<WaitingCommitment, 'status' | 'amendments'>>(rows: readonly T[]) {
  return {
    letters: rows.filter(({ status }) => status === 'SUBMITTED'),
    amendments: rows.flatMap((row) => row.amendments.map((amendment) => ({ ...amendment, commitment: row }))),
  };
}
export type OpenAmendment = WaitingCommitment['amendments'][number] & { commitment: WaitingCommitment };

/** The items of a letter under review, as its author wrote them. */
export function listReviewedItems(tx: Tx, bureauId: string, commitmentId: string) {
  return tx.commitmentItem.findMany({
    where: { bureauId, commitmentId },
    orderBy: { position: 'asc' },
    select: { ...ITEM_FIELDS, position: true },
  });
}
export type ReviewedItem = Awaited<ReturnType<typeof listReviewedItems>>[number];
