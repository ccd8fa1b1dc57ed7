import type { Db, Tx } from '../../db/client.js';
import { type BranchKey, OF_LETTER } from './fulfillments.queries.js';

const ITEM = { id: true, mainTask: true, dueDate: true, closedOn: true, commitment: { select: OF_LETTER } } as const;

/** An item of a published letter of the branch; null for any other. */
export function findDueItem(db: Db | Tx, { bureauId, branchId }: BranchKey, id: string) {
  return db.commitmentItem.findFirst({
    where: { bureauId, id, closedOn: null, commitment: { bureauId, branchId, status: 'PUBLISHED' } },
    relationLoadStrategy: 'join',
    select: ITEM,
  });
}
export type DueItem = NonNullable<Awaited<ReturnType<typeof findDueItem>>>;

const EXTENSION = {
  ...{ id: true, itemId: true, kind: true, reason: true, objective: true, oldDueDate: true, newDueDate: true },
  ...{ status: true, createdById: true, createdByName: true, createdAt: true },
  ...{ decidedByName: true, decidedAt: true, decisionNote: true },
} as const;

export function findExtension(db: Db | Tx, { bureauId, branchId }: BranchKey, id: string) {
  return db.itemExtension.findFirst({
    where: { bureauId, id, item: { commitment: { bureauId, branchId } } },
    relationLoadStrategy: 'join',
    select: { ...EXTENSION, item: { select: ITEM } },
  });
}
export type ExtensionRow = NonNullable<Awaited<ReturnType<typeof findExtension>>>;

/** E34: requests of the branch that wait, the oldest first. */
export function listWaitingExtensions(db: Db, { bureauId, branchId }: BranchKey) {
  return db.itemExtension.findMany({
    where: { bureauId, status: 'REQUESTED', item: { commitment: { bureauId, branchId } } },
    relationLoadStrategy: 'join',
    orderBy: { createdAt: 'asc' },
    take: 200,
    select: { ...EXTENSION, item: { select: ITEM } },
  });
}
