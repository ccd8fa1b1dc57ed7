export { listStatementsForReview } from './statements.queries.js';
export { publishStatement, reviewStatement, saveStatement, submitStatement } from './statements.service.js';
export { studySessionLedger } from './study-sessions.ledger.js';
export { recordStudySession } from './study-sessions.service.js';
