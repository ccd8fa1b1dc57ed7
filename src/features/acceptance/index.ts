/** What other slices may call: plain-data readers for the archive, and the use cases (demonstration data, journeys). */

export { ACCEPTANCE_ITEMS } from './acceptance.rules.js';
export { reviewAssessment, saveEntry, saveList, submitAssessment } from './assessment.service.js';
export { readBureauSummaryText, readSelfAssessment, readSummaryText, readVerdicts } from './records.service.js';
export { endOfDay } from './reviewers.rules.js';
export { endReviewerAccess, openReviewerAccess } from './reviewers.service.js';
export { closeSheet, saveSheet } from './sheets.service.js';
export { agreeReopening, answerProblem, askReopening, recordVerdict } from './verdicts.service.js';
