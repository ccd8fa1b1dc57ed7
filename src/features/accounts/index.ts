export { accountLedger } from './accounts.ledger.js';
export { type AccountSlip, openAccount, openAccountsForRoster } from './accounts.service.js';
export { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.js';
export { carryAccount, carryAccounts } from './member-account.service.js';
export { checkPassword } from './passwords.service.js';
export { ADMINISTRATOR, openAdministrator, openFirstAdministrator, openPlatform } from './platform.service.js';
export { endBranchRoles, grantRole, openAccountWithRole, revokeRole } from './roles.service.js';
