export { assignMember, exemptMember } from './assignments.service.js';
export { acknowledgePlacement, enroll, type Wish } from './enrollments.service.js';
export { leaveGroup } from './leaving.service.js';
export { confirmList } from './lists.service.js';
export { type DecidedMove, moveByDecision } from './moves.service.js';
export { publishLists } from './publication.service.js';
export { reviseConfirmedList } from './revisions.service.js';
export { changeWindow, closeRound, openRound } from './rounds.service.js';
