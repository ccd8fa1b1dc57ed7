import type { StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import type { UseCase } from '../../db/transaction.js';
import { newId } from '../../shared/ids.js';
import { endLeadership } from '../elections/index.js';
import { reviseConfirmedList } from '../enrollments/index.js';
import { findAnnouncedProposal } from './group-changes.queries.js';
import type { Recorder } from './group-changes.service.js';

export interface Ending {
  /** Null: everybody of the branch. */
  memberIds: readonly string[] | null;
  at: Date;
  reason: string;
}

/**
 * E40: groups of a branch go on in another one, with their people and leaders, under the other's list. `members`: the new
 * row on the roster by the old one. Gives the new group by the old one. The other branch must have announced its groups.
 * Part of a larger act.
 */
export async function carryGroups(
  tx: Tx,
  record: Recorder,
  useCase: UseCase,
  places: { from: StepPlace; to: StepPlace; fromName: string },
  members: ReadonlyMap<string, string>,
  ending: Ending,
): Promise<Map<string, string>> {
  const { from, to } = places;
  const { at, reason } = ending;
  const proposal = await findAnnouncedProposal(tx, to);
  if (!proposal) return new Map();
  const groups = await listCarriedGroups(tx, from);
  const standing = await tx.functionGroup.findMany({
    where: { ...to },
    select: { name: true, position: true },
  });
  const taken = new Set(standing.map(({ name }) => name));
  const last = Math.max(0, ...standing.map(({ position }) => position));
  const ids = new Map(groups.map(({ id }) => [id, newId()]));
  await endPlaces(tx, record, useCase, from, ending);
  await tx.functionGroup.createMany({
    data: groups.map(({ memberships, leaderTerms: _, id, name, ...group }, index) => ({
      ...group,
      ...{ ...to, id: ids.get(id) ?? '', proposalId: proposal.id, position: last + index + 1 },
      name: taken.has(name) ? `${name}（原${places.fromName}）` : name,
      ...{ memberCount: memberships.length, createdAt: useCase.clock.now() },
    })),
  });
  const newOf = (memberId: string) => members.get(memberId) ?? memberId;
  await tx.groupMembership.createMany({
    data: groups.flatMap(({ id, memberships }) =>
      memberships.map(({ memberId, ...place }) => ({
        ...{ ...to, id: newId(), groupId: ids.get(id) ?? '', memberId: newOf(memberId), startedAt: at, ...place },
      })),
    ),
  });
  await tx.leaderTerm.createMany({
    data: groups.flatMap(({ id, leaderTerms }) =>
      leaderTerms.map(({ memberId, ...term }) => ({
        ...{
          ...to,
          id: newId(),
          groupId: ids.get(id) ?? '',
          memberId: newOf(memberId),
          ...term,
          startedAt: at,
          reason,
        },
      })),
    ),
  });
  await reviseConfirmedList(tx, useCase, to, reason);
  return ids;
}

function listCarriedGroups(tx: Tx, place: StepPlace) {
  return tx.functionGroup.findMany({
    where: { ...place, closedAt: null },
    relationLoadStrategy: 'join',
    orderBy: { position: 'asc' },
    select: {
      ...{ id: true, name: true, groupFunction: true, hostUnitType: true, hostUnit: true, duties: true },
      ...{ activityRules: true, minSize: true, targetSize: true, maxSize: true, wantedSkills: true },
      memberships: {
        where: { bureauId: place.bureauId, endedAt: null },
        select: { memberId: true, source: true, consultationNote: true, acknowledgedAt: true, confirmedAt: true },
      },
      leaderTerms: {
        where: { bureauId: place.bureauId, endedAt: null },
        select: { memberId: true, method: true, actingUntil: true },
      },
    },
  });
}

/**
 * E40: these members leave their groups and offices in the branch; where everybody does, its groups are closed. The list,
 * once confirmed, gets one new version. Part of a larger act.
 */
export async function endPlaces(
  tx: Tx,
  record: Recorder,
  useCase: UseCase,
  place: StepPlace,
  { memberIds, at, reason }: Ending,
): Promise<void> {
  const { bureauId } = place;
  const groups = await tx.functionGroup.findMany({ where: { ...place, closedAt: null }, select: { id: true } });
  const groupIds = groups.map(({ id }) => id);
  await endLeadership(tx, record, useCase, place, { groupIds, memberIds, reason });
  const ended = await tx.$queryRaw<{ groupId: string }[]>`
    UPDATE group_membership SET "endedAt" = GREATEST("startedAt", ${at}), "endReason" = ${reason}
    WHERE "bureauId" = ${bureauId}::uuid AND "campaignId" = ${place.campaignId}::uuid AND "branchId" = ${place.branchId}::uuid
      AND "endedAt" IS NULL AND (${memberIds === null} OR "memberId" = ANY(${[...(memberIds ?? [])]}::uuid[]))
    RETURNING "groupId"`;
  for (const id of groupIds) {
    const left = ended.filter(({ groupId }) => groupId === id).length;
    const closed = memberIds === null ? { closedAt: useCase.clock.now(), closeReason: reason } : {};
    await tx.functionGroup.updateMany({
      where: { bureauId, id },
      data: { memberCount: { decrement: left }, ...closed },
    });
  }
  if (ended.length > 0) await reviseConfirmedList(tx, useCase, place, reason);
}
