import type { Db, Tx } from '../../db/client.js';
import { type BranchKey, OF_PLAN } from './visits.queries.js';

const KEPT = {
  where: { removedAt: null },
  orderBy: { id: 'asc' },
  select: { id: true, fileName: true, mediaType: true },
} as const;

/** One problem of the branch with all that was done about it, in one query; null when the branch has none such. */
export function findRectification(db: Db | Tx, { bureauId, branchId }: BranchKey, id: string) {
  return db.rectification.findFirst({
    where: { bureauId, id, visit: { bureauId, branchId } },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, itemId: true, content: true, severity: true, demand: true, dueOn: true, status: true },
      ...{ revision: true, createdByName: true, createdAt: true, closedOn: true, evidence: KEPT },
      item: { select: { title: true } },
      visit: { select: { id: true, branchId: true, status: true, visitOn: true, inspection: OF_PLAN } },
      reports: {
        orderBy: { createdAt: 'asc' },
        select: {
          ...{ id: true, doneOn: true, content: true, createdByName: true, createdAt: true, accepted: true },
          ...{ note: true, newDueOn: true, checkedByName: true, checkedAt: true, evidence: KEPT },
        },
      },
      extensions: {
        orderBy: { createdAt: 'asc' },
        select: {
          ...{ id: true, reason: true, oldDueOn: true, newDueOn: true, status: true, createdByName: true },
          ...{ createdAt: true, note: true, decidedByName: true, decidedAt: true },
        },
      },
    },
  });
}
export type RectificationRecord = NonNullable<Awaited<ReturnType<typeof findRectification>>>;

/** A kept file of the branch with what it belongs to; null when there is none. */
export function findInspectionEvidence(db: Db | Tx, { bureauId, branchId }: BranchKey, id: string) {
  return db.inspectionEvidence.findFirst({
    where: { bureauId, id, removedAt: null, visit: { bureauId, branchId } },
    select: {
      ...{ id: true, fileName: true, mediaType: true, storageKey: true, visitId: true },
      ...{ itemId: true, rectificationId: true, reportId: true },
      visit: { select: { status: true } },
      rectification: { select: { status: true } },
      report: { select: { rectificationId: true, accepted: true } },
    },
  });
}
export type InspectionFile = NonNullable<Awaited<ReturnType<typeof findInspectionEvidence>>>;
