import type { Db } from '../../src/db/client.js';
import { newId } from '../../src/shared/ids.js';

/** E27: a member of the branch was its secretary until a day before today's took office, so that there is work to hand over. */
export async function aFormerSecretary(db: Db, username: string): Promise<void> {
  const role = { role: 'BRANCH_SECRETARY', revokedAt: null } as const;
  const { bureauId, accountId } = await db.loginName.findUniqueOrThrow({ where: { username } });
  const { branchId, grantedAt } = await db.roleAssignment.findFirstOrThrow({
    where: { bureauId, accountId, ...role },
  });
  const former = await db.account.findFirstOrThrow({
    where: { bureauId, id: { not: accountId }, member: { branchId: branchId ?? '' } },
  });
  const day = 24 * 60 * 60 * 1000;
  const [since, until] = [400, 1].map((days) => new Date(grantedAt.getTime() - days * day));
  if (!since || !until) throw new Error('There are two days.');
  await db.roleAssignment.create({
    data: {
      bureauId,
      branchId,
      id: newId(),
      accountId: former.id,
      role: role.role,
      grantedAt: since,
      revokedAt: until,
    },
  });
}
