import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { findCredentials, getAccount } from './accounts.queries.js';
import type { AccountSlip } from './accounts.service.js';
import { passwordRefusal } from './password-policy.rules.js';
import { hashPassword, passwordFits, temporaryPassword } from './passwords.js';

/** Checks name and password for the sign-in; null when they do not fit. Unknown names take as long as known ones. */
export async function checkPassword(db: UseCase['db'], username: string, password: string) {
  const account = await findCredentials(db, username.toLowerCase());
  const fits = await passwordFits(account?.passwordHash ?? null, password);
  return fits && account ? { bureauId: account.bureauId, accountId: account.id } : null;
}

/** A new temporary password for a member of the branch; running sessions of the account end. */
export async function resetMemberPassword(useCase: UseCase, branchId: string, memberId: string): Promise<AccountSlip> {
  const { bureauId } = useCase.actor;
  const password = temporaryPassword();
  const passwordHash = await hashPassword(password);
  return inTransaction(useCase, async (tx, record) => {
    const account = await tx.account.findFirst({
      where: { bureauId, memberId, member: { bureauId, branchId } },
      select: { id: true, username: true, displayName: true },
    });
    if (!account) throw new NotFound();
    await tx.account.update({
      where: { bureauId_id: { bureauId, id: account.id } },
      data: { passwordHash, mustChangePassword: true, credentialsSince: useCase.clock.now() },
    });
    record({ action: 'account.resetPassword', entity: 'Account', entityId: account.id, branchId });
    return { displayName: account.displayName, username: account.username, password };
  });
}

/** Changes one's own password. Throws RuleViolation on the field that is wrong. Running sessions of the account end. */
export async function changePassword(useCase: UseCase, input: { current: string; next: string }): Promise<void> {
  const { bureauId, accountId } = useCase.actor;
  if (accountId === null) throw new NotFound();
  const account = await getAccount(useCase.db, bureauId, accountId);
  if (!(await passwordFits(account.passwordHash, input.current)))
    throw new RuleViolation('当前密码不正确。', 'current');
  const refusal = passwordRefusal(input.next, account.username);
  if (refusal) throw new RuleViolation(refusal, 'next');
  if (input.next === input.current) throw new RuleViolation('新密码不能与当前密码相同。', 'next');
  const passwordHash = await hashPassword(input.next);
  await inTransaction(useCase, async (tx, record) => {
    await tx.account.update({
      where: { bureauId_id: { bureauId, id: accountId } },
      data: { passwordHash, mustChangePassword: false, credentialsSince: useCase.clock.now() },
    });
    record({ action: 'account.changePassword', entity: 'Account', entityId: accountId });
  });
}
