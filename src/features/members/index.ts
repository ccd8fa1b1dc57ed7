export { correctMemberChange, recordMemberChange } from './member-changes.service.js';
export { BLANK_DETAILS, type MemberDetails } from './member-details.rules.js';
export { GENDER_WORDS, MEMBER_TYPE_WORDS, MEMBERSHIP_STATUS_WORDS } from './member-words.rules.js';
export { memberLedger, skillLedger } from './members.ledger.js';
export { addMember, addMembers, updateMember } from './members.service.js';
export { recordPostDuties } from './post-duties.service.js';
export { rosterDocument } from './roster-document.js';
export { writeRoster } from './roster-writer.js';
export { answerSurvey, confirmSkills, saveOwnSkills } from './skills.service.js';
