import type { Db } from '../../src/db/client.js';
import { hashPassword } from '../../src/features/accounts/passwords.js';
import type { RoleName } from '../../src/generated/prisma/enums.js';
import type { AccountModel } from '../../src/generated/prisma/models.js';
import { newId } from '../../src/shared/ids.js';
import { CREATED_AT } from './bureau.js';
import { nextNumber } from './numbers.js';

/** The password of every account made here; hashed once a process. */
export const TEST_PASSWORD = 'Ceshi-2026-mima';
let passwordHash: Promise<string> | undefined;

export interface AccountWish {
  username?: string;
  displayName?: string;
  role?: RoleName;
  branchId?: string;
  /** The person on the roster; makes the account a member's. */
  memberId?: string;
  mustChangePassword?: boolean;
}

/** An account that can sign in with TEST_PASSWORD, with one role or none. */
export async function anAccount(db: Db, bureauId: string, wish: AccountWish = {}): Promise<AccountModel> {
  passwordHash ??= hashPassword(TEST_PASSWORD);
  const username = wish.username ?? `user-${process.pid}-${nextNumber()}`;
  const account = await db.account.create({
    data: {
      bureauId,
      id: newId(),
      username,
      displayName: wish.displayName ?? '张红梅',
      memberId: wish.memberId ?? null,
      passwordHash: await passwordHash,
      mustChangePassword: wish.mustChangePassword ?? false,
      credentialsSince: CREATED_AT,
      createdAt: CREATED_AT,
    },
  });
  await db.loginName.create({ data: { username, bureauId, accountId: account.id } });
  if (wish.role) await grant(db, account, wish.role, wish.branchId ?? null);
  return account;
}

async function grant(db: Db, account: AccountModel, role: RoleName, branchId: string | null): Promise<void> {
  const { bureauId, id: accountId } = account;
  await db.roleAssignment.create({
    data: { bureauId, id: newId(), accountId, role, branchId, grantedAt: CREATED_AT },
  });
}
