import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound } from '../../shared/errors.js';
import { findMessage } from './messages.queries.js';

/** Marks one's own message as read, the first time counts, and gives the page it leads to. Throws NotFound. */
export function readMessage(useCase: UseCase, id: string): Promise<string> {
  const { bureauId, accountId } = useCase.actor;
  if (accountId === null) throw new NotFound();
  return inTransaction(useCase, async (tx, record) => {
    const message = await findMessage(tx, bureauId, accountId, id);
    if (!message) throw new NotFound();
    if (message.readAt !== null) return message.path;
    const readAt = useCase.clock.now();
    await tx.notification.updateMany({ where: { bureauId, accountId, id, readAt: null }, data: { readAt } });
    record({ action: 'message.read', entity: 'Notification', entityId: id });
    return message.path;
  });
}

/** Marks all of one's messages as read and gives how many that were. */
export function readAllMessages(useCase: UseCase): Promise<number> {
  const { bureauId, accountId } = useCase.actor;
  if (accountId === null) throw new NotFound();
  return inTransaction(useCase, async (tx, record) => {
    const { count } = await tx.notification.updateMany({
      where: { bureauId, accountId, readAt: null },
      data: { readAt: useCase.clock.now() },
    });
    record({ action: 'message.read-all', entity: 'Account', entityId: accountId, detail: { count } });
    return count;
  });
}
