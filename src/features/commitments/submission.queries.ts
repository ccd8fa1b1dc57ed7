import type { Db } from '../../db/client.js';
import { type CommitmentTarget, ITEM_FIELDS, whereTarget } from './commitments.queries.js';

/** The commitment as it would be submitted, for its author to check. */
export function findSubmission(db: Db, bureauId: string, target: CommitmentTarget) {
  return db.commitment.findFirst({
    where: whereTarget(bureauId, target),
    relationLoadStrategy: 'join',
    select: {
      id: true,
      status: true,
      revision: true,
      preamble: true,
      organizationSide: true,
      peopleSide: true,
      items: {
        orderBy: { position: 'asc' },
        select: {
          ...ITEM_FIELDS,
          keyTask: { select: { title: true } },
          parent: { select: { mainTask: true, dueDate: true } },
          carriedFrom: { select: { commitment: { select: { year: true } } } },
        },
      },
    },
  });
}
