/** What other slices may call: the record of a branch as plain data, and the use cases (demonstration data, journeys). */

export { listInspectionFiles, listInspectionRecords } from './branch-record.service.js';
export { carryInspections } from './carrying.service.js';
export { findingDigest } from './checklist.rules.js';
export { planInspection } from './plans.service.js';
export { noteProblem } from './problems.service.js';
export { recheckRectification, reportRectification } from './rectifications.service.js';
export { acknowledgeVisit, handOverVisit, saveFindings, startVisit } from './visits.service.js';
