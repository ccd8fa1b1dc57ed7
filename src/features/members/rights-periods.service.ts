import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { newId } from '../../shared/ids.js';

/**
 * R56, E7: keeps the dated period behind the mark "rights suspended", so that a vote held earlier or later is judged by
 * its own day. Opens one today when the mark is set, closes the open one when it is taken away; a period opened and
 * closed on one day never held. The caller records.
 */
export async function keepRightsPeriod(
  tx: Tx,
  { actor: { bureauId }, clock }: UseCase,
  { branchId, memberId, suspended }: { branchId: string; memberId: string; suspended: boolean },
): Promise<void> {
  const now = clock.now();
  const today = chinaDay(now);
  const open = { bureauId, memberId, endsOn: null };
  if (!suspended) {
    await tx.rightsSuspension.deleteMany({ where: { ...open, startsOn: { gte: today } } });
    await tx.rightsSuspension.updateMany({ where: open, data: { endsOn: today } });
    return;
  }
  if ((await tx.rightsSuspension.count({ where: open })) > 0) return;
  await tx.rightsSuspension.create({
    data: { bureauId, id: newId(), branchId, memberId, startsOn: today, endsOn: null, createdAt: now },
  });
}
