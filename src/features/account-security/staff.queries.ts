import type { Db, Tx } from '../../db/client.js';
import type { RoleName } from '../../generated/prisma/enums.js';

export interface StaffAccount {
  id: string;
  displayName: string;
  username: string;
  status: 'ACTIVE' | 'DISABLED';
  mustChangePassword: boolean;
  roles: { role: RoleName; branch: { shortName: string } | null }[];
  secondStep: { confirmedAt: Date | null } | null;
}

/** Whoever holds an office, or only the office given. */
const officeHolders = (bureauId: string, now: Date, role: RoleName | null) => ({
  bureauId,
  roles: {
    some: {
      revokedAt: null,
      OR: [{ validUntil: null }, { validUntil: { gt: now } }],
      ...(role === null ? {} : { role }),
    },
  },
});

/** The accounts of a bureau that hold an office, the bureau's own first. */
export function listStaff(db: Db, bureauId: string, now: Date, role: RoleName | null): Promise<StaffAccount[]> {
  return db.account.findMany({
    where: officeHolders(bureauId, now, role),
    relationLoadStrategy: 'join',
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: 500,
    select: {
      ...{ id: true, displayName: true, username: true, status: true, mustChangePassword: true },
      roles: {
        where: { revokedAt: null },
        orderBy: { grantedAt: 'asc' },
        select: { role: true, branch: { select: { shortName: true } } },
      },
      secondStep: { select: { confirmedAt: true } },
    },
  });
}

export async function isStaff(
  db: Db | Tx,
  { bureauId, accountId }: { bureauId: string; accountId: string },
  now: Date,
  role: RoleName | null,
): Promise<boolean> {
  return (await db.account.count({ where: { ...officeHolders(bureauId, now, role), id: accountId } })) > 0;
}
