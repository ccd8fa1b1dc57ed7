import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import { StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { carryAccount } from '../accounts/index.js';
import { closeItemsOf } from '../commitments/index.js';
import { endLeadership } from '../elections/index.js';
import { leaveGroup } from '../enrollments/index.js';

export const LEAVING_REASON = '组织关系转出';
const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;

export interface Leaving {
  memberId: string;
  fromBranchId: string;
  toBranchId: string | null;
  receivedOn: Date;
}

/**
 * E1, E2: the member leaves the home branch on that day: off its roster, out of his group (a new version of the list), out
 * of office, his open commitments closed, his account with him. Gives his row on the roster of the receiving branch; null when he goes elsewhere.
 */
export async function leaveBranch(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  leaving: Leaving,
): Promise<string | null> {
  const { bureauId } = useCase.actor;
  const { memberId, fromBranchId: branchId, toBranchId, receivedOn } = leaving;
  const places = await tx.groupMembership.findMany({
    where: { bureauId, branchId, memberId, endedAt: null },
    select: { campaignId: true, groupId: true },
  });
  const midnight = new Date(receivedOn.getTime() - CHINA_OFFSET_MS);
  for (const { campaignId, groupId } of places) {
    const place = { bureauId, campaignId, branchId };
    const ending = { groupIds: [groupId], memberIds: [memberId], reason: LEAVING_REASON };
    await endLeadership(tx, record, useCase, place, ending);
    await closeItemsOf(tx, record, place, { memberId, on: receivedOn });
    await leaveGroup(tx, useCase, place, { memberId, endedAt: midnight, reason: LEAVING_REASON });
  }
  if (toBranchId === null) await endRoster(tx, bureauId, memberId, receivedOn);
  const newMemberId = toBranchId === null ? null : await arrive(tx, useCase, leaving, toBranchId);
  await carryAccount(tx, record, useCase, { memberId, branchId, toMemberId: newMemberId });
  record({ action: 'member.leave', entity: 'Member', entityId: memberId, branchId, note: LEAVING_REASON });
  return newMemberId;
}

/** Off the one roster and on to the other in one act; the identity number goes with him and stands nowhere twice. */
async function arrive(
  tx: Tx,
  { actor: { bureauId }, clock }: UseCase,
  { memberId, receivedOn }: Leaving,
  branchId: string,
): Promise<string> {
  const member = await tx.member.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: memberId } } });
  await endRoster(tx, bureauId, memberId, receivedOn, { idNumberCipher: null, idNumberIndex: null });
  const id = newId();
  const now = clock.now();
  const here = { id, branchId, arrivedOn: receivedOn, partyPost: null, postDuties: null };
  await tx.member.create({
    data: { ...member, ...here, leftOn: null, revision: 1, createdAt: now, updatedAt: now },
  });
  const suspension = await tx.rightsSuspension.findFirst({
    where: { bureauId, memberId, endsOn: null },
    select: { startsOn: true },
  });
  if (suspension)
    await tx.rightsSuspension.create({
      data: { bureauId, id: newId(), branchId, memberId: id, startsOn: suspension.startsOn, createdAt: now },
    });
  return id;
}

/** From that day he is not on the roster. Throws StaleState when he left already. */
async function endRoster(
  tx: Tx,
  bureauId: string,
  memberId: string,
  leftOn: Date,
  more: { idNumberCipher?: null; idNumberIndex?: null } = {},
): Promise<void> {
  const { count } = await tx.member.updateMany({
    where: { bureauId, id: memberId, leftOn: null },
    data: { leftOn, ...more, revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState('这名党员刚才已经转出，请看最新情况。');
}
