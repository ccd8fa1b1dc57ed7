import type { UseCase } from '../../db/transaction.js';
import { newId } from '../../shared/ids.js';
import type { AccountSlip } from './accounts.service.js';
import { openAccountWithRole } from './roles.service.js';

export const ADMINISTRATOR = 'admin';

type Deps = Omit<UseCase, 'actor'>;

/** The bureau of kind PLATFORM, which holds the administrator's account; made when the database has none. */
export async function openPlatform(deps: Deps): Promise<UseCase> {
  const found = await deps.db.bureau.findFirst({ where: { kind: 'PLATFORM' }, select: { id: true } });
  const bureauId = found?.id ?? newId();
  if (!found)
    await deps.db.bureau.create({
      data: { id: bureauId, kind: 'PLATFORM', name: '平台', createdAt: deps.clock.now() },
    });
  return { ...deps, actor: { bureauId, accountId: null, name: '平台管理员' } };
}

/** Opens the platform administrator's account; without a password given, a temporary one is made. */
export async function openAdministrator(platform: UseCase, password?: string): Promise<AccountSlip> {
  const account = {
    displayName: '平台管理员',
    username: ADMINISTRATOR,
    ...(password === undefined ? {} : { password }),
  };
  const { accountId: _, ...slip } = await openAccountWithRole(platform, account, { role: 'PLATFORM_ADMIN' });
  return slip;
}

/**
 * First start on a database without accounts: opens the administrator's and gives the slip, to be shown to the operator
 * once; null when there are accounts already.
 */
export async function openFirstAdministrator(deps: Deps): Promise<AccountSlip | null> {
  if ((await deps.db.loginName.count()) > 0) return null;
  return openAdministrator(await openPlatform(deps));
}
