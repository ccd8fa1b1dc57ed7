import type { StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { RuleViolation } from '../../shared/errors.js';
import { placeMember } from './places.service.js';
import { lockRound } from './round.queries.js';

export interface DecidedMove {
  memberId: string;
  groupId: string;
}

/**
 * R17: moves members to other groups because the branch decided so, as part of a larger act, which ends with
 * reviseConfirmedList. Throws RuleViolation while members sign up, and where a group is full.
 */
export async function moveByDecision(
  tx: Tx,
  useCase: UseCase,
  place: StepPlace,
  moves: readonly DecidedMove[],
  reason: string,
): Promise<void> {
  const now = useCase.clock.now();
  const round = await lockRound(tx, place, 'UPDATE');
  if (round?.status === 'OPEN') throw new RuleViolation('报名正在进行。请先结束报名，再调整小组。');
  const confirmed = round?.status === 'CONFIRMED';
  for (const { memberId, groupId } of moves) {
    await placeMember(tx, place, {
      ...{ memberId, groupId, source: 'ASSIGNED', now },
      consultationNote: `支部会议决定：${reason}`,
      endReason: reason,
      confirmedAt: confirmed ? now : null,
    });
  }
}
