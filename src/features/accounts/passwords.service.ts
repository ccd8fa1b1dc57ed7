import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { slipCode } from '../../shared/slip-code.js';
import { accountOfMember, findCredentials, getAccount } from './accounts.queries.js';
import type { AccountSlip } from './accounts.service.js';
import { passwordRefusal } from './password-policy.rules.js';
import { hashPassword, passwordFits } from './passwords.js';

/** Checks name and password for the sign-in; null when they do not fit. Unknown names take as long as known ones. */
export async function checkPassword(db: UseCase['db'], username: string, password: string) {
  const account = await findCredentials(db, username.toLowerCase());
  const fits = await passwordFits(account?.passwordHash ?? null, password);
  if (!fits || !account) return null;
  const { bureauId, id: accountId, displayName, secondStep } = account;
  return { bureauId, accountId, displayName, secondStep: secondStep?.confirmedAt != null };
}

/** A new temporary password for a member of the branch; running sessions of the account end. */
export async function resetMemberPassword(useCase: UseCase, branchId: string, memberId: string): Promise<AccountSlip> {
  const { bureauId } = useCase.actor;
  const { id } = await accountOfMember(useCase.db, { bureauId, branchId, memberId });
  return resetPassword(useCase, { accountId: id, branchId });
}

/** A new temporary password for any account; who may have it reset is the caller's question. Running sessions end. */
export async function resetPassword(
  useCase: UseCase,
  { accountId, branchId }: { accountId: string; branchId?: string },
): Promise<AccountSlip> {
  const { bureauId } = useCase.actor;
  const password = slipCode();
  const passwordHash = await hashPassword(password);
  return inTransaction(useCase, async (tx, record) => {
    const { displayName, username } = await tx.account.update({
      where: { bureauId_id: { bureauId, id: accountId } },
      data: { passwordHash, mustChangePassword: true, credentialsSince: useCase.clock.now() },
      select: { displayName: true, username: true },
    });
    record({
      ...{ action: 'account.resetPassword', entity: 'Account', entityId: accountId },
      ...(branchId === undefined ? {} : { branchId }),
    });
    return { displayName, username, password };
  });
}

/** Throws RuleViolation on `field` where this is not the actor's own password. Gives his user name. */
export async function requireOwnPassword(useCase: UseCase, password: string, field: string): Promise<string> {
  const { bureauId, accountId } = useCase.actor;
  if (accountId === null) throw new NotFound();
  const { passwordHash, username } = await getAccount(useCase.db, bureauId, accountId);
  if (!(await passwordFits(passwordHash, password))) throw new RuleViolation('密码不正确，请重新输入。', field);
  return username;
}

/** Changes one's own password. Throws RuleViolation on the field that is wrong. Running sessions of the account end. */
export async function changePassword(useCase: UseCase, input: { current: string; next: string }): Promise<void> {
  const username = await requireOwnPassword(useCase, input.current, 'current');
  if (input.next === input.current) throw new RuleViolation('新密码不能与当前密码相同。', 'next');
  const passwordHash = await prepareNewPassword(username, input.next);
  await inTransaction(useCase, async (tx, record) => {
    await writeNewPassword(tx, useCase, passwordHash);
    record({ action: 'account.changePassword', entity: 'Account', entityId: useCase.actor.accountId ?? '' });
  });
}

/** The hash of a password that may be used; slow by design, so made before a transaction. Throws RuleViolation on `next`. */
export async function prepareNewPassword(username: string, password: string): Promise<string> {
  const refusal = passwordRefusal(password, username);
  if (refusal) throw new RuleViolation(refusal, 'next');
  return hashPassword(password);
}

/** Writes the actor's own new password; running sessions of the account end. */
export async function writeNewPassword(tx: Tx, { actor, clock }: UseCase, passwordHash: string): Promise<void> {
  const { bureauId, accountId } = actor;
  if (accountId === null) throw new NotFound();
  await tx.account.update({
    where: { bureauId_id: { bureauId, id: accountId } },
    data: { passwordHash, mustChangePassword: false, credentialsSince: clock.now() },
  });
}
