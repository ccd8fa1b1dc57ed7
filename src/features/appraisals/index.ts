/** What other slices may call: the use cases (demonstration data, journeys). */

export { appraisalLedger, remarkLedger } from './appraisals.ledger.js';
export { carryAppraisals } from './carrying.service.js';
export { appraiseOneself, decideAppraisal } from './member-appraisals.service.js';
export { writeRemark } from './remarks.service.js';
export { GRADES, type Grades, surveyResult } from './surveys.rules.js';
export { answerSurvey, closeSurvey, openSurvey, slipToken } from './surveys.service.js';
