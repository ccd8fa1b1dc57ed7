export { branchLedger } from './branches.ledger.js';
export { createBranch } from './branches.service.js';
export { createBureau } from './bureaus.service.js';
export { setCommitteeElected } from './committee.service.js';
