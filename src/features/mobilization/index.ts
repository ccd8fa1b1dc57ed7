export { listStatementsForReview } from './statements.queries.js';
export { publishStatement, reviewStatement, saveStatement, submitStatement } from './statements.service.js';
export { recordStudySession } from './study-sessions.service.js';
