import type { StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { lockGroups } from './places.queries.js';
import { reviseConfirmedList } from './revisions.service.js';

/**
 * E1: ends the place of a member who leaves the branch, from `endedAt` on; the place stays in the history, and a confirmed
 * list gets its next version. Part of a larger act. Gives the group he was in; null when in none.
 */
export async function leaveGroup(
  tx: Tx,
  useCase: UseCase,
  place: StepPlace,
  leaving: { memberId: string; endedAt: Date; reason: string },
): Promise<string | null> {
  const { bureauId, campaignId } = place;
  const { memberId, endedAt, reason } = leaving;
  const current = await tx.groupMembership.findFirst({
    where: { bureauId, campaignId, memberId, endedAt: null },
    select: { id: true, groupId: true, startedAt: true },
  });
  if (!current) return null;
  await lockGroups(tx, place, [current.groupId]);
  await tx.groupMembership.update({
    where: { bureauId_id: { bureauId, id: current.id } },
    data: { endedAt: new Date(Math.max(endedAt.getTime(), current.startedAt.getTime())), endReason: reason },
  });
  await tx.functionGroup.updateMany({
    where: { bureauId, id: current.groupId },
    data: { memberCount: { decrement: 1 } },
  });
  await reviseConfirmedList(tx, useCase, place, reason);
  return current.groupId;
}
