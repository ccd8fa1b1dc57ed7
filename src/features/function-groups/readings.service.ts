import { type BranchInCampaign, placeFor, requireOpenStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { RuleViolation } from '../../shared/errors.js';
import { remind, settleReminders } from '../reminders/index.js';
import type { LockedProposal } from './proposal.queries.js';
import { lockConsulting, requireMember } from './proposal-life.service.js';
import { listUnread } from './readings.queries.js';

/** R13: the member has read the proposal, the first time counts; the branch’s reminder no longer stands on his page. */
export async function keepReading(
  tx: Tx,
  useCase: UseCase,
  key: StepPlace,
  { proposalId, memberId }: { proposalId: string; memberId: string },
): Promise<void> {
  const { bureauId, campaignId } = key;
  const reading = { bureauId, proposalId, memberId, readAt: useCase.clock.now() };
  await tx.consultationReading.createMany({ data: [reading], skipDuplicates: true });
  await settleReminders(tx, useCase, { bureauId, campaignId, memberId, subject: 'CONSULTATION' });
}

/** A member says that he has read the proposal, while the consultation runs. */
export async function readConsultation(useCase: UseCase, place: BranchInCampaign, memberId: string): Promise<void> {
  const key = placeFor(useCase, place);
  await inTransaction(useCase, async (tx, record) => {
    const proposal = await lockRunning(tx, useCase, key);
    await requireMember(tx, key, memberId);
    await keepReading(tx, useCase, key, { proposalId: proposal.id, memberId });
    const { branchId } = place;
    record({ action: 'consultation.read', entity: 'GroupProposal', entityId: proposal.id, branchId });
  });
}

/** E15: reminds those alone who have not read yet, nobody twice a day. Gives how many were reminded now. */
export function remindUnread(useCase: UseCase, place: BranchInCampaign): Promise<number> {
  const key = placeFor(useCase, place);
  return inTransaction(useCase, async (tx, record) => {
    await lockRunning(tx, useCase, key);
    const unread = await listUnread(tx, key);
    const memberIds = unread.map(({ id }) => id);
    return remind(tx, record, useCase, { ...key, subject: 'CONSULTATION', memberIds });
  });
}

async function lockRunning(tx: Tx, { clock }: UseCase, key: StepPlace): Promise<LockedProposal> {
  await requireOpenStep(tx, key, 'GROUP_SETUP');
  const proposal = await lockConsulting(tx, key);
  if (proposal.consultationClosesOn === null || chinaDay(clock.now()) > proposal.consultationClosesOn) {
    throw new RuleViolation('征求意见已经截止。');
  }
  return proposal;
}
