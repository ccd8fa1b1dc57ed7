export { appointLeader } from './appointments.service.js';
export { countRecordDocument } from './count-document.js';
export { countRecordPaper } from './counts.page.js';
export { type CountInput, recordCount } from './counts.service.js';
export {
  type Departure,
  endLeadership,
  releaseLeader,
  requireNoCandidacy,
  requireNoOpenElection,
} from './departures.service.js';
export { leaderLedger } from './elections.ledger.js';
export { readTallies } from './elections.queries.js';
export { ELECTION_LABELS, SOURCE_LABELS } from './elections.rules.js';
export { nominate, openNomination, openVoting, withdrawNomination } from './nominations.service.js';
export { getRoundAtHand, type PortalCount, type RoundAtHand, settlePortalCount } from './portal-counts.service.js';
