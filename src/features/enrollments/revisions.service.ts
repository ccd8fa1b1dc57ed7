import type { StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { renewList } from './lists.service.js';
import { lockRound } from './round.queries.js';

/**
 * R22: the last step of an act that has changed who is in which group (a transfer, a group dissolved): freezes the list as
 * it stands now as its next version. Gives its number; null, with nothing written, while no list is confirmed.
 */
export async function reviseConfirmedList(
  tx: Tx,
  useCase: UseCase,
  place: StepPlace,
  reason: string,
): Promise<number | null> {
  const round = await lockRound(tx, place, 'UPDATE');
  return round?.status === 'CONFIRMED' ? renewList(tx, useCase, place, round, reason) : null;
}
