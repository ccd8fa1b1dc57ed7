/** What other slices may call: the use cases (demonstration data, journeys) and the committee's queue. */
export { assignItems, type CommitmentPlace, type ItemGroups } from './breakdown.service.js';
export { commitmentYear, groupTitle, LEVEL_LABELS, STATUS_TAGS } from './commitments.rules.js';
export {
  type CommitmentInput,
  type CommitmentTarget,
  type ItemInput,
  saveCommitment,
  submitCommitment,
} from './commitments.service.js';
export { isOverdue } from './items.rules.js';
export { type Publication, publishCommitments } from './publication.service.js';
export { listBranchCommitmentsForReview } from './review.queries.js';
export type { Reviewer } from './review.rules.js';
export { type ReviewDecision, reviewCommitment } from './review.service.js';
