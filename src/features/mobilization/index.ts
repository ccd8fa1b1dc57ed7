export { listStatementsForReview } from './statements.queries.js';
export { STATEMENT_KINDS, statementKind } from './statements.rules.js';
export { publishStatement, reviewStatement, saveStatement, submitStatement } from './statements.service.js';
export { recordStudySession } from './study-sessions.service.js';
