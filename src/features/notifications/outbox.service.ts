import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import type { NotificationModel } from '../../generated/prisma/models.js';
import { addJob } from '../../jobs/add-job.js';
import { newId } from '../../shared/ids.js';
import { digestOn, type Hours, mailMoment } from './hours.rules.js';
import { MAIL } from './notifications.tasks.js';
import { findQuietHours, listReachable } from './outbox.queries.js';

type Reachable = Awaited<ReturnType<typeof listReachable>>[number];
const HOUR_MS = 3_600_000;

/**
 * Puts the words that were just written into the outbox for whoever wants them by mail, in their own transaction: none is
 * lost, and a word stands in one mail at most.
 */
export async function queueMails(
  tx: Tx,
  { actor, clock }: Pick<UseCase, 'actor' | 'clock'>,
  words: readonly NotificationModel[],
): Promise<void> {
  const { bureauId } = actor;
  const people = await listReachable(tx, bureauId, [...new Set(words.map(({ accountId }) => accountId))]);
  if (people.length === 0) return;
  const quiet = await findQuietHours(tx, bureauId);
  for (const person of people) {
    const own = words.filter(({ accountId }) => accountId === person.accountId);
    const mailId = await mailFor(tx, { bureauId, person, quiet, now: clock.now(), first: own[0]?.id ?? '' });
    await tx.mailWord.createMany({ data: own.map(({ id }) => ({ bureauId, notificationId: id, mailId })) });
  }
}

interface MailWish {
  bureauId: string;
  person: Reachable;
  quiet: Hours;
  now: Date;
  /** The first word, which names a mail that is no digest. */
  first: string;
}

/** The waiting digest of the day, or a new mail; a digest that is on its way already is left for the next one. */
async function mailFor(tx: Tx, wish: MailWish): Promise<string> {
  const { bureauId, person, quiet, now, first } = wish;
  const { accountId, mailMode } = person;
  const dueAt = mailMoment(now, mailMode, person, quiet);
  const kind = mailMode === 'AT_ONCE' ? 'AT_ONCE' : 'DIGEST';
  const occasion = kind === 'AT_ONCE' ? `WORDS ${first}` : digestOn(dueAt);
  const id = newId();
  const row = { bureauId, id, accountId, kind, occasion, dueAt, createdAt: now } as const;
  const { count } = await tx.outgoingMail.createMany({ data: [row], skipDuplicates: true });
  if (count === 1) {
    await addJob(tx, MAIL, { bureauId, mailId: id }, { key: id, runAt: dueAt });
    return id;
  }
  const [waiting] = await tx.$queryRaw<{ id: string }[]>`
    SELECT m.id FROM outgoing_mail m WHERE m."bureauId" = ${bureauId}::uuid AND m."accountId" = ${accountId}::uuid
      AND m.occasion = ${occasion} AND m.status = 'QUEUED' FOR UPDATE`;
  // On its way or gone: what is said now goes with the next day's.
  return waiting?.id ?? mailFor(tx, { ...wish, now: new Date(dueAt.getTime() + HOUR_MS) });
}
