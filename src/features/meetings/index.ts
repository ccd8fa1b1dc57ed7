export { suggestAttendance } from './meetings.queries.js';
export {
  type Minutes,
  type RecordedMeeting,
  recordBranchMeeting,
  recordMeeting,
} from './meetings.service.js';
