export { meetingLedger } from './meetings.ledger.js';
export { suggestAttendance } from './meetings.queries.js';
export {
  type Minutes,
  type RecordedMeeting,
  recordBranchMeeting,
  recordMeeting,
} from './meetings.service.js';
export { meetingMinutesDocument } from './minutes-document.js';
