export { allowPortalBallots, openBox, type Slip } from './boxes.service.js';
export { castVote } from './casting.service.js';
export { cancelBox, closeBox, countBox } from './counting.service.js';
