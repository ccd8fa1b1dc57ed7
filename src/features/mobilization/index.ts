export { draftReport, publishReport, reviewReport, saveReport, submitReport } from './bureau-report.service.js';
export { STATEMENT_STATUS_LABELS } from './statements.rules.js';
export { publishStatement, reviewStatement, saveStatement, submitStatement } from './statements.service.js';
export { studySessionLedger } from './study-sessions.ledger.js';
export { recordStudySession } from './study-sessions.service.js';
export { draftSummary } from './summary-draft.service.js';
export { readBureauReport, readSummary, type TextRecord } from './texts.js';
