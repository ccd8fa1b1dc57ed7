import { requireOpenStep, type StepPlace } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { findRosterMember } from './places.queries.js';
import { placeMember } from './places.service.js';
import { getRound } from './rounds.service.js';

/**
 * E16: between the end of the sign-up and the confirmation the branch tries out who goes where. A place that is not the
 * first wish needs its consultation before the list is confirmed (R21), not yet here. Throws RuleViolation (not in that
 * time, group full), NotFound, StaleState, StepNotOpen.
 */
export async function draftPlace(
  useCase: UseCase,
  place: StepPlace,
  { memberId, groupId }: { memberId: string; groupId: string },
): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, place, 'ENROLLMENT');
    const member = await findRosterMember(tx, place, memberId);
    if (!member) throw new NotFound();
    const round = await getRound(tx, place);
    if (round.status === 'OPEN') throw new RuleViolation('报名还没有结束，结束后才能调整安排。', 'groupId');
    if (round.status === 'CONFIRMED') throw new RuleViolation('名单已经确定，个别调整请逐人办理。', 'groupId');
    const wished = member.enrollments[0]?.wishGroupId === groupId;
    const { from } = await placeMember(tx, place, {
      ...{ memberId, groupId, source: wished ? 'ENROLLED' : 'ASSIGNED', consultationNote: null },
      ...{ endReason: '支部统一调配', confirmedAt: null, now: useCase.clock.now() },
    });
    await tx.enrollmentExemption.deleteMany({ where: { bureauId, campaignId, memberId } });
    const entry = { action: 'membership.draft', entity: 'Member', entityId: memberId, branchId, to: groupId };
    record({ ...entry, ...(from ? { from } : {}) });
  });
}
