export { carryExclusions } from './carrying.service.js';
export { meetingLedger } from './meetings.ledger.js';
export { suggestAttendance } from './meetings.queries.js';
export { MEETING_KIND_LABELS, MEETING_VERDICT_LABELS } from './meetings.rules.js';
export {
  type Minutes,
  type RecordedMeeting,
  recordBranchMeeting,
  recordMeeting,
} from './meetings.service.js';
export { minutesPaper } from './minutes.page.js';
export { meetingMinutesDocument } from './minutes-document.js';
