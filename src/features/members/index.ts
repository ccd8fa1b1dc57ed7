export { BLANK_DETAILS, type MemberDetails } from './member-details.rules.js';
export { addMember, addMembers, updateMember } from './members.service.js';
export { recordPostDuties } from './post-duties.service.js';
export { confirmSkills, saveOwnSkills } from './skills.service.js';
