import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import type { NotificationModel } from '../../generated/prisma/models.js';
import { chinaDay, chinaMidnight } from '../../shared/dates.js';
import { newId } from '../../shared/ids.js';
import type { Occasion } from './notifications.rules.js';
import { queueMails } from './outbox.service.js';

/** A word to one account. `thing` and the occasion together are said once. */
export interface Notice extends Occasion {
  accountId: string;
  thing: string;
  title: string;
  text: string;
  path: string;
  /** Who urged; null: the portal by itself. */
  sentBy: string | null;
}

interface Words {
  action: string;
  branchId: string | null;
  notices: readonly Notice[];
  /** How many things that are merely new one account is told of on one day; the next ones come tomorrow. Left out: all. */
  mostNew?: number;
}

/**
 * E15: writes these words, those that were said already left out, records them for the branch (null: for the bureau itself) and
 * gives what was written.
 * The caller has asked in the same transaction who still has to act.
 */
export async function notify(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor, clock }: Pick<UseCase, 'actor' | 'clock'>,
  { action, branchId, notices, mostNew }: Words,
): Promise<NotificationModel[]> {
  const { bureauId } = actor;
  const unsaidYet = await unsaid(tx, bureauId, notices);
  const fresh =
    mostNew === undefined ? unsaidYet : await fewNew(tx, { bureauId, now: clock.now(), mostNew }, unsaidYet);
  if (fresh.length === 0) return [];
  const madeAt = clock.now();
  const written = await tx.notification.createManyAndReturn({
    data: fresh.map((notice) => ({ ...notice, bureauId, branchId, id: newId(), madeAt })),
    skipDuplicates: true,
  });
  await queueMails(tx, { actor, clock }, written);
  const where =
    branchId === null ? { entity: 'Bureau', entityId: bureauId } : { entity: 'Branch', entityId: branchId, branchId };
  record({ action, ...where, detail: { count: written.length } });
  return written;
}

async function unsaid(tx: Tx, bureauId: string, notices: readonly Notice[]): Promise<Notice[]> {
  if (notices.length === 0) return [];
  const said = await tx.notification.findMany({
    where: {
      bureauId,
      accountId: { in: [...new Set(notices.map(({ accountId }) => accountId))] },
      occasion: { in: [...new Set(notices.map(({ occasion }) => occasion))] },
    },
    select: { accountId: true, thing: true, occasion: true },
  });
  const keys = new Set(said.map(keyOf));
  return notices.filter((notice) => !keys.has(keyOf(notice)));
}

const keyOf = ({ accountId, thing, occasion }: Pick<Notice, 'accountId' | 'thing' | 'occasion'>): string =>
  `${accountId} ${occasion} ${thing}`;

/** What is near its day or past it is told whatever else there is. */
async function fewNew(
  tx: Tx,
  { bureauId, now, mostNew }: { bureauId: string; now: Date; mostNew: number },
  notices: readonly Notice[],
): Promise<Notice[]> {
  const accounts = [...new Set(notices.map(({ accountId }) => accountId))];
  const today = { gte: chinaMidnight(chinaDay(now)) };
  const told = await tx.notification.groupBy({
    by: ['accountId'],
    where: { bureauId, accountId: { in: accounts }, kind: 'NEW', madeAt: today },
    _count: true,
  });
  const left = new Map(accounts.map((accountId) => [accountId, mostNew]));
  for (const { accountId, _count } of told) left.set(accountId, mostNew - _count);
  return notices.filter(({ accountId, kind }) => {
    if (kind !== 'NEW') return true;
    const room = left.get(accountId) ?? 0;
    left.set(accountId, room - 1);
    return room > 0;
  });
}
