import type { Db } from '../../db/client.js';
import { type BranchKey, OF_LETTER } from './fulfillments.queries.js';

const ITEM = { mainTask: true, dueDate: true, commitment: { select: OF_LETTER } } as const;
const MOST = 20_000;

/** Every record of the branch but withdrawn ones, in the order in which it was done. */
export function listRecords(db: Db, { bureauId, branchId }: BranchKey) {
  return db.fulfillment.findMany({
    where: {
      bureauId,
      status: { not: 'WITHDRAWN' },
      item: { commitment: { bureauId, branchId, status: 'PUBLISHED' } },
    },
    relationLoadStrategy: 'join',
    orderBy: [{ doneOn: 'asc' }, { id: 'asc' }],
    take: MOST,
    select: {
      ...{ doneOn: true, content: true, completes: true, status: true, createdById: true, createdByName: true },
      ...{ decidedByName: true, decidedAt: true, decisionNote: true },
      evidence: { where: { removedAt: null }, select: { id: true } },
      item: { select: ITEM },
    },
  });
}
export type KeptRecord = Awaited<ReturnType<typeof listRecords>>[number];

/** Every request about a deadline in the branch, settled ones too. */
export function listExtensions(db: Db, { bureauId, branchId }: BranchKey) {
  return db.itemExtension.findMany({
    where: { bureauId, item: { commitment: { bureauId, branchId, status: 'PUBLISHED' } } },
    relationLoadStrategy: 'join',
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MOST,
    select: {
      ...{ kind: true, reason: true, objective: true, oldDueDate: true, newDueDate: true, status: true },
      ...{ createdById: true, createdByName: true, createdAt: true, decidedByName: true, decisionNote: true },
      item: { select: ITEM },
    },
  });
}
export type KeptExtension = Awaited<ReturnType<typeof listExtensions>>[number];
