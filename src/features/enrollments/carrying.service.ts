import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { newId } from '../../shared/ids.js';

/**
 * E40, E48: who need not be in a group, as his branch recorded it with the reason, need not be in the one that took him over.
 * `members`: the new row on the roster by the old one. Part of a larger act.
 */
export async function carryExemptions(
  tx: Tx,
  { actor: { bureauId } }: UseCase,
  toBranchId: string,
  members: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = await tx.enrollmentExemption.findMany({ where: { bureauId, memberId: { in: [...members.keys()] } } });
  await tx.enrollmentExemption.createMany({
    data: rows.map(({ campaignId, memberId, reason, createdAt }) => ({
      ...{ bureauId, id: newId(), campaignId, branchId: toBranchId, memberId: members.get(memberId) ?? '' },
      ...{ reason, createdAt },
    })),
  });
}
