import type { Db, Tx } from '../../db/client.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';

/** The active account of a user name, whichever bureau's; null when there is none. */
export async function findActiveAccount(db: Db, username: string) {
  const login = await db.loginName.findUnique({ where: { username } });
  if (!login) return null;
  return db.account.findUnique({
    where: { bureauId_id: { bureauId: login.bureauId, id: login.accountId }, status: 'ACTIVE' },
    select: { bureauId: true, id: true, displayName: true },
  });
}

/** Where a user name leads, with what the sign-in needs; null when there is no such active account. */
export async function findCredentials(db: Db, username: string) {
  const login = await db.loginName.findUnique({ where: { username } });
  if (!login) return null;
  return db.account.findUnique({
    where: { bureauId_id: { bureauId: login.bureauId, id: login.accountId }, status: 'ACTIVE' },
    relationLoadStrategy: 'join',
    select: {
      ...{ bureauId: true, id: true, displayName: true, passwordHash: true },
      secondStep: { select: { confirmedAt: true } },
    },
  });
}

export async function getAccount(db: Db | Tx, bureauId: string, id: string) {
  return db.account.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } });
}

/** Accounts and roster of a branch, for the secretary's page: each member with the account, if any. */
export function listMembersWithAccounts(db: Db, bureauId: string, branchId: string, query: string, most = 300) {
  return db.member.findMany({
    where: { bureauId, branchId, leftOn: null, ...(query === '' ? {} : { name: { contains: query } }) },
    relationLoadStrategy: 'join',
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: most,
    select: {
      id: true,
      name: true,
      post: true,
      account: {
        select: {
          ...{ id: true, username: true, status: true, mustChangePassword: true },
          secondStep: { select: { confirmedAt: true } },
        },
      },
    },
  });
}

/**
 * The account of a member whom his branch helps with a lost password or phone. Throws NotFound where he has none, and
 * RuleViolation where he holds an office elsewhere: his branch must not get hold of it.
 */
export async function accountOfMember(
  db: Db | Tx,
  { bureauId, branchId, memberId }: { bureauId: string; branchId: string; memberId: string },
) {
  const account = await db.account.findFirst({
    where: { bureauId, memberId, member: { bureauId, branchId } },
    select: {
      ...{ id: true, username: true, displayName: true },
      roles: {
        where: { revokedAt: null, OR: [{ branchId: null }, { branchId: { not: branchId } }] },
        select: { id: true },
        take: 1,
      },
    },
  });
  if (!account) throw new NotFound();
  if (account.roles.length > 0)
    throw new RuleViolation(`${account.displayName}还担任局党委或其他支部的职务，请局党委书记在“工作账号”中办理。`);
  return account;
}
