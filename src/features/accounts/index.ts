export { accountLedger } from './accounts.ledger.js';
export { accountOfMember, findActiveAccount } from './accounts.queries.js';
export { type AccountSlip, openAccount, openAccountsForRoster } from './accounts.service.js';
export { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.js';
export { carryAccount, carryAccounts } from './member-account.service.js';
export {
  checkPassword,
  prepareNewPassword,
  requireOwnPassword,
  resetPassword,
  writeNewPassword,
} from './passwords.service.js';
export { ADMINISTRATOR, openAdministrator, openFirstAdministrator, openPlatform } from './platform.service.js';
export { endBranchRoles, endSessions, grantRole, openAccountWithRole, revokeRole } from './roles.service.js';
