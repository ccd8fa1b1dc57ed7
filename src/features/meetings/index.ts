export { suggestAttendance } from './meetings.queries.js';
export {
  type MeetingInput,
  type Minutes,
  type RecordedMeeting,
  recordBranchMeeting,
  recordMeeting,
} from './meetings.service.js';
