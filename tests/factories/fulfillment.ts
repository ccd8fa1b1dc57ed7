import type { Db } from '../../src/db/client.js';
import { newId } from '../../src/shared/ids.js';

/** A record of what was done for an item, accepted by the same account that made it: only what progress counts matters. */
export async function anAcceptedRecord(
  db: Db,
  item: { bureauId: string; id: string },
  account: { id: string; displayName: string },
  record: { doneOn: string; value?: number; completes?: boolean; content?: string },
): Promise<string> {
  const id = newId();
  const doneOn = new Date(record.doneOn);
  await db.fulfillment.create({
    data: {
      ...{ bureauId: item.bureauId, id, itemId: item.id, doneOn, content: record.content ?? '按计划完成' },
      ...{ value: record.value ?? null, completes: record.completes ?? false, status: 'ACCEPTED' },
      ...{ createdById: account.id, createdByName: account.displayName, createdAt: doneOn },
      ...{ decidedById: account.id, decidedByName: account.displayName, decidedAt: doneOn },
    },
  });
  return id;
}
