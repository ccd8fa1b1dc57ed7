import type { StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import { nestedNode, progressOf } from '../../shared/progress.js';
import { keepOldVersion, publishAnew } from './amending.service.js';
import { findPublished } from './amendments.queries.js';
import { listCarried, listOpenItemsIn } from './carrying.queries.js';
import { recipientSides } from './commitments.rules.js';

export interface Carrying {
  from: StepPlace;
  to: StepPlace;
  /** The new group and the new row on the roster, by the old one. */
  groups: ReadonlyMap<string, string>;
  members: ReadonlyMap<string, string>;
  reason: string;
}

/**
 * E40: letters of groups and members go on in the branch that took them over, made to its side from now on. A published
 * one gets a new version; the old text stays readable (R53). Requests to amend it end. Gives their number. Part of a larger act.
 */
export async function carryLetters(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  carrying: Carrying,
): Promise<number> {
  const { from, to, groups, members, reason } = carrying;
  const { bureauId } = useCase.actor;
  const letters = await listCarried(tx, from, [...groups.keys()], [...members.keys()]);
  await endAmendments(tx, useCase, letters, reason);
  const names = await namesIn(tx, to, [...groups.values()]);
  for (const { id, level, status, groupId, memberId } of letters) {
    const published = status === 'PUBLISHED' ? await findPublished(tx, from, id) : null;
    if (published) await keepOldVersion(tx, useCase, published, reason);
    const newGroup = groups.get(groupId ?? '') ?? null;
    const sides = recipientSides(level, { ...names, groupName: names.groups.get(newGroup ?? '') ?? null });
    const newMember = memberId === null ? null : (members.get(memberId) ?? null);
    await tx.commitment.update({
      where: { bureauId_id: { bureauId, id } },
      data: { branchId: to.branchId, groupId: newGroup, memberId: newMember, ...sides, revision: { increment: 1 } },
    });
    if (published) {
      const { preamble } = published;
      const text = { reason, preamble, items: [], secrecyReviewedBy: useCase.actor.name };
      await publishAnew(tx, record, useCase, { ...published, branchId: to.branchId }, text);
    }
    const entry = { action: 'commitment.carry', entity: 'Commitment', entityId: id, branchId: from.branchId };
    record({ ...entry, from: from.branchId, to: to.branchId, note: reason });
  }
  return letters.length;
}

async function endAmendments(
  tx: Tx,
  { actor, clock }: UseCase,
  letters: readonly { id: string }[],
  reason: string,
): Promise<void> {
  await tx.commitmentAmendment.updateMany({
    where: { bureauId: actor.bureauId, commitmentId: { in: letters.map(({ id }) => id) }, status: 'PROPOSED' },
    data: { status: 'RETURNED', decidedAt: clock.now(), decidedByName: actor.name, decisionNote: reason },
  });
}

async function namesIn(tx: Tx, { bureauId, branchId }: StepPlace, groupIds: readonly string[]) {
  const branch = await tx.branch.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      ...{ name: true, shortName: true, bureau: { select: { name: true } } },
      groups: { where: { bureauId, id: { in: [...groupIds] } }, select: { id: true, name: true } },
    },
  });
  return {
    ...{ bureauName: branch.bureau.name, branchName: branch.name, branchShortName: branch.shortName },
    groups: new Map(branch.groups.map(({ id, name }) => [id, name])),
  };
}

/**
 * E40: what is not done of these letters (`memberIds` null: of every letter of the branch) is closed on that day with the
 * reason; what is done stays. Gives how many items. Part of a larger act.
 */
export async function closeLetters(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  place: StepPlace,
  closing: { memberIds: readonly string[] | null; on: Date; reason: string },
): Promise<number> {
  const { bureauId, branchId } = place;
  const items = await listOpenItemsIn(tx, place, closing.memberIds);
  const open = items.filter((item) => progressOf(nestedNode(item)) < 100);
  const letters = [...new Set(open.map(({ commitmentId }) => commitmentId))].map((id) => ({ id }));
  await endAmendments(tx, useCase, letters, closing.reason);
  await tx.commitmentItem.updateMany({
    where: { bureauId, id: { in: open.map(({ id }) => id) }, closedOn: null },
    data: { closedOn: closing.on, closeReason: closing.reason, parentChangedAt: null },
  });
  for (const { id } of letters)
    record({ action: 'items.close', entity: 'Commitment', entityId: id, branchId, note: closing.reason });
  return open.length;
}

/** E41: letters to come, and next versions, are made to the branch under its new name. Part of a larger act. */
export async function readdressToNewName(
  tx: Tx,
  { actor: { bureauId } }: UseCase,
  branchId: string,
  names: { from: { name: string; shortName: string }; to: { name: string; shortName: string } },
): Promise<void> {
  await tx.commitment.updateMany({
    where: { bureauId, branchId, level: 'GROUP', organizationSide: names.from.name },
    data: { organizationSide: names.to.name },
  });
  const { shortName } = names.from;
  await tx.$executeRaw`UPDATE commitment
    SET "organizationSide" = ${names.to.shortName} || substr("organizationSide", ${shortName.length + 1}::int)
    WHERE "bureauId" = ${bureauId}::uuid AND "branchId" = ${branchId}::uuid AND level = 'MEMBER'
      AND starts_with("organizationSide", ${shortName})`;
}
