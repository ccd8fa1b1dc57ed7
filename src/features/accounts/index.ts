export { listBranchOfficers } from './accounts.queries.js';
export {
  type AccountSlip,
  checkPassword,
  grantRole,
  openAccount,
  openAccountsForRoster,
  resetMemberPassword,
  revokeRole,
} from './accounts.service.js';
