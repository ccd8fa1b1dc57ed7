import type { Db, Tx } from '../../db/client.js';

/** Where a user name leads, with what the sign-in needs; null when there is no such active account. */
export async function findCredentials(db: Db, username: string) {
  const login = await db.loginName.findUnique({ where: { username } });
  if (!login) return null;
  return db.account.findUnique({
    where: { bureauId_id: { bureauId: login.bureauId, id: login.accountId }, status: 'ACTIVE' },
    select: { bureauId: true, id: true, passwordHash: true },
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
      account: { select: { id: true, username: true, status: true, mustChangePassword: true } },
    },
  });
}
