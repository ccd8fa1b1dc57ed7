import type { Db, Tx } from '../../db/client.js';
import type { BranchKey } from './members.queries.js';

/** A member's changes in the order in which they were entered. */
export function listChanges(db: Db | Tx, { bureauId, branchId }: BranchKey, memberId: string) {
  return db.memberChange.findMany({
    where: { bureauId, branchId, memberId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, kind: true, effectiveOn: true, approvedOn: true, note: true, before: true, recordedBy: true },
      ...{ createdAt: true, correctedAt: true, correctedBy: true, correctionReason: true },
    },
  });
}

export type MemberChangeRow = Awaited<ReturnType<typeof listChanges>>[number];
