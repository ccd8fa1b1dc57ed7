import { requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { settleReminders } from '../reminders/index.js';
import { isLatecomer } from './enrollments.rules.js';
import { requireDifferentWishes, saveWish, type Wish, wishesOf } from './enrollments.service.js';
import { findActiveMembership, findRosterMember, lockGroups } from './places.queries.js';
import { lockRound } from './round.queries.js';

/**
 * E2: who came by transfer after the list was settled says which group he wishes for; the branch then gives him a place.
 * Throws RuleViolation (two wishes the same, not his case), NotFound, StepNotOpen.
 */
export async function signUpLate(useCase: UseCase, place: StepPlace, memberId: string, wish: Wish): Promise<void> {
  requireDifferentWishes(wish);
  const { bureauId, campaignId, branchId } = place;
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const round = await lockRound(tx, place, 'SHARE');
    const member = await findRosterMember(tx, place, memberId);
    if (!round || !member) throw new NotFound();
    if (!isLatecomer(round, member, await findActiveMembership(tx, place, memberId)))
      throw new RuleViolation('功能党小组名单已经确定。如需调整，请与支部书记联系。');
    const wishes = wishesOf(wish);
    const groups = await lockGroups(tx, place, wishes);
    if (groups.length < wishes.length) throw new NotFound('没有找到所选的功能党小组。');
    const of = { roundId: round.id, memberId, id: member.enrollments[0]?.id ?? null };
    const id = await saveWish(tx, place, of, wish, useCase.clock.now());
    await settleReminders(tx, useCase, { bureauId, campaignId, memberId, subject: 'ENROLLMENT' });
    const entry = { action: 'enrollment.late', entity: 'Enrollment', entityId: id, branchId };
    record({ ...entry, note: '转入后报名', detail: { wishes } });
  });
}
