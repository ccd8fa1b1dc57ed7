import type { Db, Tx } from '../../db/client.js';
import { DEFAULT_QUIET, type Hours } from './hours.rules.js';

/** The bureau's quiet hours, as it set them or by default. */
export async function findQuietHours(db: Db | Tx, bureauId: string): Promise<Hours> {
  const row = await db.quietHours.findUnique({ where: { bureauId }, select: { fromHour: true, untilHour: true } });
  return row ?? DEFAULT_QUIET;
}

/** Those of the accounts that want mail and have a confirmed address. */
export function listReachable(tx: Tx, bureauId: string, accountIds: readonly string[]) {
  return tx.contactSetting.findMany({
    where: {
      bureauId,
      accountId: { in: [...accountIds] },
      emailCipher: { not: null },
      mailMode: { not: 'OFF' },
      account: { status: 'ACTIVE' },
    },
    select: { accountId: true, mailMode: true, fromHour: true, untilHour: true },
  });
}

/** The mail with its row held against a second sender; null when there is none. */
export async function lockMail(tx: Tx, bureauId: string, id: string) {
  await tx.$queryRaw`SELECT m.id FROM outgoing_mail m WHERE m."bureauId" = ${bureauId}::uuid AND m.id = ${id}::uuid FOR UPDATE`;
  return tx.outgoingMail.findUnique({
    where: { bureauId_id: { bureauId, id } },
    include: {
      words: { include: { notification: true } },
      account: { select: { displayName: true, status: true, memberId: true, contactSetting: true } },
    },
  });
}

export type LockedMail = NonNullable<Awaited<ReturnType<typeof lockMail>>>;
