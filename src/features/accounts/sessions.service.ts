import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound } from '../../shared/errors.js';

/**
 * Ends one session of one's own, or all but this one; gives how many were running. One that is over already is no
 * fault: it is where the person wanted it.
 */
export async function endOwnSessions(
  useCase: UseCase,
  which: { publicId: string } | { allBut: string },
): Promise<number> {
  const { bureauId, accountId } = useCase.actor;
  if (accountId === null) throw new NotFound();
  const name = 'publicId' in which ? which.publicId : which.allBut;
  return inTransaction(useCase, async (tx, record) => {
    const running = await tx.$queryRaw<{ idHash: string }[]>`
      SELECT "idHash" FROM session WHERE "bureauId" = ${bureauId}::uuid AND "accountId" = ${accountId}::uuid
        AND CASE WHEN ${'publicId' in which} THEN data->>'publicId' = ${name} ELSE data->>'publicId' IS DISTINCT FROM ${name} END`;
    if (running.length === 0) return 0;
    const { count } = await tx.session.deleteMany({ where: { idHash: { in: running.map(({ idHash }) => idHash) } } });
    record({ action: 'account.endSessions', entity: 'Account', entityId: accountId, note: `${count}处` });
    return count;
  });
}
