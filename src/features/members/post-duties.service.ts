import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound } from '../../shared/errors.js';

/** R19: the member's post and what it asks of him, as the branch settles it when the groups' lists are drawn up. */
export async function recordPostDuties(
  useCase: UseCase,
  branchId: string,
  memberId: string,
  { post, postDuties }: { post: string | null; postDuties: string },
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const saved = await tx.member.updateMany({
      where: { bureauId, branchId, id: memberId, leftOn: null },
      data: { post, postDuties, revision: { increment: 1 }, updatedAt: useCase.clock.now() },
    });
    if (saved.count === 0) throw new NotFound();
    record({ action: 'member.postDuties', entity: 'Member', entityId: memberId, branchId });
  });
}
