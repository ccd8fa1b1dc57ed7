/** What other slices may call: the use cases (demonstration data, journeys) and the committee's queue. */

export { listOpenItems } from './amendments.queries.js';
export { AMENDMENT_TAGS } from './amendments.rules.js';
export { type AmendmentInput, decideAmendment, proposeAmendment } from './amendments.service.js';
export { type Author, type Pledged, writesIt } from './authors.rules.js';
export { assignItems } from './breakdown.service.js';
export { breakdownDocument } from './breakdown-document.js';
export { carryLetters, closeLetters, readdressToNewName } from './carrying.service.js';
export { amendmentLedger, breakdownRows, itemLedger } from './commitments.ledger.js';
export { groupTitle, LEVEL_LABELS, STATUS_TAGS as LETTER_TAGS } from './commitments.rules.js';
export {
  type CommitmentInput,
  type CommitmentTarget,
  type ItemInput,
  saveCommitment,
  submitCommitment,
} from './commitments.service.js';
export { closeItemsOf } from './handovers.service.js';
export { type LetterSide, thawLetter } from './letter.rules.js';
export { type Kept, letterDocument } from './letter-document.js';
export { PLAIN_MEASURE, showMeasure } from './measure.rules.js';
export { recordOralCommitment } from './oral.service.js';
export { publishCommitments } from './publication.service.js';
export { passOnAssignments, readdressCommitments } from './readdressing.service.js';
export { authorOf, reviewerOf } from './reader.js';
export { receiveLetter } from './receipts.service.js';
export { type Reviewer, reviewRefusal } from './review.rules.js';
export { type ReviewDecision, reviewCommitment } from './review.service.js';
export { arrangeRound } from './rounds.service.js';
export { beginShortCommitment } from './short-tasks.service.js';
