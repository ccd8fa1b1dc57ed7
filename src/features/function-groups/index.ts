export { answerOpinion, giveOpinion, openConsultation } from './consultation.service.js';
export { announceProposal, decideProposal } from './decision.service.js';
export {
  addGroup,
  adoptSuggestedGroups,
  removeGroup,
  saveRationale,
  updateGroup,
} from './proposal.service.js';
