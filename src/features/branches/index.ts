export { branchLedger } from './branches.ledger.js';
export { type BranchInput, createBranch, insertBranch, withTakenNameAsRule } from './branches.service.js';
export { createBureau } from './bureaus.service.js';
export { closeBranch, setCommitteeElected, setNames } from './standing.service.js';
