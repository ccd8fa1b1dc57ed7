import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { endSessions, requireOwnPassword } from '../accounts/index.js';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.js';
import { findSecondStep } from './second-step.queries.js';
import { newSeed, periodOfCode } from './totp.js';

type Recorder = (entry: AuditEntry) => void;

const WRONG_CODE = '验证码不正确。请看手机上最新的6位数字再输入；同一个验证码只能用一次。';

function ownAccount({ actor: { bureauId, accountId } }: UseCase): { bureauId: string; accountId: string } {
  if (accountId === null) throw new NotFound();
  return { bureauId, accountId };
}

const entryOf = (action: string, accountId: string) => ({ action, entity: 'Account', entityId: accountId });

/** Begins to set up one's own second step under a new seed, in place of one that was never confirmed. */
export async function startSecondStep(useCase: UseCase): Promise<void> {
  const own = ownAccount(useCase);
  const fresh = { seed: useCase.cipher.encrypt(newSeed()), startedAt: useCase.clock.now(), lastPeriod: null };
  await inTransaction(useCase, async (tx, record) => {
    const found = await findSecondStep(tx, own.bureauId, own.accountId);
    if (found?.confirmedAt) throw new StaleState('两步登录已经打开。');
    const where = { bureauId_accountId: own };
    await tx.secondStep.upsert({ where, create: { ...own, ...fresh }, update: fresh });
    record(entryOf('account.startSecondStep', own.accountId));
  });
}

/**
 * Opens one's own second step with the first code of the phone; gives the recovery codes, which cannot be shown again.
 * Running sessions of the account end. Throws RuleViolation on `code`.
 */
export async function openSecondStep(useCase: UseCase, code: string): Promise<string[]> {
  const own = ownAccount(useCase);
  const codes = newRecoveryCodes();
  await inTransaction(useCase, async (tx, record) => {
    const step = await findSecondStep(tx, own.bureauId, own.accountId);
    if (!step) throw new StaleState('还没有开始设置两步登录，请从头开始。');
    if (step.confirmedAt) throw new StaleState('两步登录已经打开。');
    const period = periodOfCode(useCase.cipher.decrypt(step.seed), code, useCase.clock.now());
    if (period === null) throw new RuleViolation(WRONG_CODE, 'code');
    const { count } = await tx.secondStep.updateMany({
      where: { ...own, confirmedAt: null, seed: step.seed },
      data: { confirmedAt: useCase.clock.now(), lastPeriod: period },
    });
    if (count === 0) throw new StaleState();
    await tx.recoveryCode.deleteMany({ where: own });
    await tx.recoveryCode.createMany({
      data: codes.map((one) => ({ ...own, codeHash: recoveryCodeHash(useCase.cipher, own.accountId, one) })),
    });
    await endSessions(tx, useCase, own.accountId);
    record(entryOf('account.openSecondStep', own.accountId));
  });
  return codes;
}

/**
 * Accepts a code of the phone or a recovery code of the actor's account, each once. Throws RuleViolation on `code`.
 */
export async function acceptCode(useCase: UseCase, code: string): Promise<void> {
  await inTransaction(useCase, (tx, record) => acceptCodeIn(tx, record, useCase, code));
}

async function acceptCodeIn(tx: Tx, record: Recorder, useCase: UseCase, code: string): Promise<void> {
  const accepted = /^\d{6}$/.test(code)
    ? await acceptPhoneCode(tx, useCase, code)
    : await acceptRecoveryCode(tx, useCase, code);
  if (!accepted) throw new RuleViolation(WRONG_CODE, 'code');
  const { accountId } = ownAccount(useCase);
  record({ ...entryOf('account.useCode', accountId), note: /^\d{6}$/.test(code) ? '动态验证码' : '恢复码' });
}

async function acceptPhoneCode(tx: Tx, useCase: UseCase, code: string): Promise<boolean> {
  const own = ownAccount(useCase);
  const step = await findSecondStep(tx, own.bureauId, own.accountId);
  if (!step?.confirmedAt) return false;
  const period = periodOfCode(useCase.cipher.decrypt(step.seed), code, useCase.clock.now());
  if (period === null) return false;
  const unused = { OR: [{ lastPeriod: null }, { lastPeriod: { lt: period } }] };
  const { count } = await tx.secondStep.updateMany({ where: { ...own, ...unused }, data: { lastPeriod: period } });
  return count === 1;
}

async function acceptRecoveryCode(tx: Tx, useCase: UseCase, code: string): Promise<boolean> {
  const own = ownAccount(useCase);
  const codeHash = recoveryCodeHash(useCase.cipher, own.accountId, code);
  const { count } = await tx.recoveryCode.updateMany({
    where: { ...own, codeHash, usedAt: null },
    data: { usedAt: useCase.clock.now() },
  });
  return count === 1;
}

/** Closes one's own second step. Throws RuleViolation on `password` or `code`. Running sessions of the account end. */
export async function closeSecondStep(useCase: UseCase, typed: { password: string; code: string }): Promise<void> {
  const { accountId } = ownAccount(useCase);
  await requireOwnPassword(useCase, typed.password, 'password');
  await inTransaction(useCase, async (tx, record) => {
    await acceptCodeIn(tx, record, useCase, typed.code);
    await removeSecondStep(tx, useCase, accountId);
    record(entryOf('account.closeSecondStep', accountId));
  });
}

/** Takes off the second step of somebody who lost his phone and his recovery codes; his running sessions end. */
export async function removeLostSecondStep(
  useCase: UseCase,
  { accountId, branchId }: { accountId: string; branchId?: string },
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const step = await findSecondStep(tx, useCase.actor.bureauId, accountId);
    if (!step) throw new RuleViolation('此人没有打开两步登录。');
    await removeSecondStep(tx, useCase, accountId);
    record({ ...entryOf('account.removeSecondStep', accountId), ...(branchId === undefined ? {} : { branchId }) });
  });
}

async function removeSecondStep(tx: Tx, useCase: UseCase, accountId: string): Promise<void> {
  const where = { bureauId: useCase.actor.bureauId, accountId };
  await tx.recoveryCode.deleteMany({ where });
  await tx.secondStep.deleteMany({ where });
  await endSessions(tx, useCase, accountId);
}

/** Sets whether the bureau demands a second step of its own accounts. */
export async function requireSecondStep(useCase: UseCase, required: boolean): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    await tx.bureau.update({ where: { id: bureauId }, data: { secondStepRequired: required } });
    record({
      ...{ action: 'account.requireSecondStep', entity: 'Bureau', entityId: bureauId },
      note: required ? '必须' : '不要求',
    });
  });
}
