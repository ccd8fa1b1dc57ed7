import type { UseCase } from '../../src/db/transaction.js';
import {
  type CommitmentTarget,
  type ItemInput,
  publishCommitments,
  saveCommitment,
  submitCommitment,
} from '../../src/features/commitments/index.js';

/** A letter written, submitted, approved (by the database) and published by the portal; gives its id. */
export async function aPublishedLetter(
  useCase: UseCase,
  target: CommitmentTarget,
  items: readonly ItemInput[],
): Promise<string> {
  const { bureauId } = useCase.actor;
  const id = await saveCommitment(useCase, target, { preamble: '', revision: 0, items });
  await submitCommitment(useCase, target, { revision: 1 });
  await useCase.db.commitment.update({
    where: { bureauId_id: { bureauId, id } },
    data: { status: 'APPROVED', approvedAt: useCase.clock.now() },
  });
  await publishCommitments(useCase, target, { commitmentIds: [id], secrecyReviewedBy: '陈建国' });
  return id;
}
