import type { Db, Tx } from '../../db/client.js';

export function findSecondStep(db: Db | Tx, bureauId: string, accountId: string) {
  return db.secondStep.findUnique({ where: { bureauId_accountId: { bureauId, accountId } } });
}

export function countRecoveryCodes(db: Db, bureauId: string, accountId: string): Promise<number> {
  return db.recoveryCode.count({ where: { bureauId, accountId, usedAt: null } });
}

/** Whether the bureau demands a second step of its own accounts. */
export async function secondStepRequired(db: Db | Tx, bureauId: string): Promise<boolean> {
  const bureau = await db.bureau.findUniqueOrThrow({ where: { id: bureauId }, select: { secondStepRequired: true } });
  return bureau.secondStepRequired;
}
