import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import { addDays, chinaDay } from '../../shared/dates.js';
import { newId } from '../../shared/ids.js';
import { carryAccounts } from '../accounts/index.js';
import { COMMITMENT_DAYS } from './transfers.rules.js';

export interface Moving {
  fromBranchId: string;
  to: { id: string; shortName: string };
  memberIds: readonly string[];
  on: Date;
  /** 党支部合并 …: why, as it stands with each of them. */
  reason: string;
  documentNo: string;
  /** They have a commitment of their own to write in the new branch. */
  pledge: boolean;
}

/**
 * E40: these members leave the roster of one branch and stand on the other's from that day, by a document instead of
 * letters: accounts go with them, lost rights stay lost. Gives each one's new row by the old one. Part of a larger act,
 * which sees to groups, offices and commitments.
 */
export async function moveMembers(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  moving: Moving,
): Promise<Map<string, string>> {
  const { bureauId } = useCase.actor;
  const { fromBranchId, to, on, reason } = moving;
  const now = useCase.clock.now();
  const members = await tx.member.findMany({
    where: { bureauId, branchId: fromBranchId, id: { in: [...moving.memberIds] }, leftOn: null },
    orderBy: { id: 'asc' },
  });
  const ids = new Map(members.map(({ id }) => [id, newId()]));
  const old = { bureauId, id: { in: [...ids.keys()] } };
  // The identity number goes with him and stands nowhere twice.
  await tx.member.updateMany({
    where: old,
    data: { leftOn: on, idNumberCipher: null, idNumberIndex: null, revision: { increment: 1 } },
  });
  const here = { branchId: to.id, arrivedOn: on, partyPost: null, revision: 1, createdAt: now, updatedAt: now };
  await tx.member.createMany({ data: members.map((row) => ({ ...row, ...here, id: ids.get(row.id) ?? '' })) });
  await carrySuspensions(tx, useCase, ids, to.id);
  await closeLetters(tx, useCase, { memberId: { in: [...ids.keys()] } }, reason);
  await tx.memberTransfer.createMany({
    data: [...ids].map(([memberId, newMemberId]) => ({
      ...{ bureauId, id: newId(), memberId, newMemberId, fromBranchId, toBranchId: to.id, destination: to.shortName },
      ...{ letterNo: moving.documentNo, letterOn: on, validUntil: on, receivedOn: on, status: 'RECEIVED' as const },
      commitmentDueOn: moving.pledge ? addDays(chinaDay(now), COMMITMENT_DAYS) : null,
      ...{ createdAt: now, settledAt: now },
    })),
  });
  await carryAccounts(tx, record, useCase, { branchId: fromBranchId, members: ids });
  return ids;
}

async function carrySuspensions(
  tx: Tx,
  { actor: { bureauId }, clock }: UseCase,
  ids: ReadonlyMap<string, string>,
  branchId: string,
): Promise<void> {
  const open = await tx.rightsSuspension.findMany({
    where: { bureauId, memberId: { in: [...ids.keys()] }, endsOn: null },
    select: { memberId: true, startsOn: true },
  });
  await tx.rightsSuspension.createMany({
    data: open.map(({ memberId, startsOn }) => ({
      ...{ bureauId, id: newId(), branchId, memberId: ids.get(memberId) ?? '', startsOn, createdAt: clock.now() },
    })),
  });
}

/** E40: letters on their way to a branch that is no more go back to the home branches. Part of a larger act. */
export function sendLettersBack(tx: Tx, useCase: UseCase, toBranchId: string, reason: string): Promise<void> {
  return closeLetters(tx, useCase, { toBranchId }, reason, 'RETURNED');
}

async function closeLetters(
  tx: Tx,
  { actor: { bureauId }, clock }: UseCase,
  where: { memberId: { in: string[] } } | { toBranchId: string },
  cancelReason: string,
  status: 'CANCELED' | 'RETURNED' = 'CANCELED',
): Promise<void> {
  await tx.memberTransfer.updateMany({
    where: { bureauId, ...where, status: 'IN_TRANSIT' },
    data: { status, cancelReason, settledAt: clock.now() },
  });
}
