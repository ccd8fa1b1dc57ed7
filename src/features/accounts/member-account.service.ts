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

/**
 * E40: many members go over to another branch at once, each account with its member; running sessions end. `members`: the
 * new row on the roster by the old one. Part of a larger act.
 */
export async function carryAccounts(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor: { bureauId }, clock }: UseCase,
  { branchId, members }: { branchId: string; members: ReadonlyMap<string, string> },
): Promise<void> {
  const now = clock.now();
  const carried = await tx.$queryRaw<{ id: string }[]>`
    UPDATE account a SET "memberId" = v."to", "credentialsSince" = ${now}
    FROM unnest(${[...members.keys()]}::uuid[], ${[...members.values()]}::uuid[]) AS v("from", "to")
    WHERE a."bureauId" = ${bureauId}::uuid AND a."memberId" = v."from" RETURNING a.id`;
  const ids = carried.map(({ id }) => id);
  await tx.roleAssignment.updateMany({
    where: { bureauId, branchId, accountId: { in: ids }, revokedAt: null },
    data: { revokedAt: now },
  });
  for (const id of ids)
    record({ action: 'account.carry', entity: 'Account', entityId: id, branchId, note: '党支部调整' });
}
