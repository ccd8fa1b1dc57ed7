import type { StepPlace } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, dayInput, showDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { setCommitteeElected } from '../branches/index.js';
import { lockGroup } from './elections.queries.js';
import { awaitsConfirmation } from './elections.rules.js';

/**
 * E28: the branch committee was elected anew on `day`. Letters stay as they are: they are the branch's, not a person's.
 * Each leader in office since before is then to be confirmed or elected anew. Throws RuleViolation on a day to come.
 */
export async function recordCommitteeElection(useCase: UseCase, place: StepPlace, day: Date): Promise<void> {
  const { branchId } = place;
  if (day > chinaDay(useCase.clock.now()))
    throw new RuleViolation('支委会换届的日期还没有到，请在换届后登记。', 'committeeElectedOn');
  await inTransaction(useCase, async (tx, record) => {
    await setCommitteeElected(tx, { bureauId: useCase.actor.bureauId, branchId }, day);
    record({ action: 'committee.elected', entity: 'Branch', entityId: branchId, branchId, note: dayInput(day) });
  });
}

export interface Staying {
  groupId: string;
  /** The meeting of the group that let the leader stay. */
  heldOn: Date;
  reason: string;
}

/** E28: the leader stays after the committee was elected anew. Throws RuleViolation on the day, StaleState when nothing waits. */
export async function confirmLeader(useCase: UseCase, place: StepPlace, input: Staying): Promise<void> {
  const { branchId, campaignId } = place;
  const { bureauId } = useCase.actor;
  const { groupId, heldOn, reason } = input;
  await inTransaction(useCase, async (tx, record) => {
    if (!(await lockGroup(tx, place, groupId))) throw new NotFound();
    const { committeeElectedOn } = await tx.branch.findUniqueOrThrow({
      where: { bureauId_id: { bureauId, id: branchId } },
      select: { committeeElectedOn: true },
    });
    const term = await tx.leaderTerm.findFirst({
      where: { bureauId, campaignId, groupId, endedAt: null, method: { not: 'ACTING' } },
      select: { id: true, startedAt: true, confirmedOn: true },
    });
    if (!term || committeeElectedOn === null || !awaitsConfirmation(committeeElectedOn, term))
      throw new StaleState('本小组目前没有需要确认留任的组长，请看最新情况。');
    if (heldOn > chinaDay(useCase.clock.now()))
      throw new RuleViolation('会议日期不能晚于今天：请在会后登记。', 'heldOn');
    if (heldOn < committeeElectedOn)
      throw new RuleViolation(`会议应在支委会换届（${showDay(committeeElectedOn)}）以后，请核对。`, 'heldOn');
    await tx.leaderTerm.update({ where: { bureauId_id: { bureauId, id: term.id } }, data: { confirmedOn: heldOn } });
    const entry = { action: 'leader.stay', entity: 'LeaderTerm', entityId: term.id, branchId };
    record({ ...entry, to: 'CONFIRMED', note: `${dayInput(heldOn)} ${reason}` });
  });
}
