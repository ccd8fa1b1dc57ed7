import { requireOpenStep, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { StepNotOpen } from '../../shared/errors.js';
import { remind } from '../reminders/index.js';
import { windowRefusal } from './enrollments.rules.js';
import { listUnanswered, listUnplacedMembers, lockRound } from './round.queries.js';

/**
 * E15: reminds those alone who have not signed up, are in no group and not recorded as exempt, while they can still sign up. Gives how
 * many were reminded now; nobody is reminded twice on one day. Throws StepNotOpen.
 */
export async function remindUnplaced(useCase: UseCase, place: StepPlace): Promise<number> {
  return inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, place, 'ENROLLMENT');
    const round = await lockRound(tx, place, 'SHARE');
    if (!round) throw new StepNotOpen('本支部还没有开放报名，开放后才能提醒。');
    const refusal = windowRefusal(round, chinaDay(useCase.clock.now()));
    if (refusal) throw new StepNotOpen(refusal);
    const members = await listUnplacedMembers(tx, place);
    const { campaignId, branchId } = place;
    const memberIds = members.filter(({ hasWished }) => !hasWished).map(({ id }) => id);
    return remind(tx, record, useCase, { campaignId, branchId, subject: 'ENROLLMENT', memberIds });
  });
}

/**
 * R21: reminds those alone who have not said yet whether they agree to the place the branch gave them. Gives how many were
 * reminded now. Throws StepNotOpen.
 */
export async function remindUnanswered(useCase: UseCase, place: StepPlace): Promise<number> {
  return inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const memberIds = await listUnanswered(tx, place);
    const { campaignId, branchId } = place;
    return remind(tx, record, useCase, { campaignId, branchId, subject: 'PLACE_ANSWER', memberIds });
  });
}
