import type { Tx } from '../../db/client.js';
import { NotFound } from '../../shared/errors.js';

/** E28: keeps the day on which the branch committee was elected anew. */
export async function setCommitteeElected(
  tx: Tx,
  { bureauId, branchId }: { bureauId: string; branchId: string },
  day: Date,
): Promise<void> {
  const { count } = await tx.branch.updateMany({
    where: { bureauId, id: branchId, hasCommittee: true },
    data: { committeeElectedOn: day },
  });
  if (count === 0) throw new NotFound('本支部没有设立支部委员会。');
}
