import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { addJob } from '../../jobs/add-job.js';
import type { JobRun } from '../../jobs/task.js';
import { thingsDue } from './due.service.js';
import { mailMoment, mayMail } from './hours.rules.js';
import { codeMail, type MailText, remindingMail, resetMail } from './mail-text.js';
import { type Letter, MailRefused, type MailSettings, sendLetter } from './mail-transport.js';
import { MAIL } from './notifications.tasks.js';
import { findQuietHours, type LockedMail, lockMail } from './outbox.queries.js';

export interface MailDeps {
  useCase: UseCase;
  mail: MailSettings;
  baseUrl: string;
}

/**
 * Sends one mail of the outbox. It is taken (SENDING, its Message-ID fixed since it was put there), handed to the mail
 * server and marked as sent. Stopped in between it is sent again under the same Message-ID: what is lost is nothing, and what
 * the server had taken in the moment before the mark is the one thing that may come twice.
 */
export async function sendMail(deps: MailDeps, mailId: string, { signal }: JobRun): Promise<void> {
  const { useCase, mail } = deps;
  const taken = await takeMail(deps, mailId);
  if (!taken || mail.smtpUrl === null) return;
  try {
    await sendLetter({ smtpUrl: mail.smtpUrl, from: mail.from }, taken.letter, signal);
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    return endMail(useCase, mailId, taken.attempt, { status: 'FAILED', failure: error.message });
  }
  await endMail(useCase, mailId, taken.attempt, { status: 'SENT', sentAt: useCase.clock.now() });
}

/** All tries have failed. */
export async function giveMailUp({ db, actor }: UseCase, id: string): Promise<void> {
  await db.outgoingMail.updateMany({
    where: { bureauId: actor.bureauId, id, status: { in: ['QUEUED', 'SENDING'] } },
    data: { status: 'FAILED', failure: '邮件服务器多次没有应答', codeCipher: null, addressCipher: null },
  });
}

async function endMail(
  { db, actor }: UseCase,
  id: string,
  attempt: number,
  end: { status: 'SENT'; sentAt: Date } | { status: 'FAILED'; failure: string },
): Promise<void> {
  await db.outgoingMail.updateMany({
    where: { bureauId: actor.bureauId, id, status: 'SENDING', attempt },
    data: { ...end, codeCipher: null, addressCipher: null },
  });
}

interface Taken {
  letter: Letter;
  attempt: number;
}

/** Takes the mail for this try, with what still stands at this moment; null when there is nothing to send now. */
function takeMail(deps: MailDeps, id: string): Promise<Taken | null> {
  const { db, actor } = deps.useCase;
  const { bureauId } = actor;
  return db.$transaction(async (tx) => {
    const mail = await lockMail(tx, bureauId, id);
    if (!mail || (mail.status !== 'QUEUED' && mail.status !== 'SENDING')) return null;
    const key = { where: { bureauId_id: { bureauId, id } } };
    if (await putOff(tx, deps, mail)) return null;
    const content = await contentOf(tx, deps, mail);
    if (!content || deps.mail.smtpUrl === null) {
      await tx.outgoingMail.update({ ...key, data: { status: 'DROPPED', codeCipher: null, addressCipher: null } });
      return null;
    }
    const attempt = mail.attempt + 1;
    await tx.outgoingMail.update({ ...key, data: { status: 'SENDING', attempt } });
    return { attempt, letter: { ...content, messageId: `<${id}@${new URL(deps.baseUrl).hostname}>` } };
  });
}

/** In hours in which nothing may come it waits for the next that may. */
async function putOff(tx: Tx, { useCase }: MailDeps, mail: LockedMail): Promise<boolean> {
  const own = mail.account.contactSetting;
  if (carriesCode(mail) || !own) return false;
  const { bureauId, id } = mail;
  const now = useCase.clock.now();
  const quiet = await findQuietHours(tx, bureauId);
  if (mayMail(now, own, quiet)) return false;
  const dueAt = mailMoment(now, 'AT_ONCE', own, quiet);
  await tx.outgoingMail.update({ where: { bureauId_id: { bureauId, id } }, data: { dueAt } });
  await addJob(tx, MAIL, { bureauId, mailId: id }, { key: id, runAt: dueAt });
  return true;
}

/** Asked for by the person at this very moment: it waits for no hour. */
const carriesCode = ({ kind }: LockedMail): boolean => kind === 'CODE' || kind === 'RESET';

type Content = MailText & { to: string };

async function contentOf(tx: Tx, { useCase, baseUrl }: MailDeps, mail: LockedMail): Promise<Content | null> {
  const { cipher } = useCase;
  const { displayName: name, status, contactSetting } = mail.account;
  if (carriesCode(mail)) {
    if (mail.addressCipher === null || mail.codeCipher === null) return null;
    const textWith = mail.kind === 'RESET' ? resetMail : codeMail;
    return { ...textWith({ name, code: cipher.decrypt(mail.codeCipher) }), to: cipher.decrypt(mail.addressCipher) };
  }
  const emailCipher = contactSetting?.emailCipher ?? null;
  if (status !== 'ACTIVE' || emailCipher === null || contactSetting?.mailMode === 'OFF') return null;
  const words = await stillDue(tx, useCase, mail);
  return words.length === 0 ? null : { ...remindingMail({ name, baseUrl, words }), to: cipher.decrypt(emailCipher) };
}

type Word = LockedMail['words'][number]['notification'];

/** E15: only what is still to do when the mail goes out; of one thing the latest word. */
async function stillDue(tx: Tx, { clock }: UseCase, { bureauId, accountId, words }: LockedMail): Promise<Word[]> {
  const now = clock.now();
  const latest = new Map<string, Word>();
  for (const { notification } of words.toSorted((a, b) => +a.notification.madeAt - +b.notification.madeAt))
    latest.set(notification.thing, notification);
  const due = new Set<string>();
  for (const branchId of new Set([...latest.values()].map((word) => word.branchId))) {
    for (const { thing } of await thingsDue(tx, { bureauId, branchId, accountId, now })) due.add(thing);
  }
  return [...latest.values()].filter(({ thing }) => due.has(thing));
}
