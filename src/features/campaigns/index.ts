export { replaceCriteria, replaceGroupFunctions, replaceLeadingGroup } from './campaign-parts.service.js';
export { AWARD_LABELS, SEAT_LABELS } from './campaigns.rules.js';
export { closeCampaign, editCampaignTexts, movePhases, openCampaign, publishCampaign } from './campaigns.service.js';
export { keyTaskLedger } from './key-tasks.ledger.js';
export { publishKeyTasks, saveKeyTasks } from './key-tasks.service.js';
