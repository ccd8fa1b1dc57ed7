import type { Db, Tx } from '../../db/client.js';
import { MOST_MESSAGES } from './notifications.rules.js';

/** The messages of an account, unread ones first, then the latest. */
export function listMessages(db: Pick<Db, 'notification'>, bureauId: string, accountId: string) {
  return db.notification.findMany({
    where: { bureauId, accountId },
    orderBy: [{ readAt: { sort: 'desc', nulls: 'first' } }, { madeAt: 'desc' }, { id: 'desc' }],
    take: MOST_MESSAGES,
    select: { id: true, kind: true, title: true, text: true, path: true, sentBy: true, madeAt: true, readAt: true },
  });
}

export type MessageRow = Awaited<ReturnType<typeof listMessages>>[number];

/** One's own message; null for anybody else's. */
export function findMessage(db: Db | Tx, bureauId: string, accountId: string, id: string) {
  return db.notification.findUnique({
    where: { bureauId_id: { bureauId, id }, accountId },
    select: { path: true, readAt: true },
  });
}
