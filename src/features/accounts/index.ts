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
export { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.js';
export { ADMINISTRATOR, openAdministrator, openFirstAdministrator, openPlatform } from './platform.service.js';
