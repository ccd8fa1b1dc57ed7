import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { addJob } from '../../jobs/add-job.js';
import { newId } from '../../shared/ids.js';
import { MAIL } from './notifications.tasks.js';

/** Mails a code for a new password, with the transaction that stores it; false where the account has no confirmed address. */
export async function queueResetCode(
  tx: Tx,
  { actor: { bureauId }, cipher, clock }: UseCase,
  { accountId, code }: { accountId: string; code: string },
): Promise<boolean> {
  const where = { bureauId_accountId: { bureauId, accountId } };
  const contact = await tx.contactSetting.findUnique({ where, select: { emailCipher: true } });
  if (!contact?.emailCipher) return false;
  const [id, now] = [newId(), clock.now()];
  const row = { bureauId, id, accountId, kind: 'RESET' as const, occasion: `RESET ${id}`, dueAt: now, createdAt: now };
  const sealed = { addressCipher: contact.emailCipher, codeCipher: cipher.encrypt(code) };
  await tx.outgoingMail.create({ data: { ...row, ...sealed } });
  await addJob(tx, MAIL, { bureauId, mailId: id }, { key: id });
  return true;
}
