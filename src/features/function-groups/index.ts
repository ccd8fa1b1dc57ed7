export { answerOpinion, giveOpinion, openConsultation } from './consultation.service.js';
export { announceProposal, decideProposal } from './decision.service.js';
export {
  addGroup,
  adoptSuggestedGroups,
  type GroupInput,
  removeGroup,
  saveRationale,
  updateGroup,
} from './proposal.service.js';
export { createGroup, dissolveGroup, mergeGroups, renameGroup, splitGroup } from './reorganizing.service.js';
