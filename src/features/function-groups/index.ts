export { carryGroups, endPlaces } from './carrying.service.js';
export { answerOpinion, giveOpinion, openConsultation } from './consultation.service.js';
export { consultationDocument } from './consultation-document.js';
export { announceProposal, decideProposal } from './decision.service.js';
export { groupLedger, groupPeopleLedger, opinionLedger } from './function-groups.ledger.js';
export { HANDLING_LABELS, HOST_UNIT_LABELS, PROPOSAL_STATUS_LABELS, STANCE_LABELS } from './function-groups.rules.js';
export { CHANGE_LABELS } from './group-changes.rules.js';
export {
  addGroup,
  adoptSuggestedGroups,
  type GroupInput,
  removeGroup,
  saveRationale,
  updateGroup,
} from './proposal.service.js';
export { createGroup, dissolveGroup, mergeGroups, renameGroup, splitGroup } from './reorganizing.service.js';
