import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import { RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';

interface Whose {
  branchId: string;
  memberId: string;
}

/**
 * R56, E7: keeps the dated period behind the mark "rights suspended", so that a vote held earlier or later is judged by
 * its own day. Opens one today when the mark is set, closes the open one when it is taken away; a period opened and
 * closed on one day never held. The caller records.
 */
export async function keepRightsPeriod(
  tx: Tx,
  useCase: UseCase,
  { suspended, ...whose }: Whose & { suspended: boolean },
): Promise<void> {
  const today = chinaDay(useCase.clock.now());
  const open = { bureauId: useCase.actor.bureauId, memberId: whose.memberId, endsOn: null };
  if (!suspended) {
    await tx.rightsSuspension.deleteMany({ where: { ...open, startsOn: { gte: today } } });
    await tx.rightsSuspension.updateMany({ where: open, data: { endsOn: today } });
    return;
  }
  if ((await tx.rightsSuspension.count({ where: open })) === 0) await suspendRights(tx, useCase, whose, today);
}

/** E7: no rights from that day on. */
export async function suspendRights(
  tx: Tx,
  { actor: { bureauId }, clock }: UseCase,
  { branchId, memberId }: Whose,
  startsOn: Date,
): Promise<void> {
  await tx.rightsSuspension.create({
    data: { bureauId, id: newId(), branchId, memberId, startsOn, endsOn: null, createdAt: clock.now() },
  });
}

/** E7: rights again from that day on. Throws RuleViolation when they were lost on it or later. */
export async function restoreRights(
  tx: Tx,
  { actor: { bureauId } }: UseCase,
  { memberId }: Whose,
  endsOn: Date,
): Promise<void> {
  const open = await tx.rightsSuspension.findFirst({
    where: { bureauId, memberId, endsOn: null },
    select: { id: true, startsOn: true },
  });
  if (!open) return;
  if (open.startsOn >= endsOn)
    throw new RuleViolation(`恢复权利的日期应在暂停之日（${showDay(open.startsOn)}）以后。`, 'effectiveOn');
  await tx.rightsSuspension.update({ where: { bureauId_id: { bureauId, id: open.id } }, data: { endsOn } });
}

/** An entry made in error: the period never began, or never ended, on that day. */
export async function undoRightsPeriod(
  tx: Tx,
  { actor: { bureauId } }: UseCase,
  { memberId }: Whose,
  wrong: { startsOn: Date } | { endsOn: Date },
): Promise<void> {
  if ('startsOn' in wrong) {
    await tx.rightsSuspension.deleteMany({ where: { bureauId, memberId, endsOn: null, startsOn: wrong.startsOn } });
    return;
  }
  await tx.rightsSuspension.updateMany({
    where: { bureauId, memberId, endsOn: wrong.endsOn },
    data: { endsOn: null },
  });
}
