/** What other slices may call: the use cases (demonstration data, journeys). */

export { saveOwnApplication, submitOwnApplication } from './applications.service.js';
export { addCalendarDay } from './calendar.service.js';
export { carryApplications } from './carrying.service.js';
export { agreeReopening, askReopening, closeRound, decideRound } from './decisions.service.js';
export {
  applicationLedger,
  calendarLedger,
  candidateLedger,
  objectionLedger,
  roundLedger,
} from './evaluations.ledger.js';
export { writeGroupWord } from './group-words.service.js';
export { concludeObjection, investigate, receiveObjection } from './objections.service.js';
export { type NoticeContent, OBJECTION_TAGS } from './public-notices.rules.js';
export { awardRound, correctNotice, publishNotice } from './public-notices.service.js';
export { recommendationDocument } from './recommendation-document.js';
export { nameCandidate, recommend } from './recommendations.service.js';
export { revokeAward } from './revocations.service.js';
export { ROUND_TAGS } from './rounds.rules.js';
export { draftRound, openRound } from './rounds.service.js';
export { closeSheet, saveSheet, startScoring } from './scoring.service.js';
