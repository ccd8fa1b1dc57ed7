import { placeFor } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { requireCommitmentStep } from './commitment-step.service.js';
import type { CommitmentTarget } from './commitments.queries.js';
import { recipientSides } from './commitments.rules.js';
import { pledgerMissing } from './commitments.service.js';
import { findAddressees } from './writing.queries.js';

/**
 * 即时承诺: begins the letter of a member for a short task; its items are written like those of the year's. Gives its id.
 * Throws StepNotOpen before the branch reached the step, RuleViolation for a member without a group.
 */
export async function beginShortCommitment(
  useCase: UseCase,
  target: CommitmentTarget,
  taskTitle: string,
): Promise<string> {
  const { bureauId } = useCase.actor;
  return inTransaction(useCase, async (tx, record) => {
    await requireCommitmentStep(tx, placeFor(useCase, target), { ...target, isShortTask: true });
    const addressees = await findAddressees(tx, bureauId, target);
    if (!addressees) throw pledgerMissing(target);
    const id = newId();
    const { campaignId, branchId, year, level, memberId } = target;
    await tx.commitment.create({
      data: {
        ...{ bureauId, id, campaignId, branchId, year, level, memberId, groupId: addressees.groupId },
        ...{ type: 'SHORT_TASK', taskTitle, preamble: '', createdAt: useCase.clock.now() },
        ...recipientSides(level, addressees),
      },
    });
    record({ action: 'commitment.begin', entity: 'Commitment', entityId: id, branchId, note: taskTitle });
    return id;
  });
}

/** Takes back a draft that was never submitted. Throws NotFound when it is not the member's, StaleState once it was submitted. */
export async function dropShortCommitment(useCase: UseCase, memberId: string, id: string): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await tx.commitment.findFirst({
      where: { bureauId, id, memberId, type: 'SHORT_TASK' },
      select: { branchId: true, taskTitle: true },
    });
    if (!found) throw new NotFound();
    const draft = { bureauId, id, memberId, status: 'DRAFT', round: 0 } as const;
    const { count } = await tx.commitment.updateMany({ where: draft, data: { revision: { increment: 1 } } });
    if (count === 0) throw new StaleState('这份即时承诺已经提交，不能再撤销。');
    await tx.commitmentItem.deleteMany({ where: { bureauId, commitmentId: id } });
    await tx.commitment.deleteMany({ where: draft });
    record({
      ...{ action: 'commitment.drop', entity: 'Commitment', entityId: id, branchId: found.branchId },
      note: found.taskTitle ?? '',
    });
  });
}
