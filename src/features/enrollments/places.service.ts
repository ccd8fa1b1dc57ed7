import type { StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import type { MembershipSource } from '../../generated/prisma/enums.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { settleReminders } from '../reminders/index.js';
import {
  type ActiveMembership,
  findActiveMembership,
  type LockedGroup,
  listGroupsWithRoom,
  lockGroups,
} from './places.queries.js';

export interface Placement {
  memberId: string;
  groupId: string;
  source: MembershipSource;
  consultationNote: string | null;
  /** Why the place before ends, where there is one. */
  endReason: string;
  /** The list is confirmed already: the new place counts at once. */
  confirmedAt: Date | null;
  now: Date;
}

/**
 * R17, E3: gives the member the one place in this campaign; the place before ends in the same transaction. Capacity is
 * decided under the lock of the groups' rows, a second active place is refused by a unique index.
 * Throws RuleViolation (group full, naming those with room), StaleState (somebody placed the member in between),
 * NotFound (no such group in the branch).
 */
export async function placeMember(tx: Tx, place: StepPlace, placement: Placement): Promise<{ from: string | null }> {
  const current = await findActiveMembership(tx, place, placement.memberId);
  if (current?.groupId === placement.groupId) {
    await renewMembership(tx, place, current, placement);
    return { from: current.groupId };
  }
  const ids = [placement.groupId, ...(current ? [current.groupId] : [])];
  const groups = await lockGroups(tx, place, ids);
  const target = groups.find((group) => group.id === placement.groupId);
  if (!target) throw new NotFound('没有找到这个功能党小组。');
  if (target.memberCount >= target.maxSize) throw await groupFull(tx, place, target);
  if (current) await endMembership(tx, place, current, placement);
  await startMembership(tx, place, placement);
  const { bureauId, campaignId } = place;
  const { memberId, now } = placement;
  // Who has a place need not sign up any more, however he came by it.
  const clock = { now: () => now };
  await settleReminders(tx, { clock }, { bureauId, campaignId, memberId, subject: 'ENROLLMENT' });
  return { from: current?.groupId ?? null };
}

/** The same place, settled another way: wished for after it was assigned, or assigned again with a new note. */
async function renewMembership(
  tx: Tx,
  { bureauId }: StepPlace,
  current: ActiveMembership,
  placement: Placement,
): Promise<void> {
  const { source, consultationNote, now } = placement;
  // A place of his own choice that the branch now gives him is for the member to agree to.
  const acknowledged = source === 'ENROLLED' ? now : current.source === 'ENROLLED' ? null : current.acknowledgedAt;
  const renewed = await tx.groupMembership.updateMany({
    where: { bureauId, id: current.id, endedAt: null },
    data: {
      source,
      ...(consultationNote === null ? {} : { consultationNote }),
      acknowledgedAt: acknowledged,
    },
  });
  if (renewed.count === 0) throw new StaleState();
}

/** Ends a place and gives it back to its group. Throws StaleState when it has ended in between. */
export async function endMembership(
  tx: Tx,
  { bureauId }: StepPlace,
  current: ActiveMembership,
  { now, endReason }: Pick<Placement, 'now' | 'endReason'>,
): Promise<void> {
  const ended = await tx.groupMembership.updateMany({
    where: { bureauId, id: current.id, endedAt: null },
    data: { endedAt: now, endReason },
  });
  if (ended.count === 0) throw new StaleState('这名党员所在的小组刚才已被调整，请看最新情况后再操作。');
  await tx.functionGroup.updateMany({
    where: { bureauId, id: current.groupId },
    data: { memberCount: { decrement: 1 } },
  });
}

async function startMembership(tx: Tx, place: StepPlace, placement: Placement): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  const { memberId, groupId, source, consultationNote, confirmedAt, now } = placement;
  try {
    await tx.groupMembership.create({
      data: {
        bureauId,
        id: newId(),
        campaignId,
        branchId,
        groupId,
        memberId,
        source,
        consultationNote,
        acknowledgedAt: source === 'ENROLLED' ? now : null,
        startedAt: now,
        confirmedAt,
      },
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'group_membership_one_active')) throw error;
    throw new StaleState('这名党员刚才已经参加了一个功能党小组，每名党员只能参加一个。请看最新情况。');
  }
  await tx.functionGroup.updateMany({ where: { bureauId, id: groupId }, data: { memberCount: { increment: 1 } } });
}

async function groupFull(tx: Tx, place: StepPlace, full: LockedGroup): Promise<RuleViolation> {
  const others = await listGroupsWithRoom(tx, place);
  const room = others.map((group) => `${group.name}（还剩${group.room}个名额）`).join('、');
  const next = room === '' ? '各小组均已满员，请与支部书记联系。' : `还有名额的小组：${room}。`;
  return new RuleViolation(`“${full.name}”已满${full.maxSize}人。${next}`, 'groupId');
}
