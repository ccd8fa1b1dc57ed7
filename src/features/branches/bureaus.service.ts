import { inTransaction, type UseCase } from '../../db/transaction.js';
import { RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { type AccountSlip, openAccountWithRole } from '../accounts/index.js';

export interface NewBureau {
  name: string;
  secretaryName: string;
  secretaryUsername: string | null;
  /** Given by set-up and demonstration data only. */
  secretaryPassword?: string;
}

/** A bureau with the account of the secretary of its Party committee. Throws RuleViolation when the name is taken. */
export async function createBureau(
  useCase: UseCase,
  input: NewBureau,
): Promise<{ bureauId: string; slip: AccountSlip }> {
  const { db, clock, actor } = useCase;
  const username = input.secretaryUsername;
  if (username !== null && (await db.loginName.findUnique({ where: { username } }))) {
    throw new RuleViolation(`用户名“${username}”已被使用，请换一个。`, 'secretaryUsername');
  }
  const bureauId = newId();
  await inTransaction(useCase, async (tx, record) => {
    if (await tx.bureau.findFirst({ where: { name: input.name }, select: { id: true } })) {
      throw new RuleViolation('已有同名的教育体育局，请核对名称。', 'name');
    }
    await tx.bureau.create({ data: { id: bureauId, kind: 'BUREAU', name: input.name, createdAt: clock.now() } });
    record({ action: 'bureau.create', entity: 'Bureau', entityId: bureauId, note: input.name });
  });
  // The account's own audit entries belong to the chain of the new bureau.
  const inBureau: UseCase = { ...useCase, actor: { bureauId, accountId: null, name: actor.name } };
  const account = {
    displayName: input.secretaryName,
    ...(username === null ? {} : { username }),
    ...(input.secretaryPassword === undefined ? {} : { password: input.secretaryPassword }),
  };
  const { accountId: _, ...slip } = await openAccountWithRole(inBureau, account, { role: 'BUREAU_SECRETARY' });
  return { bureauId, slip };
}
