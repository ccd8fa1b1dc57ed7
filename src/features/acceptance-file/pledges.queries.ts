import type { Db } from '../../db/client.js';
import type { BranchKey } from './groundwork.queries.js';

const PLEDGER = {
  ...{ level: true, year: true, type: true },
  group: { select: { name: true } },
  member: { select: { name: true } },
} as const;

/** The ids of the published letters: the letters themselves are read one by one. */
export function listLetterIds(db: Db, key: BranchKey) {
  return db.commitment.findMany({
    where: { ...key, status: 'PUBLISHED', frozenText: { not: null } },
    orderBy: [{ year: 'asc' }, { level: 'asc' }, { groupId: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
}

/** One letter as it was kept, with those before it (E33). */
export function findKeptLetter(db: Db, bureauId: string, id: string) {
  return db.commitment.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id } },
    relationLoadStrategy: 'join',
    select: {
      ...PLEDGER,
      ...{ frozenText: true, frozenHash: true, version: true },
      versions: {
        orderBy: { version: 'asc' },
        select: { version: true, frozenText: true, frozenHash: true, reason: true },
      },
    },
  });
}

/** The tree of items, of letters that have been published. */
export function listItems(db: Db, { bureauId, campaignId, branchId }: BranchKey) {
  return db.commitmentItem.findMany({
    where: { bureauId, commitment: { bureauId, campaignId, branchId, status: 'PUBLISHED' } },
    relationLoadStrategy: 'join',
    orderBy: [{ commitment: { level: 'asc' } }, { commitmentId: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, mainTask: true, workContent: true, dueDate: true, responsiblePerson: true, parentItemId: true },
      ...{ measureKind: true, baseline: true, target: true, unit: true, closedOn: true, closeReason: true },
      commitment: { select: PLEDGER },
      assignments: { orderBy: { createdAt: 'asc' }, select: { group: { select: { name: true } } } },
    },
  });
}
export type ItemLine = Awaited<ReturnType<typeof listItems>>[number];

const OF_ITEM = { item: { select: { mainTask: true, commitment: { select: PLEDGER } } } } as const;
const ofBranch = ({ bureauId, campaignId, branchId }: BranchKey) => ({
  ...{ bureauId, item: { bureauId, commitment: { bureauId, campaignId, branchId } } },
});

/** What was done, as recorded, with the evidence that lies in the store. */
export function listRecords(db: Db, key: BranchKey) {
  return db.fulfillment.findMany({
    where: { ...ofBranch(key), status: { not: 'WITHDRAWN' } },
    relationLoadStrategy: 'join',
    orderBy: [{ doneOn: 'asc' }, { id: 'asc' }],
    select: {
      ...{ doneOn: true, content: true, value: true, completes: true, status: true, createdByName: true },
      ...{ decidedByName: true, decidedAt: true, decisionNote: true },
      ...OF_ITEM,
      evidence: {
        where: { removedAt: null },
        orderBy: { id: 'asc' },
        select: { fileName: true, mediaType: true, storageKey: true, sha256: true },
      },
    },
  });
}

export function listExtensions(db: Db, key: BranchKey) {
  return db.itemExtension.findMany({
    where: ofBranch(key),
    relationLoadStrategy: 'join',
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ kind: true, reason: true, objective: true, oldDueDate: true, newDueDate: true, status: true },
      ...{ createdAt: true, createdByName: true, decidedByName: true, decisionNote: true },
      ...OF_ITEM,
    },
  });
}

export function listAmendments(db: Db, { bureauId, campaignId, branchId }: BranchKey) {
  return db.commitmentAmendment.findMany({
    where: { bureauId, commitment: { bureauId, campaignId, branchId } },
    relationLoadStrategy: 'join',
    orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ status: true, reason: true, proposedAt: true, proposedByName: true, decidedAt: true },
      ...{ decidedByName: true, decisionNote: true },
      commitment: { select: PLEDGER },
    },
  });
}

/** How many remarks each letter has by quarter; what they say stays inside the branch. */
export function listRemarkCounts(db: Db, { bureauId, campaignId, branchId }: BranchKey) {
  return db.commitment.findMany({
    where: { bureauId, campaignId, branchId, status: 'PUBLISHED' },
    relationLoadStrategy: 'join',
    orderBy: [{ level: 'asc' }, { groupId: 'asc' }, { id: 'asc' }],
    select: { ...PLEDGER, remarks: { select: { kind: true, quarter: true } } },
  });
}
