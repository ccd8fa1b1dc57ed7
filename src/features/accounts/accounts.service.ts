import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { slipCode } from '../../shared/slip-code.js';
import { hashPassword } from './passwords.js';

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
  /** The branch under which the opening stands in the audit trail. */
  branchId?: string;
  /** Given by set-up and demonstration data only; else a temporary one is made that must be changed. */
  password?: string;
}

export type OpenedAccount = AccountSlip & { accountId: string };

/** An account with its password hashed: slow by design, so done before a transaction takes its locks. */
export interface PreparedAccount extends NewAccount {
  password: string;
  passwordHash: string;
  mustChangePassword: boolean;
}

export async function prepareAccount(account: NewAccount): Promise<PreparedAccount> {
  const password = account.password ?? slipCode();
  const mustChangePassword = account.password === undefined;
  return { ...account, password, mustChangePassword, passwordHash: await hashPassword(password) };
}

/** Opens one account. Throws RuleViolation when the user name is taken. */
export async function openAccount(useCase: UseCase, account: NewAccount): Promise<OpenedAccount> {
  const prepared = await prepareAccount(account);
  return inTransaction(useCase, (tx, record) => openPrepared(tx, record, useCase, prepared));
}

/** The same inside a transaction that does more. */
export async function openPrepared(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor: { bureauId }, clock }: UseCase,
  account: PreparedAccount,
): Promise<OpenedAccount> {
  const { displayName, password, passwordHash, mustChangePassword, branchId } = account;
  const username = account.username ?? (await freeUsername(tx, displayName));
  if (account.username !== undefined && (await tx.loginName.findUnique({ where: { username } }))) {
    throw new RuleViolation(`用户名“${username}”已被使用，请换一个。`, 'username');
  }
  const accountId = newId();
  await tx.loginName.create({ data: { username, bureauId, accountId } });
  await tx.account.create({
    data: {
      bureauId,
      id: accountId,
      username,
      displayName,
      memberId: account.memberId ?? null,
      passwordHash,
      mustChangePassword,
      credentialsSince: clock.now(),
      createdAt: clock.now(),
    },
  });
  record({
    action: 'account.open',
    entity: 'Account',
    entityId: accountId,
    ...(branchId === undefined ? {} : { branchId }),
    note: username,
  });
  return { accountId, displayName, username, password };
}

async function freeUsername(tx: Tx, name: string): Promise<string> {
  // The dictionary behind it is large, and few requests open accounts.
  const { usernameFor } = await import('./usernames.js');
  const base = usernameFor(name);
  const used = await tx.loginName.findMany({ where: { username: { startsWith: base } }, select: { username: true } });
  const taken = new Set(used.map((row) => row.username));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? base : `${base}${number}`;
    if (!taken.has(candidate)) return candidate;
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
  if (members.length === 0) throw new RuleViolation('所选党员都已开通账号，没有需要开通的。');
  const prepared = await Promise.all(
    members.map(({ id, name }) => prepareAccount({ displayName: name, memberId: id, branchId })),
  );
  return inTransaction(useCase, async (tx, record) => {
    const slips: AccountSlip[] = [];
    for (const account of prepared) {
      const { accountId: _, ...slip } = await openPrepared(tx, record, useCase, account);
      slips.push(slip);
    }
    return slips;
  });
}
