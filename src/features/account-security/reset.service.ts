import { inTransaction, type UseCase } from '../../db/transaction.js';
import { RuleViolation } from '../../shared/errors.js';
import { slipCode } from '../../shared/slip-code.js';
import { findActiveAccount, prepareNewPassword, writeNewPassword } from '../accounts/index.js';
import { queueResetCode } from '../notifications/index.js';

const CODE_MS = 30 * 60_000;
const WRONG_CODE = '验证码不正确，或者已超过30分钟。请核对邮件，或重新获取验证码。';
type Deps = Omit<UseCase, 'actor'>;

/** What of a code is stored: an HMAC under a key outside the database. */
const hashOf = ({ cipher }: Deps, accountId: string, code: string): string =>
  cipher.index(`reset-code:${accountId}:${code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`);

/**
 * Mails a code to the confirmed address of the account of this name, in place of an earlier one. Where there is no such
 * account, or none with an address, nothing happens, and the person is told the same.
 */
export async function askForReset(deps: Deps, username: string): Promise<void> {
  const account = await findActiveAccount(deps.db, username);
  if (!account) return;
  const { bureauId, id: accountId, displayName: name } = account;
  const useCase = { ...deps, actor: { bureauId, accountId, name } };
  const code = slipCode();
  const fresh = {
    codeHash: hashOf(deps, accountId, code),
    expiresAt: new Date(deps.clock.now().getTime() + CODE_MS),
  };
  await inTransaction(useCase, async (tx, record) => {
    if (!(await queueResetCode(tx, useCase, { accountId, code }))) return;
    const where = { bureauId_accountId: { bureauId, accountId } };
    await tx.passwordReset.upsert({ where, create: { bureauId, accountId, ...fresh }, update: fresh });
    record({ action: 'account.askReset', entity: 'Account', entityId: accountId });
  });
}

/**
 * Sets a new password by the code that was mailed, once. Throws RuleViolation on `next`, or on `code` where it does not
 * fit: in the same words, after the same work, for a name that nobody has. Running sessions of the account end.
 */
export async function resetByCode(deps: Deps, typed: { username: string; code: string; next: string }): Promise<void> {
  const { username, code, next } = typed;
  const passwordHash = await prepareNewPassword(username, next);
  const account = await findActiveAccount(deps.db, username);
  if (!account) throw new RuleViolation(WRONG_CODE, 'code');
  const { bureauId, id: accountId, displayName: name } = account;
  const useCase = { ...deps, actor: { bureauId, accountId, name } };
  await inTransaction(useCase, async (tx, record) => {
    const { count } = await tx.passwordReset.deleteMany({
      where: { bureauId, accountId, codeHash: hashOf(deps, accountId, code), expiresAt: { gt: deps.clock.now() } },
    });
    if (count === 0) throw new RuleViolation(WRONG_CODE, 'code');
    await writeNewPassword(tx, useCase, passwordHash);
    record({ action: 'account.resetByMail', entity: 'Account', entityId: accountId });
  });
}
