import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';

/**
 * The account of a member who leaves a branch: its posts in the branch end; it goes on with him to the branch that
 * received him, or is closed. Running sessions end (quality S9). Nothing happens where he has none.
 */
export async function carryAccount(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor: { bureauId }, clock }: UseCase,
  move: { memberId: string; branchId: string; toMemberId: string | null },
): Promise<void> {
  const { memberId, branchId, toMemberId } = move;
  const account = await tx.account.findFirst({ where: { bureauId, memberId }, select: { id: true } });
  if (!account) return;
  const now = clock.now();
  const { count } = await tx.roleAssignment.updateMany({
    where: { bureauId, accountId: account.id, branchId, revokedAt: null },
    data: { revokedAt: now },
  });
  await tx.account.update({
    where: { bureauId_id: { bureauId, id: account.id } },
    data: { credentialsSince: now, ...(toMemberId === null ? { status: 'DISABLED' } : { memberId: toMemberId }) },
  });
  record({
    action: toMemberId === null ? 'account.close' : 'account.carry',
    ...{ entity: 'Account', entityId: account.id, branchId },
    note: count > 0 ? `免去支部内职务${count}项` : '组织关系转接',
  });
}
