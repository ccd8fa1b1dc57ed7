import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, StaleState } from '../../shared/errors.js';
import { getOutcome, type HeldMeeting, keptMeeting } from './decisions.service.js';
import { getRound, entry as roundEntry } from './rounds.service.js';

/**
 * E30: the committee's meeting withdraws an award that was made; its record is kept and the board says so. Throws
 * NotFound, RuleViolation (a meeting that did not pass it), StaleState before the award or when it was withdrawn already.
 */
export async function revokeAward(
  useCase: UseCase,
  { roundId, applicationId }: { roundId: string; applicationId: string },
  { reason, ...meeting }: HeldMeeting & { reason: string },
): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, roundId, 'UPDATE');
    const { applications } = await getOutcome(tx, useCase, roundId);
    if (!applications.some(({ id }) => id === applicationId)) throw new NotFound();
    if (round.status !== 'AWARDED') throw new StaleState('还没有公布表彰决定，不能撤销表彰。');
    const revocation = { ...keptMeeting(useCase, meeting, reason) };
    const { count } = await tx.evaluationApplication.updateMany({
      where: { bureauId, id: applicationId, status: 'CHOSEN', awardRevokedOn: null },
      data: { awardRevokedOn: chinaDay(clock.now()), revokeReason: reason, revocation },
    });
    if (count === 0) throw new StaleState('这一对象没有受到表彰，或表彰已经撤销。');
    record({ ...roundEntry('revoke', roundId), note: reason, detail: { applicationId } });
  });
}
