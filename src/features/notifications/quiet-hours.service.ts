import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { Hours } from './hours.rules.js';

/** The bureau's hours in which nothing is sent outside the portal; both the same: none. */
export function setQuietHours(useCase: UseCase, { fromHour, untilHour }: Hours): Promise<void> {
  const { bureauId, name: changedBy } = useCase.actor;
  const row = { fromHour, untilHour, changedBy, changedAt: useCase.clock.now() };
  return inTransaction(useCase, async (tx, record) => {
    await tx.quietHours.upsert({ where: { bureauId }, create: { bureauId, ...row }, update: row });
    const detail = { fromHour, untilHour };
    record({ action: 'quiet-hours.set', entity: 'Bureau', entityId: bureauId, detail });
  });
}
