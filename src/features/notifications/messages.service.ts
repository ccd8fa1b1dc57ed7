import type { UseCase } from '../../db/transaction.js';
import { NotFound } from '../../shared/errors.js';
import { findMessage } from './messages.queries.js';

/**
 * Marks one's own message as read, the first time counts, and gives the page it leads to. That somebody has read is no act
 * on the data of the campaign: it stands with the message alone, not in the audit trail (R53). Throws NotFound.
 */
export async function readMessage({ db, actor, clock }: UseCase, id: string): Promise<string> {
  const { bureauId, accountId } = actor;
  const message = accountId === null ? null : await findMessage(db, bureauId, accountId, id);
  if (accountId === null || !message) throw new NotFound();
  if (message.readAt === null)
    await db.notification.updateMany({
      where: { bureauId, accountId, id, readAt: null },
      data: { readAt: clock.now() },
    });
  return message.path;
}

/** Marks all of one's messages as read and gives how many that were. */
export async function readAllMessages({ db, actor, clock }: UseCase): Promise<number> {
  const { bureauId, accountId } = actor;
  if (accountId === null) throw new NotFound();
  const { count } = await db.notification.updateMany({
    where: { bureauId, accountId, readAt: null },
    data: { readAt: clock.now() },
  });
  return count;
}
