export { appointLeader } from './appointments.service.js';
export { type CountInput, recordCount } from './counts.service.js';
export { nominate, openNomination, openVoting, withdrawNomination } from './nominations.service.js';
