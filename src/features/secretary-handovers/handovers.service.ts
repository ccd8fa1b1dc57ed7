import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { type Change, findChange } from './handovers.queries.js';
import type { HandoverLine } from './handovers.rules.js';

/** E27: the new secretary has taken over what stands on the list; the former may have signed the printed form. Throws StaleState. */
export async function confirmReception(
  useCase: UseCase,
  branchId: string,
  reception: { lines: readonly HandoverLine[]; signedOnPaper: boolean; note: string | null },
): Promise<void> {
  const { signedOnPaper, note, lines } = reception;
  await inTransaction(useCase, async (tx, record) => {
    const change = await findChange(tx, { bureauId: useCase.actor.bureauId, branchId });
    if (change?.incomingAccountId !== useCase.actor.accountId || change.incomingConfirmedAt !== null)
      throw new StaleState('没有等您确认的书记交接。');
    const id = await keepHandover(tx, useCase, change, lines, {
      ...{ incomingConfirmedAt: useCase.clock.now(), signedOnPaper, note },
    });
    const entry = { action: 'role.takeOver', entity: 'SecretaryHandover', entityId: id, branchId };
    record({ ...entry, note: `${change.outgoingName}交${change.incomingName}${signedOnPaper ? '，纸质签字' : ''}` });
  });
}

/** E27: the former secretary has handed over what stands on the list. Throws StaleState when nothing waits for him. */
export async function confirmDelivery(
  useCase: UseCase,
  branchId: string,
  lines: readonly HandoverLine[],
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const change = await findChange(tx, { bureauId: useCase.actor.bureauId, branchId });
    if (change?.outgoingAccountId !== useCase.actor.accountId || change.outgoingConfirmedAt !== null)
      throw new StaleState('没有等您确认的书记交接。');
    const id = await keepHandover(tx, useCase, change, lines, { outgoingConfirmedAt: useCase.clock.now() });
    const entry = { action: 'role.handOver', entity: 'SecretaryHandover', entityId: id, branchId };
    record({ ...entry, note: `${change.outgoingName}交${change.incomingName}` });
  });
}

interface Confirmation {
  outgoingConfirmedAt?: Date;
  incomingConfirmedAt?: Date;
  signedOnPaper?: boolean;
  note?: string | null;
}

async function keepHandover(
  tx: Tx,
  { actor: { bureauId }, clock }: UseCase,
  change: Change,
  lines: readonly HandoverLine[],
  confirmation: Confirmation,
): Promise<string> {
  const { branchId, outgoingRoleId, incomingRoleId, outgoingName, incomingName } = change;
  const content = lines.map(({ title, text }) => ({ title, text }));
  const row = await tx.secretaryHandover.upsert({
    where: { bureauId_incomingRoleId: { bureauId, incomingRoleId } },
    create: {
      ...{ bureauId, id: newId(), branchId, outgoingRoleId, incomingRoleId, outgoingName, incomingName },
      ...{ content, createdAt: clock.now(), ...confirmation },
    },
    update: { content, ...confirmation },
    select: { id: true },
  });
  return row.id;
}
