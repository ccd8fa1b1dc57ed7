import type { Db } from '../../db/client.js';

/**
 * The active account of a bureau under the name that the provider vouches for; null when there is none. No account is
 * made, and the platform's administrator is not let in this way: the provider is a bureau's.
 */
export async function findProvidedUser(db: Db, name: string): Promise<Express.User | null> {
  if (name.includes('\0')) return null;
  const login = await db.loginName.findUnique({ where: { username: name.toLowerCase() } });
  if (!login) return null;
  const account = await db.account.findUnique({
    where: {
      ...{ bureauId_id: { bureauId: login.bureauId, id: login.accountId } },
      ...{ status: 'ACTIVE', bureau: { kind: 'BUREAU' } },
    },
    select: { displayName: true, secondStep: { select: { confirmedAt: true } } },
  });
  if (!account) return null;
  const { displayName, secondStep } = account;
  return {
    ...{ bureauId: login.bureauId, accountId: login.accountId, displayName },
    secondStep: secondStep?.confirmedAt != null,
  };
}
