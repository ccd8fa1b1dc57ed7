import type { Db, Tx } from '../../db/client.js';

/** How an account wants to be reached, with what became of its latest mail; null settings until it has chosen any. */
export async function findContact(
  db: Pick<Db, 'contactSetting' | 'outgoingMail'>,
  bureauId: string,
  accountId: string,
) {
  const [setting, lastMail] = await Promise.all([
    db.contactSetting.findUnique({ where: { bureauId_accountId: { bureauId, accountId } } }),
    db.outgoingMail.findFirst({
      where: { bureauId, accountId, status: { in: ['SENT', 'FAILED'] } },
      orderBy: { createdAt: 'desc' },
      select: { status: true, createdAt: true, sentAt: true, failure: true },
    }),
  ]);
  return { setting, lastMail };
}

export type Contact = Awaited<ReturnType<typeof findContact>>;

/** The settings of an account with their row held; made with the defaults where there was none. */
export async function lockSetting(tx: Tx, bureauId: string, accountId: string) {
  await tx.contactSetting.createMany({ data: [{ bureauId, accountId }], skipDuplicates: true });
  await tx.$queryRaw`SELECT c."accountId" FROM contact_setting c
    WHERE c."bureauId" = ${bureauId}::uuid AND c."accountId" = ${accountId}::uuid FOR UPDATE`;
  return tx.contactSetting.findUniqueOrThrow({ where: { bureauId_accountId: { bureauId, accountId } } });
}
