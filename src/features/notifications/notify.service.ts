import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import type { NotificationModel } from '../../generated/prisma/models.js';
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

/**
 * E15: writes these words, those that were said already left out, records them for the branch (null: for the bureau itself) and
 * gives what was written.
 * The caller has asked in the same transaction who still has to act.
 */
export async function notify(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor, clock }: Pick<UseCase, 'actor' | 'clock'>,
  { action, branchId, notices }: { action: string; branchId: string | null; notices: readonly Notice[] },
): Promise<NotificationModel[]> {
  const { bureauId } = actor;
  const fresh = await unsaid(tx, bureauId, notices);
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
