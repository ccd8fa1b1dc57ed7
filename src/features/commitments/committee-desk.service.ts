import type { Db } from '../../db/client.js';
import { listBranchCommitmentsForReview, listTextsForReview, queuesOf } from './review.queries.js';

/** Everything that waits for the committee: commitments of branches and how they are to be amended, and the texts they hand in. */
export async function listForCommittee(db: Db, bureauId: string, campaignId: string | null) {
  const [waiting, statements] = await Promise.all([
    listBranchCommitmentsForReview(db, bureauId),
    campaignId === null ? [] : listTextsForReview(db, bureauId, campaignId),
  ]);
  return { ...queuesOf(waiting), records: waiting, statements };
}
