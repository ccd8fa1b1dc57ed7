import type { Tx } from '../../db/client.js';
import { NotFound, StaleState } from '../../shared/errors.js';

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

/** E41: the branch bears these names from now on. Part of a larger act. */
export async function setNames(
  tx: Tx,
  { bureauId, branchId }: { bureauId: string; branchId: string },
  names: { name: string; shortName: string; schoolName: string },
): Promise<void> {
  await tx.branch.update({ where: { bureauId_id: { bureauId, id: branchId } }, data: names });
}

/** E40: the branch is no more; what it did stays readable. Throws StaleState when it was closed meanwhile. */
export async function closeBranch(
  tx: Tx,
  { bureauId, branchId }: { bureauId: string; branchId: string },
): Promise<void> {
  const { count } = await tx.branch.updateMany({
    where: { bureauId, id: branchId, status: 'ACTIVE' },
    data: { status: 'CLOSED' },
  });
  if (count === 0) throw new StaleState('这个党支部刚才已经撤销或合并，请看最新情况。');
}
