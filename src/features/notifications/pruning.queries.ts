import type { Db, Tx } from '../../db/client.js';
import type { pruningAges } from './notifications.rules.js';

type Ages = ReturnType<typeof pruningAges>;

const ENDED = { in: ['SENT', 'DROPPED', 'FAILED'] as ('SENT' | 'DROPPED' | 'FAILED')[] };

/** Messages old enough to go: opened long ago, or never opened and written longer ago. */
export const oldMessages = ({ read, unread }: Ages) => ({
  OR: [{ readAt: { lt: read } }, { readAt: null, madeAt: { lt: unread } }],
});

/** Some of the old messages, by their ids, after one of them. */
export function listOldMessages(
  db: Db | Tx,
  { bureauId, ages, after, most }: { bureauId: string; ages: Ages; after: string | null; most: number },
) {
  return db.notification.findMany({
    where: { bureauId, ...oldMessages(ages), ...(after === null ? {} : { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: most,
    select: { id: true, accountId: true, branchId: true, thing: true },
  });
}

/** Some of the mails that ended long ago; those that never left count from the day they were to leave. */
export function listOldMails(db: Db | Tx, bureauId: string, { sent }: Ages, most: number) {
  return db.outgoingMail.findMany({
    where: { bureauId, status: ENDED, OR: [{ sentAt: { lt: sent } }, { sentAt: null, dueAt: { lt: sent } }] },
    orderBy: { id: 'asc' },
    take: most,
    select: { id: true },
  });
}

/** The same of the robots' messages. */
export function listOldRobotMessages(db: Db | Tx, bureauId: string, { sent }: Ages, most: number) {
  return db.robotMessage.findMany({
    where: { bureauId, status: ENDED, OR: [{ sentAt: { lt: sent } }, { sentAt: null, createdAt: { lt: sent } }] },
    orderBy: { id: 'asc' },
    take: most,
    select: { id: true },
  });
}
