import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { RoleName } from '../../generated/prisma/enums.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { getAccount } from './accounts.queries.js';
import { type NewAccount, type OpenedAccount, openPrepared, prepareAccount } from './accounts.service.js';

export interface Grant {
  role: RoleName;
  branchId?: string;
  validUntil?: Date;
}

/** Gives a role. Throws RuleViolation when the account holds it already. Running sessions of the account end. */
export async function grantRole(useCase: UseCase, grant: Grant & { accountId: string }): Promise<void> {
  await inTransaction(useCase, (tx, record) => grantRoleIn(tx, record, useCase, grant));
}

/** Opens an account and gives it its first role, both or neither. Throws RuleViolation when the user name is taken. */
export async function openAccountWithRole(useCase: UseCase, account: NewAccount, grant: Grant): Promise<OpenedAccount> {
  const prepared = await prepareAccount(account);
  return inTransaction(useCase, async (tx, record) => {
    const opened = await openPrepared(tx, record, useCase, prepared);
    await grantRoleIn(tx, record, useCase, { ...grant, accountId: opened.accountId });
    return opened;
  });
}

async function grantRoleIn(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  grant: Grant & { accountId: string },
): Promise<void> {
  const { bureauId } = useCase.actor;
  const { accountId, role, branchId = null, validUntil = null } = grant;
  await getAccount(tx, bureauId, accountId);
  const held = await tx.roleAssignment.findFirst({
    where: { bureauId, accountId, role, branchId, revokedAt: null },
    select: { id: true },
  });
  if (held) throw new RuleViolation('此人已担任这一职务。', 'username');
  const id = newId();
  await tx.roleAssignment.create({
    data: { bureauId, id, accountId, role, branchId, validUntil, grantedAt: useCase.clock.now() },
  });
  await endSessions(tx, useCase, accountId);
  record({
    action: 'role.grant',
    entity: 'RoleAssignment',
    entityId: id,
    ...(branchId ? { branchId } : {}),
    note: role,
  });
}

/** Takes a role back. Running sessions of the account end (quality S9). */
export async function revokeRole(
  useCase: UseCase,
  /** `role`: only a role of this kind. */
  scope: { branchId: string | null; role?: RoleName },
  assignmentId: string,
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const held = await tx.roleAssignment.findFirst({
      where: {
        ...{ bureauId, id: assignmentId, branchId: scope.branchId, revokedAt: null },
        ...(scope.role === undefined ? {} : { role: scope.role }),
      },
      select: { accountId: true, role: true },
    });
    if (!held) throw new NotFound();
    await tx.roleAssignment.update({
      where: { bureauId_id: { bureauId, id: assignmentId } },
      data: { revokedAt: useCase.clock.now() },
    });
    await endSessions(tx, useCase, held.accountId);
    record({
      action: 'role.revoke',
      entity: 'RoleAssignment',
      entityId: assignmentId,
      note: held.role,
      ...(scope.branchId ? { branchId: scope.branchId } : {}),
    });
  });
}

/** E40: whoever held a post in a branch that is no more holds it no longer. Part of a larger act. */
export async function endBranchRoles(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  { branchId, note }: { branchId: string; note: string },
): Promise<void> {
  const { bureauId } = useCase.actor;
  const where = { bureauId, branchId, revokedAt: null };
  const held = await tx.roleAssignment.findMany({ where, select: { id: true, accountId: true, role: true } });
  await tx.roleAssignment.updateMany({ where, data: { revokedAt: useCase.clock.now() } });
  for (const { id, accountId, role } of held) {
    await endSessions(tx, useCase, accountId);
    record({ action: 'role.revoke', entity: 'RoleAssignment', entityId: id, branchId, note: `${role} ${note}` });
  }
}

/** Ends every running session of an account on its next request. */
export async function endSessions(tx: Tx, { actor, clock }: UseCase, accountId: string): Promise<void> {
  await tx.account.update({
    where: { bureauId_id: { bureauId: actor.bureauId, id: accountId } },
    data: { credentialsSince: clock.now() },
  });
}
