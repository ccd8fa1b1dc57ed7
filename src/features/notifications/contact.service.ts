import { randomInt } from 'node:crypto';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { MailMode } from '../../generated/prisma/enums.js';
import type { ContactSettingModel } from '../../generated/prisma/models.js';
import { addJob } from '../../jobs/add-job.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { lockSetting } from './contact.queries.js';
import { MAIL } from './notifications.tasks.js';

const CODE_MS = 30 * 60_000;
const MOST_TRIES = 5;
const CODES = 1_000_000;
/** A code that did not fit is counted, so the refusal itself is written: not as a confirmation. */
const FAILED_TRY = 'contact.failCode';
const NO_CODE = { pendingCipher: null, codeHash: null, codeUntil: null, codeTries: 0 };

/** Whose settings: always one's own. */
function ownerOf({ actor }: UseCase): { bureauId: string; accountId: string } {
  if (actor.accountId === null) throw new NotFound();
  return { bureauId: actor.bureauId, accountId: actor.accountId };
}

type Change = Parameters<Tx['contactSetting']['update']>[0]['data'];

/** One change of one's own settings, recorded; what `change` gives back is written. */
function changeOwn(
  useCase: UseCase,
  action: string,
  change: (tx: Tx, before: ContactSettingModel) => Promise<Change> | Change,
): Promise<void> {
  return writeOwn(useCase, async (tx, before) => ({ action, data: await change(tx, before) }));
}

function writeOwn(
  useCase: UseCase,
  change: (tx: Tx, before: ContactSettingModel) => Promise<{ action: string; data: Change }>,
): Promise<void> {
  const key = ownerOf(useCase);
  return inTransaction(useCase, async (tx, record: (entry: AuditEntry) => void) => {
    const { action, data } = await change(tx, await lockSetting(tx, key.bureauId, key.accountId));
    await tx.contactSetting.update({ where: { bureauId_accountId: key }, data });
    record({ action, entity: 'Account', entityId: key.accountId });
  });
}

/** Keeps an address until the code is typed that is mailed to it in the same moment. */
export function askForAddress(useCase: UseCase, email: string): Promise<void> {
  const { cipher, clock } = useCase;
  const { bureauId, accountId } = ownerOf(useCase);
  const code = String(randomInt(CODES)).padStart(6, '0');
  const now = clock.now();
  return changeOwn(useCase, 'contact.ask', async (tx) => {
    const id = newId();
    const row = { bureauId, id, accountId, kind: 'CODE' as const, occasion: `CODE ${id}`, dueAt: now, createdAt: now };
    const addressCipher = cipher.encrypt(email);
    await tx.outgoingMail.create({ data: { ...row, addressCipher, codeCipher: cipher.encrypt(code) } });
    await addJob(tx, MAIL, { bureauId, mailId: id }, { key: id });
    const codeHash = hashOf(useCase, email, code);
    return { pendingCipher: addressCipher, codeHash, codeUntil: new Date(now.getTime() + CODE_MS), codeTries: 0 };
  });
}

const hashOf = ({ cipher, actor }: UseCase, email: string, code: string): string =>
  cipher.index(`mail code ${actor.accountId} ${email} ${code}`);

/** Confirms the address that waits. Throws RuleViolation where the code is wrong, too old, or was tried too often. */
export async function confirmAddress(useCase: UseCase, code: string): Promise<void> {
  const { cipher, clock } = useCase;
  let refusal: RuleViolation | null = null;
  await writeOwn(useCase, async (_tx, { pendingCipher, codeHash, codeUntil, codeTries }) => {
    if (pendingCipher === null || codeUntil === null || codeUntil < clock.now() || codeTries >= MOST_TRIES) {
      refusal = new RuleViolation('验证码已经失效，请重新发送。', 'email');
      return { action: FAILED_TRY, data: NO_CODE };
    }
    if (codeHash === hashOf(useCase, cipher.decrypt(pendingCipher), code)) {
      const data = { ...NO_CODE, emailCipher: pendingCipher, confirmedAt: clock.now() };
      return { action: 'contact.confirm', data };
    }
    refusal = new RuleViolation('验证码不正确，请对照邮件重新输入。', 'code');
    return { action: FAILED_TRY, data: { codeTries: codeTries + 1 } };
  });
  if (refusal !== null) throw refusal;
}

/** No mail any more: the address is forgotten, the waiting one too. */
export function removeAddress(useCase: UseCase): Promise<void> {
  return changeOwn(useCase, 'contact.remove', () => ({ ...NO_CODE, emailCipher: null, confirmedAt: null }));
}

export interface MailChoice {
  mailMode: MailMode;
  fromHour: number;
  untilHour: number;
}

/** 不发邮件、每天汇总一次、随时发, and within which hours. */
export function chooseMail(useCase: UseCase, choice: MailChoice): Promise<void> {
  return changeOwn(useCase, 'contact.choose', () => choice);
}
