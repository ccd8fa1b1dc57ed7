import { requireOpenStep, type StepPlace } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { settleReminders } from '../reminders/index.js';
import { findActiveMembership } from './places.queries.js';
import { getRound } from './rounds.service.js';

/**
 * R21: the member does not agree with the place the branch gave him, in his own words. It holds the list back until the
 * branch has settled it. Throws RuleViolation once the list is confirmed or where the place is his own wish.
 */
export async function objectToPlacement(
  useCase: UseCase,
  place: StepPlace,
  memberId: string,
  objection: string,
): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, place, 'ENROLLMENT');
    const round = await getRound(tx, place);
    if (round.status === 'CONFIRMED')
      throw new RuleViolation('名单已经确定。如需调整，请与支部书记联系。', 'objection');
    const current = await findActiveMembership(tx, place, memberId);
    if (!current) throw new NotFound();
    if (current.source !== 'ASSIGNED') throw new RuleViolation('这是您自己报名的小组，可以直接改报。', 'objection');
    const saved = await tx.groupMembership.updateMany({
      where: { bureauId, campaignId, id: current.id, endedAt: null },
      data: {
        ...{ objection, objectedAt: useCase.clock.now(), acknowledgedAt: null },
        ...{ settlement: null, settledAt: null },
      },
    });
    if (saved.count === 0) throw new StaleState();
    await settleReminders(tx, useCase, { bureauId, campaignId, memberId, subject: 'PLACE_ANSWER' });
    record({ action: 'membership.object', entity: 'GroupMembership', entityId: current.id, branchId });
  });
}

/** R21: the branch keeps the place and says why. A move to another group settles an objection too: it ends the place. */
export async function settleObjection(
  useCase: UseCase,
  place: StepPlace,
  memberId: string,
  settlement: string,
): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, place, 'ENROLLMENT');
    await getRound(tx, place);
    const current = await findActiveMembership(tx, place, memberId);
    if (!current) throw new NotFound();
    const settled = await tx.groupMembership.updateMany({
      where: { bureauId, campaignId, branchId, id: current.id, objectedAt: { not: null }, settledAt: null },
      data: { settlement, settledAt: useCase.clock.now() },
    });
    if (settled.count === 0) throw new StaleState('没有待答复的不同意见，可能刚才已经答复或调整。');
    record({
      action: 'membership.settle',
      entity: 'GroupMembership',
      entityId: current.id,
      branchId,
      note: settlement,
    });
  });
}
