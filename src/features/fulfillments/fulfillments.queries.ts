import type { Db, Tx } from '../../db/client.js';
import { COUNTED_BELOW } from '../../db/progress-columns.js';

export interface BranchKey {
  bureauId: string;
  branchId: string;
}

/** Whose letter it is, and who decides on it. */
export const OF_LETTER = {
  ...{ id: true, level: true, type: true, year: true, status: true, branchId: true, groupId: true, memberId: true },
  ...{ submittedById: true, campaignId: true },
  group: { select: { name: true, leaderTerms: { where: { endedAt: null }, select: { memberId: true } } } },
  member: { select: { name: true } },
  branch: { select: { shortName: true } },
} as const;

/** One item of the branch with its records and what counts below it, in one query; null when the branch has none. */
export function findItem(db: Db, { bureauId, branchId }: BranchKey, itemId: string) {
  return db.commitmentItem.findFirst({
    where: { bureauId, id: itemId, commitment: { bureauId, branchId } },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, mainTask: true, workContent: true, measures: true, dueDate: true, responsiblePerson: true },
      ...{
        weight: true,
        closedOn: true,
        closeReason: true,
        measureKind: true,
        baseline: true,
        target: true,
        unit: true,
      },
      commitment: { select: OF_LETTER },
      parent: { select: { id: true, mainTask: true } },
      children: {
        where: COUNTED_BELOW.where,
        orderBy: { id: 'asc' },
        select: {
          ...{ id: true, mainTask: true, ...COUNTED_BELOW.select },
          commitment: { select: { group: { select: { name: true } }, member: { select: { name: true } } } },
        },
      },
      handovers: { orderBy: { createdAt: 'asc' }, select: { fromName: true, toName: true, createdAt: true } },
      extensions: {
        orderBy: { createdAt: 'desc' },
        select: { id: true, kind: true, status: true, reason: true, oldDueDate: true, newDueDate: true },
      },
      fulfillments: {
        where: { status: { not: 'WITHDRAWN' } },
        orderBy: [{ doneOn: 'desc' }, { id: 'desc' }],
        select: {
          ...{ id: true, doneOn: true, content: true, value: true, completes: true, status: true, revision: true },
          ...{ createdById: true, createdByName: true, createdAt: true },
          ...{ decidedByName: true, decidedAt: true, decisionNote: true },
          evidence: {
            where: { removedAt: null },
            orderBy: { id: 'asc' },
            select: { id: true, fileName: true, mediaType: true },
          },
        },
      },
    },
  });
}
export type ItemWithRecords = NonNullable<Awaited<ReturnType<typeof findItem>>>;

/** The published letter of an item, to decide whose it is. */
export function findKeptItem(tx: Tx, { bureauId, branchId }: BranchKey, itemId: string) {
  return tx.commitmentItem.findFirst({
    where: { bureauId, id: itemId, commitment: { bureauId, branchId } },
    select: { id: true, closedOn: true, measureKind: true, commitment: { select: OF_LETTER } },
  });
}
export type KeptItem = NonNullable<Awaited<ReturnType<typeof findKeptItem>>>;

/** One record of the branch with its item and letter. */
export function findRecord(tx: Tx, { bureauId, branchId }: BranchKey, id: string) {
  return tx.fulfillment.findFirst({
    where: { bureauId, id, item: { commitment: { bureauId, branchId } } },
    select: {
      ...{ id: true, itemId: true, status: true, revision: true, createdById: true },
      item: { select: { id: true, closedOn: true, measureKind: true, commitment: { select: OF_LETTER } } },
    },
  });
}
export type RecordRow = NonNullable<Awaited<ReturnType<typeof findRecord>>>;

/** Records of the branch that wait to be accepted, the one that waits longest first. */
export function listWaiting(db: Db, { bureauId, branchId }: BranchKey) {
  return db.fulfillment.findMany({
    where: { bureauId, status: 'SUBMITTED', item: { commitment: { bureauId, branchId } } },
    relationLoadStrategy: 'join',
    orderBy: { createdAt: 'asc' },
    take: 500,
    select: {
      ...{ id: true, itemId: true, doneOn: true, content: true, createdByName: true, createdById: true },
      item: { select: { mainTask: true, commitment: { select: OF_LETTER } } },
    },
  });
}
export type WaitingRecord = Awaited<ReturnType<typeof listWaiting>>[number];
