import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { RoleName } from '../../generated/prisma/enums.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { findCredentials, getAccount } from './accounts.queries.js';
import { passwordRefusal } from './password-policy.rules.js';
import { hashPassword, passwordFits, temporaryPassword } from './passwords.js';
import { usernameFor } from './usernames.js';

/** A name and a temporary password, to be printed once; only the hash is stored. */
export interface AccountSlip {
  displayName: string;
  username: string;
  password: string;
}

export interface NewAccount {
  displayName: string;
  /** Left out: made from the name in pinyin. */
  username?: string;
  memberId?: string;
  /** Given by set-up and demonstration data only; else a temporary one is made that must be changed. */
  password?: string;
}

/** Checks name and password for the sign-in; null when they do not fit. Unknown names take as long as known ones. */
export async function checkPassword(db: UseCase['db'], username: string, password: string) {
  const account = await findCredentials(db, username.toLowerCase());
  const fits = await passwordFits(account?.passwordHash ?? null, password);
  return fits && account ? { bureauId: account.bureauId, accountId: account.id } : null;
}

/** Opens one account. Throws RuleViolation when the user name is taken. */
export async function openAccount(useCase: UseCase, account: NewAccount): Promise<AccountSlip & { accountId: string }> {
  const password = account.password ?? temporaryPassword();
  const passwordHash = await hashPassword(password);
  return inTransaction(useCase, async (tx, record) => {
    const username = account.username ?? (await freeUsername(tx, account.displayName));
    if (await tx.loginName.findUnique({ where: { username } })) {
      throw new RuleViolation(`用户名“${username}”已被使用,请换一个。`, 'username');
    }
    const accountId = await insertAccount(tx, useCase, { ...account, username, passwordHash });
    record({ action: 'account.open', entity: 'Account', entityId: accountId, note: username });
    return { accountId, displayName: account.displayName, username, password };
  });
}

async function insertAccount(
  tx: Tx,
  { actor, clock }: UseCase,
  account: NewAccount & { username: string; passwordHash: string },
): Promise<string> {
  const accountId = newId();
  const { bureauId } = actor;
  await tx.loginName.create({ data: { username: account.username, bureauId, accountId } });
  await tx.account.create({
    data: {
      bureauId,
      id: accountId,
      username: account.username,
      displayName: account.displayName,
      memberId: account.memberId ?? null,
      passwordHash: account.passwordHash,
      mustChangePassword: account.password === undefined,
      credentialsSince: clock.now(),
      createdAt: clock.now(),
    },
  });
  return accountId;
}

async function freeUsername(tx: Tx, name: string, taken: ReadonlySet<string> = new Set()): Promise<string> {
  const base = usernameFor(name);
  const used = await tx.loginName.findMany({ where: { username: { startsWith: base } }, select: { username: true } });
  const all = new Set([...used.map((row) => row.username), ...taken]);
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? base : `${base}${number}`;
    if (!all.has(candidate)) return candidate;
  }
}

/**
 * Opens an account for each member of the branch who has none, all or nothing. Gives the slips to print; the passwords
 * cannot be shown again.
 */
export async function openAccountsForRoster(
  useCase: UseCase,
  branchId: string,
  memberIds: readonly string[] | 'all',
): Promise<AccountSlip[]> {
  const { bureauId } = useCase.actor;
  const members = await useCase.db.member.findMany({
    where: {
      bureauId,
      branchId,
      leftOn: null,
      account: null,
      ...(memberIds === 'all' ? {} : { id: { in: [...memberIds] } }),
    },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  if (members.length === 0) throw new RuleViolation('所选党员都已开通账号,没有需要开通的。');
  // Hashing is slow by design, so it is done before the transaction takes its locks.
  const prepared = await Promise.all(
    members.map(async (member) => {
      const password = temporaryPassword();
      return { ...member, password, passwordHash: await hashPassword(password) };
    }),
  );
  return inTransaction(useCase, async (tx, record) => {
    const taken = new Set<string>();
    const slips: AccountSlip[] = [];
    for (const { id, name, password, passwordHash } of prepared) {
      const username = await freeUsername(tx, name, taken);
      taken.add(username);
      const accountId = await insertAccount(tx, useCase, { displayName: name, memberId: id, username, passwordHash });
      record({ action: 'account.open', entity: 'Account', entityId: accountId, branchId, note: username });
      slips.push({ displayName: name, username, password });
    }
    return slips;
  });
}

/** A new temporary password for a member of the branch; running sessions of the account end. */
export async function resetMemberPassword(useCase: UseCase, branchId: string, memberId: string): Promise<AccountSlip> {
  const { bureauId } = useCase.actor;
  const password = temporaryPassword();
  const passwordHash = await hashPassword(password);
  return inTransaction(useCase, async (tx, record) => {
    const account = await tx.account.findFirst({
      where: { bureauId, memberId, member: { bureauId, branchId } },
      select: { id: true, username: true, displayName: true },
    });
    if (!account) throw new NotFound();
    await tx.account.update({
      where: { bureauId_id: { bureauId, id: account.id } },
      data: { passwordHash, mustChangePassword: true, credentialsSince: useCase.clock.now() },
    });
    record({ action: 'account.resetPassword', entity: 'Account', entityId: account.id, branchId });
    return { displayName: account.displayName, username: account.username, password };
  });
}

/** Changes one's own password. Throws RuleViolation on the field that is wrong. Running sessions of the account end. */
export async function changePassword(useCase: UseCase, input: { current: string; next: string }): Promise<void> {
  const { bureauId, accountId } = useCase.actor;
  if (accountId === null) throw new NotFound();
  const account = await getAccount(useCase.db, bureauId, accountId);
  if (!(await passwordFits(account.passwordHash, input.current)))
    throw new RuleViolation('当前密码不正确。', 'current');
  const refusal = passwordRefusal(input.next, account.username);
  if (refusal) throw new RuleViolation(refusal, 'next');
  if (input.next === input.current) throw new RuleViolation('新密码不能与当前密码相同。', 'next');
  const passwordHash = await hashPassword(input.next);
  await inTransaction(useCase, async (tx, record) => {
    await tx.account.update({
      where: { bureauId_id: { bureauId, id: accountId } },
      data: { passwordHash, mustChangePassword: false, credentialsSince: useCase.clock.now() },
    });
    record({ action: 'account.changePassword', entity: 'Account', entityId: accountId });
  });
}

/** Gives a role. Throws RuleViolation when the account holds it already. Running sessions of the account end. */
export async function grantRole(
  useCase: UseCase,
  grant: { accountId: string; role: RoleName; branchId?: string; validUntil?: Date },
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    await getAccount(tx, bureauId, grant.accountId);
    const branchId = grant.branchId ?? null;
    const held = await tx.roleAssignment.findFirst({
      where: { bureauId, accountId: grant.accountId, role: grant.role, branchId, revokedAt: null },
      select: { id: true },
    });
    if (held) throw new RuleViolation('此人已担任这一职务。', 'username');
    const id = newId();
    await tx.roleAssignment.create({
      data: {
        bureauId,
        id,
        accountId: grant.accountId,
        role: grant.role,
        branchId,
        validUntil: grant.validUntil ?? null,
        grantedAt: useCase.clock.now(),
      },
    });
    await endSessions(tx, useCase, grant.accountId);
    record({
      action: 'role.grant',
      entity: 'RoleAssignment',
      entityId: id,
      ...(branchId ? { branchId } : {}),
      note: grant.role,
    });
  });
}

/** Takes a role back. Running sessions of the account end (quality S9). */
export async function revokeRole(
  useCase: UseCase,
  scope: { branchId: string | null },
  assignmentId: string,
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const held = await tx.roleAssignment.findFirst({
      where: { bureauId, id: assignmentId, branchId: scope.branchId, revokedAt: null },
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

async function endSessions(tx: Tx, { actor, clock }: UseCase, accountId: string): Promise<void> {
  await tx.account.update({
    where: { bureauId_id: { bureauId: actor.bureauId, id: accountId } },
    data: { credentialsSince: clock.now() },
  });
}
