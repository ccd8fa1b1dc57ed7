import { requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { moveElection, startTerm } from './election-life.service.js';
import { findOpenElection, hasLeader, isListConfirmed, lockGroup } from './elections.queries.js';
import { requireEligible } from './nominations.service.js';

/**
 * The branch appoints the leader with a reason (支部工作条例(试行) art. 13): nobody put himself forward (E24), nobody
 * was elected (E21, E22), or the group has too few electors. A running election ends with it.
 */
export async function appointLeader(
  useCase: UseCase,
  place: StepPlace,
  input: { groupId: string; memberId: string; reason: string },
): Promise<void> {
  const { groupId, memberId, reason } = input;
  const now = useCase.clock.now();
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const group = await lockGroup(tx, place, groupId);
    if (!group) throw new NotFound();
    if (!(await isListConfirmed(tx, place))) {
      throw new RuleViolation('功能党小组名单还没有确定，请先确定名单再指定组长。');
    }
    if (await hasLeader(tx, place, groupId)) throw new RuleViolation(`“${group.name}”已有组长，不能重复指定。`);
    await requireEligible(tx, place, { groupId, memberId }, chinaDay(now));
    const election = await findOpenElection(tx, place, groupId);
    if (election) await moveElection(tx, place, election, 'appoint', { settledAt: now });
    const electionId = election?.id ?? null;
    const term = { groupId, memberId, electionId, method: 'APPOINTED', reason, startedAt: now } as const;
    const id = await startTerm(tx, place, term);
    const entry = { action: 'leader.appoint', entity: 'LeaderTerm', entityId: id, branchId: place.branchId };
    record({ ...entry, ...(election ? { from: election.status } : {}), to: 'APPOINTED', note: reason });
  });
}
