import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import type { ProposalStage } from '../../generated/prisma/enums.js';
import { newId } from '../../shared/ids.js';
import { GROUP_AS_PROPOSED, type LockedProposal } from './proposal.queries.js';

/** R12–R14: keeps the set of groups as it stands at this stage, so that it can be told later what the consultation changed. */
export async function freezeProposal(
  tx: Tx,
  { actor, clock }: UseCase,
  proposal: LockedProposal,
  stage: ProposalStage,
): Promise<void> {
  const { bureauId } = actor;
  const groups = await tx.functionGroup.findMany({
    where: { bureauId, proposalId: proposal.id },
    orderBy: { position: 'asc' },
    select: GROUP_AS_PROPOSED,
  });
  const content = { rationale: proposal.rationale, groups };
  await tx.proposalVersion.create({
    data: { bureauId, id: newId(), proposalId: proposal.id, stage, content, createdAt: clock.now() },
  });
}
