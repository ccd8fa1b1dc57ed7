import { requireOpenStep, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState, StepNotOpen } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { settleReminders } from '../reminders/index.js';
import { windowRefusal } from './enrollments.rules.js';
import { type ActiveMembership, findActiveMembership, findRosterMember, lockGroups } from './places.queries.js';
import { endMembership, placeMember } from './places.service.js';
import { lockRound } from './round.queries.js';

export interface Wish {
  groupId: string;
  secondGroupId: string | null;
  /** Left out: none. */
  thirdGroupId?: string | null;
  servicePledge: string;
  /**
   * The place the member saw when filling in the form: its id, or null for none. Another one by now means that a
   * second window (or the branch) was faster, and the member is told. Left out: not checked.
   */
  seen?: string | null;
}

/** Where the member is after signing up, and which of his wishes that is (from 1); null: no place yet. */
export type TakenPlace = { groupId: string; rank: number } | null;

/**
 * R16–R20, E16: the member signs up, or changes the wishes while the window is open. The wishes are kept in any case. The
 * first of them with room is taken at once, for the time being: who goes where is settled for all together after the
 * window has ended, whoever came first. Where all are full the wishes stand without a place; a place the branch agreed
 * with the member stays. The same wishes sent twice change nothing. Throws RuleViolation (window closed, two wishes the
 * same), StaleState (placed elsewhere in between), StepNotOpen, NotFound.
 */
export async function enroll(useCase: UseCase, place: StepPlace, memberId: string, wish: Wish): Promise<TakenPlace> {
  requireDifferentWishes(wish);
  return inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, place, 'ENROLLMENT');
    const roundId = await requireOpenWindow(tx, place, useCase);
    const member = await findRosterMember(tx, place, memberId);
    if (!member) throw new NotFound();
    const before = member.enrollments[0] ?? null;
    const current = await findActiveMembership(tx, place, memberId);
    const wishes = wishesOf(wish);
    const target = await findRoom(tx, place, current, wishes);
    const taken = target === null ? null : { groupId: target, rank: wishes.indexOf(target) + 1 };
    const stays = current?.source === 'ASSIGNED' ? current.groupId : null;
    if (before && sameWish(before, wish) && (target ?? stays) === (current?.groupId ?? null)) return taken;
    if (wish.seen !== undefined && wish.seen !== (current?.id ?? null)) {
      throw new StaleState('您的报名刚才已有变化（可能在另一个窗口提交过，或支部已作安排），请看最新结果后再修改。');
    }
    const now = useCase.clock.now();
    const change = {
      source: 'ENROLLED',
      consultationNote: null,
      endReason: '本人改报',
      confirmedAt: null,
      now,
    } as const;
    if (target !== null) await placeMember(tx, place, { ...change, memberId, groupId: target });
    else if (current && stays === null) await endMembership(tx, place, current, change);
    const id = await saveWish(tx, place, { roundId, memberId, id: before?.id ?? null }, wish, now);
    if (target === null) {
      const { bureauId, campaignId } = place;
      await settleReminders(tx, useCase, { bureauId, campaignId, memberId, subject: 'ENROLLMENT' });
    }
    record({
      ...{ action: before ? 'enrollment.change' : 'enrollment.submit', entity: 'Enrollment', entityId: id },
      ...{ branchId: place.branchId, detail: { wishes } },
      ...(current ? { from: current.groupId } : {}),
      ...(target === null ? {} : { to: target }),
    });
    return taken;
  });
}

export const wishesOf = ({ groupId, secondGroupId, thirdGroupId = null }: Wish): string[] =>
  [groupId, secondGroupId, thirdGroupId].filter((id) => id !== null);

/**
 * The first of the wishes with room for the member, or where he is already; null where all are full. Their rows stay
 * locked, so that the room is still there when he takes it. Throws NotFound.
 */
async function findRoom(
  tx: Tx,
  place: StepPlace,
  current: ActiveMembership | null,
  wishes: readonly string[],
): Promise<string | null> {
  const groups = await lockGroups(tx, place, current ? [...wishes, current.groupId] : wishes);
  const wished = wishes.map((id) => groups.find((group) => group.id === id));
  if (wished.includes(undefined)) throw new NotFound('没有找到所选的功能党小组。');
  const open = wished.find((group) => group && (group.id === current?.groupId || group.memberCount < group.maxSize));
  return open?.id ?? null;
}

/** Throws RuleViolation naming the field. */
export function requireDifferentWishes({ groupId, secondGroupId, thirdGroupId = null }: Wish): void {
  if (secondGroupId === groupId) {
    throw new RuleViolation('第二志愿与第一志愿相同，请另选一个小组或不填。', 'secondGroupId');
  }
  if (thirdGroupId === null) return;
  if (secondGroupId === null) throw new RuleViolation('填写第三志愿前，请先填写第二志愿。', 'secondGroupId');
  if (thirdGroupId === groupId || thirdGroupId === secondGroupId) {
    throw new RuleViolation('第三志愿与前面的志愿相同，请另选一个小组或不填。', 'thirdGroupId');
  }
}

async function requireOpenWindow(tx: Tx, place: StepPlace, { clock }: UseCase): Promise<string> {
  const round = await lockRound(tx, place, 'SHARE');
  if (!round) throw new StepNotOpen('本支部还没有开放报名，请等待支部通知。');
  const refusal = windowRefusal(round, chinaDay(clock.now()));
  if (refusal) throw new RuleViolation(refusal);
  return round.id;
}

function sameWish(
  before: { wishGroupId: string; secondGroupId: string | null; thirdGroupId: string | null; servicePledge: string },
  wish: Wish,
) {
  return (
    before.wishGroupId === wish.groupId &&
    before.secondGroupId === wish.secondGroupId &&
    before.thirdGroupId === (wish.thirdGroupId ?? null) &&
    before.servicePledge === wish.servicePledge
  );
}

/** Keeps the wishes, over those of before (`id`). Gives the id of the row. */
export async function saveWish(
  tx: Tx,
  { bureauId, campaignId }: StepPlace,
  of: { roundId: string; memberId: string; id: string | null },
  wish: Wish,
  now: Date,
): Promise<string> {
  const data = {
    wishGroupId: wish.groupId,
    secondGroupId: wish.secondGroupId,
    thirdGroupId: wish.thirdGroupId ?? null,
    servicePledge: wish.servicePledge,
    submittedAt: now,
  };
  if (of.id !== null) {
    await tx.enrollment.update({ where: { bureauId_id: { bureauId, id: of.id } }, data });
    return of.id;
  }
  const id = newId();
  const { roundId, memberId } = of;
  await tx.enrollment.create({ data: { bureauId, id, campaignId, roundId, memberId, ...data } });
  return id;
}

/** R21: the member has taken note that the branch placed him in a group other than the one wished for. */
export async function acknowledgePlacement(useCase: UseCase, place: StepPlace, memberId: string): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const current = await findActiveMembership(tx, place, memberId);
    if (!current) throw new NotFound();
    if (current.acknowledgedAt) return;
    const noted = await tx.groupMembership.updateMany({
      where: { bureauId, campaignId, id: current.id, endedAt: null, acknowledgedAt: null },
      data: { acknowledgedAt: useCase.clock.now() },
    });
    if (noted.count === 0) throw new StaleState();
    await settleReminders(tx, useCase, { bureauId, campaignId, memberId, subject: 'PLACE_ANSWER' });
    record({ action: 'membership.acknowledge', entity: 'GroupMembership', entityId: current.id, branchId });
  });
}
