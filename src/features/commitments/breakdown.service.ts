import { placeFor } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { requireCommitmentStep } from './commitment-step.service.js';
import { lockItems } from './writing.queries.js';

/** The branch's commitments of one year. */
export interface CommitmentPlace {
  campaignId: string;
  startYear: number;
  year: number;
  branchId: string;
}

/** R37: for an item of the branch, the groups it is handed to. Items left out stay as they are. */
export interface ItemGroups {
  itemId: string;
  groupIds: readonly string[];
}

/**
 * 分解: hands the branch's items to groups. Throws RuleViolation when a group would lose an item that it has refined, or
 * does not belong to the branch; StaleState when an item is gone.
 */
export async function assignItems(
  useCase: UseCase,
  place: CommitmentPlace,
  assignments: readonly ItemGroups[],
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    await requireCommitmentStep(tx, placeFor(useCase, place), place);
    const commitment = await tx.commitment.findFirst({
      where: { bureauId, campaignId: place.campaignId, branchId: place.branchId, year: place.year, level: 'BRANCH' },
      select: { id: true },
    });
    if (!commitment) throw new StaleState('支部承诺还没有事项，请先填写支部承诺。');
    const itemIds = await lockItems(tx, bureauId, commitment.id);
    if (assignments.some(({ itemId }) => !itemIds.includes(itemId)))
      throw new StaleState('支部承诺刚才有修改，请看最新的事项后再分解。');
    await requireGroupsOfBranch(
      tx,
      bureauId,
      place,
      assignments.flatMap(({ groupIds }) => groupIds),
    );
    for (const [index, assignment] of assignments.entries()) await assignOne(tx, useCase, assignment, index);
    record({
      action: 'commitment.assign',
      entity: 'Commitment',
      entityId: commitment.id,
      branchId: place.branchId,
      detail: { items: assignments.map(({ itemId, groupIds }) => ({ itemId, groupIds: [...groupIds] })) },
    });
  });
}

async function requireGroupsOfBranch(
  tx: Tx,
  bureauId: string,
  place: CommitmentPlace,
  groupIds: readonly string[],
): Promise<void> {
  const wanted = [...new Set(groupIds)];
  const known = await tx.functionGroup.count({
    where: { bureauId, branchId: place.branchId, campaignId: place.campaignId, closedAt: null, id: { in: wanted } },
  });
  if (known !== wanted.length) throw new RuleViolation('所选的小组已有变化，请刷新页面后重新选择。');
}

async function assignOne(
  tx: Tx,
  { actor, clock }: UseCase,
  { itemId, groupIds }: ItemGroups,
  index: number,
): Promise<void> {
  const { bureauId } = actor;
  const refining = await tx.commitmentItem.findFirst({
    where: {
      bureauId,
      parentItemId: itemId,
      commitment: { groupId: { notIn: [...groupIds] }, group: { closedAt: null } },
    },
    select: { commitment: { select: { group: { select: { name: true } } } } },
  });
  if (refining) {
    const name = refining.commitment.group?.name ?? '';
    throw new RuleViolation(`“${name}”已对这一项作出具体承诺，不能取消分解`, `items.${index}.groupIds`);
  }
  await tx.itemAssignment.deleteMany({
    where: { bureauId, itemId, groupId: { notIn: [...groupIds] }, group: { closedAt: null } },
  });
  await tx.itemAssignment.createMany({
    data: [...new Set(groupIds)].map((groupId) => ({ bureauId, id: newId(), itemId, groupId, createdAt: clock.now() })),
    skipDuplicates: true,
  });
}
