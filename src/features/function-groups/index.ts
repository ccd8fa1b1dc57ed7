export { answerOpinion, giveOpinion, openConsultation } from './consultation.service.js';
export { announceProposal, decideProposal } from './decision.service.js';
export { HOST_UNIT_LABELS } from './function-groups.rules.js';
export {
  addGroup,
  adoptSuggestedGroups,
  type GroupInput,
  removeGroup,
  saveRationale,
  updateGroup,
} from './proposal.service.js';
export { type GroupRules, reviseGroupRules } from './single-group.service.js';
