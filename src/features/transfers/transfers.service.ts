import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { addDays, chinaDay, dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { requireNoCandidacy } from '../elections/index.js';
import { dropBoardCache } from '../notice-board/index.js';
import { leaveBranch } from './leaving.service.js';
import { findTransfer, type TransferRow } from './transfers.queries.js';
import { COMMITMENT_DAYS, letterFault, receptionFault, TRANSFER_LIFE, type TransferAction } from './transfers.rules.js';

export interface TransferLetter {
  memberId: string;
  /** A branch of this bureau; null: `destination` says where. */
  toBranchId: string | null;
  destination: string | null;
  /** 介绍信编号; left out: none. */
  letterNo?: string | null;
  letterOn: Date;
  validUntil: Date;
}

/**
 * E1: the home branch writes the letter; until the member is received he stays on its roster with every right. Gives the
 * id. Throws RuleViolation (days, no destination, one under way already), NotFound.
 */
export async function writeTransferLetter(useCase: UseCase, branchId: string, letter: TransferLetter): Promise<string> {
  const { bureauId } = useCase.actor;
  const now = useCase.clock.now();
  const fault = letterFault(letter, chinaDay(now));
  if (fault) throw new RuleViolation(fault.message, fault.field);
  const id = newId();
  await inTransaction(useCase, async (tx, record) => {
    const member = await tx.member.findFirst({
      where: { bureauId, branchId, id: letter.memberId, leftOn: null },
      select: { name: true },
    });
    if (!member) throw new NotFound();
    const destination = await destinationOf(tx, bureauId, branchId, letter);
    const { memberId, toBranchId, letterOn, validUntil, letterNo = null } = letter;
    await tx.memberTransfer
      .create({
        data: {
          ...{ bureauId, id, memberId, fromBranchId: branchId, toBranchId, destination },
          ...{ letterNo, letterOn, validUntil, createdAt: now },
        },
      })
      .catch((error: unknown) => {
        if (!isUniqueViolation(error)) throw error;
        throw new RuleViolation(`${member.name}的组织关系正在转接，不能重复办理。`);
      });
    record({ ...entry('transfer.letter', id, branchId), to: 'IN_TRANSIT', note: destination });
  });
  return id;
}

async function destinationOf(tx: Tx, bureauId: string, branchId: string, letter: TransferLetter): Promise<string> {
  if (letter.toBranchId === null) {
    if (letter.destination === null) throw new RuleViolation('请选择本局支部，或填写接收的党组织名称。', 'destination');
    return letter.destination;
  }
  const branch = await tx.branch.findFirst({
    where: { bureauId, id: letter.toBranchId, status: 'ACTIVE' },
    select: { id: true, shortName: true },
  });
  if (!branch || branch.id === branchId) throw new RuleViolation('请选择本局的另一个支部。', 'toBranchId');
  return branch.shortName;
}

/**
 * E2: the member has been received. Within the bureau the receiving branch says so and has him on its roster from that
 * day; elsewhere the home branch enters the receipt it got back. In one act he leaves here: place, office, account.
 * From the day this is entered he has `commitmentDays` for his own commitment. Throws RuleViolation (day, candidate), StaleState when it is settled, NotFound when it is another branch's to say.
 */
export async function receiveTransfer(
  useCase: UseCase,
  branchId: string,
  transferId: string,
  receivedOn: Date,
  commitmentDays = COMMITMENT_DAYS,
): Promise<void> {
  const { bureauId } = useCase.actor;
  const today = chinaDay(useCase.clock.now());
  await inTransaction(useCase, async (tx, record) => {
    const transfer = await findTransfer(tx, { bureauId, branchId }, transferId);
    if (!transfer || branchId !== (transfer.toBranchId ?? transfer.fromBranchId)) throw new NotFound();
    const fault = receptionFault(transfer, receivedOn, today);
    if (fault) throw new RuleViolation(fault, 'receivedOn');
    await requireNoCandidacy(tx, { bureauId, branchId: transfer.fromBranchId }, transfer.memberId);
    await settle(tx, useCase, transfer, 'receive', { receivedOn });
    const newMemberId = await leaveBranch(tx, record, useCase, { ...transfer, receivedOn });
    if (newMemberId !== null)
      await tx.memberTransfer.update({
        where: { bureauId_id: { bureauId, id: transferId } },
        data: { newMemberId, commitmentDueOn: addDays(today, commitmentDays) },
      });
    record({
      ...entry('transfer.receive', transferId, branchId),
      ...{ from: transfer.status, to: 'RECEIVED', note: dayInput(receivedOn) },
    });
  });
  dropBoardCache();
}

/** The letter is taken back, or has lapsed: he stays. Only the home branch does it. Throws NotFound, StaleState. */
export function cancelTransfer(useCase: UseCase, branchId: string, transferId: string, reason: string): Promise<void> {
  return endLetter(useCase, branchId, transferId, { by: 'fromBranchId', act: 'cancel', record: 'cancel', reason });
}

/**
 * The receiving branch does not take him and says why; he stays in the home branch, which may write a new letter. Throws
 * NotFound, StaleState.
 */
export function sendTransferBack(
  useCase: UseCase,
  branchId: string,
  transferId: string,
  reason: string,
): Promise<void> {
  return endLetter(useCase, branchId, transferId, { by: 'toBranchId', act: 'sendBack', record: 'return', reason });
}

/** Ends a letter on its way; `by`: whose act it is, `record`: how the trail calls it. */
async function endLetter(
  useCase: UseCase,
  branchId: string,
  transferId: string,
  ending: { by: 'fromBranchId' | 'toBranchId'; act: 'cancel' | 'sendBack'; record: string; reason: string },
): Promise<void> {
  const { by, act, reason } = ending;
  await inTransaction(useCase, async (tx, record) => {
    const transfer = await findTransfer(tx, { bureauId: useCase.actor.bureauId, branchId }, transferId);
    if (transfer?.[by] !== branchId) throw new NotFound();
    const to = await settle(tx, useCase, transfer, act, { cancelReason: reason });
    record({ ...entry(`transfer.${ending.record}`, transferId, branchId), from: transfer.status, to, note: reason });
  });
}

/** The only writer of a letter's status; gives the new one. Throws StaleState when it is settled. */
async function settle(
  tx: Tx,
  { actor, clock }: UseCase,
  transfer: TransferRow,
  action: TransferAction,
  change: { receivedOn?: Date; cancelReason?: string },
): Promise<TransferRow['status']> {
  const step = TRANSFER_LIFE[transfer.status][action];
  if (!step) throw new StaleState('这项转接刚才已经办结，请看最新情况。');
  const { count } = await tx.memberTransfer.updateMany({
    where: { bureauId: actor.bureauId, id: transfer.id, status: transfer.status },
    data: { ...change, status: step.to, settledAt: clock.now() },
  });
  if (count === 0) throw new StaleState('这项转接刚才已经办结，请看最新情况。');
  return step.to;
}

const entry = (action: string, entityId: string, branchId: string): AuditEntry => ({
  ...{ action, entity: 'MemberTransfer', entityId, branchId },
});
