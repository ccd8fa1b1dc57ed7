import type { Db } from '../../db/client.js';
import { type CommitmentTarget, whereTarget } from './commitments.queries.js';

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
          id: true,
          mainTask: true,
          workContent: true,
          measures: true,
          dueDate: true,
          responsiblePerson: true,
          keyTask: { select: { title: true } },
          parent: { select: { mainTask: true, dueDate: true } },
        },
      },
    },
  });
}
