import { type BranchInCampaign, placeFor, requireOpenStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { EDITABLE, PROPOSAL_LIFE, type ProposalAction } from './function-groups.rules.js';
import { type LockedProposal, lockProposal } from './proposal.queries.js';

type Recorder = (entry: AuditEntry) => void;

/** Every change of the proposal's content: step open, proposal locked and still to be changed, revision counted up. */
export async function editProposal<T>(
  useCase: UseCase,
  place: BranchInCampaign,
  work: (tx: Tx, record: Recorder, proposal: LockedProposal, key: StepPlace) => Promise<T>,
): Promise<T> {
  const key = placeFor(useCase, place);
  return inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, key, 'GROUP_SETUP');
    const proposal = (await lockProposal(tx, key)) ?? (await startProposal(tx, useCase, key));
    if (!EDITABLE.includes(proposal.status)) throw new StaleState('小组方案已经会议确定，不能再修改。请看最新情况。');
    const result = await work(tx, record, proposal, key);
    await tx.groupProposal.updateMany({
      where: { bureauId: key.bureauId, id: proposal.id },
      data: { revision: { increment: 1 } },
    });
    return result;
  });
}

async function startProposal(tx: Tx, { clock }: UseCase, key: StepPlace): Promise<LockedProposal> {
  const id = newId();
  await tx.groupProposal.create({ data: { ...key, id, rationale: '', createdAt: clock.now() } });
  return {
    id,
    status: 'DRAFT',
    revision: 1,
    rationale: '',
    consultationClosesOn: null,
    consultationOpenedAt: null,
    decisionMeetingId: null,
  };
}

/** R12–R15: the only writer of a proposal's status. Throws StaleState when it is not where `action` starts. */
export async function moveProposal(
  tx: Tx,
  bureauId: string,
  proposal: Pick<LockedProposal, 'id' | 'status' | 'revision'>,
  action: ProposalAction,
  data: Partial<Record<'consultationClosesOn' | 'consultationOpenedAt' | 'decidedAt' | 'announcedAt', Date>> &
    Partial<Record<'decisionMeetingId' | 'announcementMeetingId', string>> & { consultationNote?: string | null },
) {
  const move = PROPOSAL_LIFE[proposal.status][action];
  if (!move) throw new StaleState();
  const { count } = await tx.groupProposal.updateMany({
    where: { bureauId, id: proposal.id, status: proposal.status, revision: proposal.revision },
    data: { ...data, status: move.to, revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState();
  return move;
}

/** The proposal locked while its consultation runs; StaleState before and after. */
export async function lockConsulting(tx: Tx, key: StepPlace): Promise<LockedProposal> {
  const proposal = await lockProposal(tx, key);
  if (!proposal || proposal.status === 'DRAFT') throw new StaleState('支部还没有开始征求意见。');
  if (proposal.status !== 'CONSULTING') throw new StaleState('小组方案已经会议确定，征求意见已结束。');
  return proposal;
}

/** NotFound unless the member is on the roster of this branch. */
export async function requireMember(tx: Tx, key: StepPlace, memberId: string): Promise<void> {
  const member = await tx.member.findFirst({
    where: { bureauId: key.bureauId, branchId: key.branchId, id: memberId, leftOn: null },
    select: { id: true },
  });
  if (!member) throw new NotFound();
}
