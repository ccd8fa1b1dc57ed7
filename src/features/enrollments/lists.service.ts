import { requireOpenStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { namesOf, sizeFault } from './enrollments.rules.js';
import { type GroupWithMembers, listGroupsWithMembers } from './lists.queries.js';
import { listUnconsulted, listUnplacedMembers, listUnsettled, type RoundRow } from './round.queries.js';
import { getRound, moveRound, roundEntry } from './rounds.service.js';

/** A frozen list: names and posts only, nothing private (R25). */
export type ListContent = { group: string; groupFunction: string; members: { name: string; post: string | null }[] }[];

/**
 * R22: fixes the membership list as version 1. Throws RuleViolation while a member is in no group (naming them) or
 * elsewhere than wished with no consultation on record or objects without an answer (R21), and
 * where a group is too small (E11) unless `exceptionReason` says why it stays; StaleState when it is confirmed already.
 * A moved member who has not acknowledged does not hold it back: every move carries its consultation note (R21).
 */
export async function confirmList(
  useCase: UseCase,
  place: StepPlace,
  input: { exceptionReason: string | null },
): Promise<void> {
  const now = useCase.clock.now();
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, place, 'ENROLLMENT');
    const round = await getRound(tx, place);
    await moveRound(tx, place, round, 'confirm', { listVersion: round.listVersion + 1, confirmedAt: now });
    await requireEverybodyPlaced(tx, place);
    await requireConsultations(tx, place);
    await requireSettlements(tx, place);
    const groups = await listGroupsWithMembers(tx, place);
    const faults = smallGroups(groups);
    if (faults.length > 0 && input.exceptionReason === null) {
      throw new RuleViolation(
        `${faults.join('；')}。请调整成员或合并小组；确需保留的，请写明理由。`,
        'exceptionReason',
      );
    }
    await tx.groupMembership.updateMany({
      where: { bureauId: place.bureauId, campaignId: place.campaignId, branchId: place.branchId, endedAt: null },
      data: { confirmedAt: now },
    });
    const reason = faults.length > 0 ? `首次确定。${input.exceptionReason}` : '首次确定';
    await writeListVersion(tx, useCase, place, { roundId: round.id, version: round.listVersion + 1, reason }, groups);
    record({ ...roundEntry('membershipList.confirm', place, round.id), from: 'CLOSED', to: 'CONFIRMED', note: reason });
  });
}

async function requireEverybodyPlaced(tx: Tx, place: StepPlace): Promise<void> {
  const unplaced = await listUnplacedMembers(tx, place);
  if (unplaced.length === 0) return;
  const names = namesOf(unplaced.map((member) => member.name));
  throw new RuleViolation(`还有${unplaced.length}名党员未参加任何功能党小组：${names}。请先协商安排。`);
}

async function requireConsultations(tx: Tx, place: StepPlace): Promise<void> {
  const missing = await listUnconsulted(tx, place);
  if (missing.length === 0) return;
  const names = namesOf(missing.map(({ member }) => member.name));
  throw new RuleViolation(
    `还有${missing.length}名党员的小组与第1志愿不一致、没有协商记录：${names}。请逐人写明协商情况。`,
  );
}

async function requireSettlements(tx: Tx, place: StepPlace): Promise<void> {
  const open = await listUnsettled(tx, place);
  if (open.length === 0) return;
  const names = namesOf(open.map(({ member }) => member.name));
  throw new RuleViolation(`还有${open.length}名党员对安排有不同意见、尚未答复：${names}。请先答复或调整。`);
}

/** E11 for every group, in words. */
export function smallGroups(groups: readonly GroupWithMembers[]): string[] {
  return groups.flatMap((group) => {
    const fullMembers = group.memberships.filter(({ member }) => member.memberType === 'FULL').length;
    const fault = sizeFault({ ...group, fullMembers });
    return fault === null ? [] : [fault];
  });
}

/**
 * R22: after a change of a confirmed list, freezes it as its next version with the reason. Gives the number. `round` must
 * be locked. Throws StaleState when the list is not confirmed.
 */
export async function renewList(
  tx: Tx,
  useCase: UseCase,
  place: StepPlace,
  round: RoundRow,
  reason: string,
): Promise<number> {
  const version = round.listVersion + 1;
  await moveRound(tx, place, round, 'revise', { listVersion: version });
  const groups = await listGroupsWithMembers(tx, place);
  await writeListVersion(tx, useCase, place, { roundId: round.id, version, reason }, groups);
  return version;
}

/** Freezes the list as it stands now under this number. */
export async function writeListVersion(
  tx: Tx,
  { actor, clock }: UseCase,
  place: StepPlace,
  list: { roundId: string; version: number; reason: string },
  groups: readonly GroupWithMembers[],
): Promise<void> {
  const content: ListContent = groups.map((group) => ({
    group: group.name,
    groupFunction: group.groupFunction,
    members: group.memberships.map(({ member }) => ({ name: member.name, post: member.post })),
  }));
  await tx.membershipListVersion.create({
    data: {
      bureauId: place.bureauId,
      id: newId(),
      ...list,
      content,
      confirmedAt: clock.now(),
      confirmedBy: actor.name,
    },
  });
}
