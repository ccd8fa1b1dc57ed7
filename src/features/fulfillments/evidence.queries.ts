import type { Db, Tx } from '../../db/client.js';
import type { BranchKey } from './fulfillments.queries.js';

const FILE = { id: true, fileName: true, mediaType: true, storageKey: true, fulfillmentId: true } as const;

/** A file of the branch that was not taken away, with the record it belongs to; null when there is none. */
export function findEvidence(db: Db | Tx, { bureauId, branchId }: BranchKey, id: string) {
  return db.evidence.findFirst({
    where: {
      ...{ bureauId, id, removedAt: null },
      fulfillment: { status: { not: 'WITHDRAWN' }, item: { commitment: { bureauId, branchId } } },
    },
    select: { ...FILE, fulfillment: { select: { itemId: true } } },
  });
}

/** R40: a file the public sees: of an accepted record of a published letter. */
export function findPublicEvidence(db: Db, bureauId: string, id: string) {
  return db.evidence.findFirst({
    where: {
      ...{ bureauId, id, removedAt: null },
      fulfillment: { status: 'ACCEPTED', item: { commitment: { bureauId, status: 'PUBLISHED' } } },
    },
    select: FILE,
  });
}
