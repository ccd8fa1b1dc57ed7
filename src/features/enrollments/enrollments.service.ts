import { requireOpenStep, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState, StepNotOpen } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { settleReminders } from '../reminders/index.js';
import { windowRefusal } from './enrollments.rules.js';
import { findActiveMembership, findRosterMember } from './places.queries.js';
import { placeMember } from './places.service.js';
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

/**
 * R16–R20: the member signs up and has the place at once, or changes the wish while the window is open. The same wish
 * sent twice changes nothing. Throws RuleViolation (window closed, group full, second wish equals the first),
 * StaleState (placed elsewhere in between), StepNotOpen, NotFound.
 */
export async function enroll(useCase: UseCase, place: StepPlace, memberId: string, wish: Wish): Promise<void> {
  requireDifferentWishes(wish);
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, place, 'ENROLLMENT');
    const roundId = await requireOpenWindow(tx, place, useCase);
    const member = await findRosterMember(tx, place, memberId);
    if (!member) throw new NotFound();
    const before = member.enrollments[0] ?? null;
    const current = await findActiveMembership(tx, place, memberId);
    if (before && current?.groupId === wish.groupId && sameWish(before, wish)) return;
    if (wish.seen !== undefined && wish.seen !== (current?.id ?? null)) {
      throw new StaleState('您的报名刚才已有变化（可能在另一个窗口提交过，或支部已作安排），请看最新结果后再修改。');
    }
    await requireGroupsOfBranch(tx, place, wish);
    const now = useCase.clock.now();
    const placement = { memberId, groupId: wish.groupId, source: 'ENROLLED', consultationNote: null } as const;
    const { from } = await placeMember(tx, place, { ...placement, endReason: '本人改报', confirmedAt: null, now });
    const id = await saveWish(tx, place, { roundId, memberId, id: before?.id ?? null }, wish, now);
    const { bureauId, campaignId } = place;
    await settleReminders(tx, useCase, { bureauId, campaignId, memberId, subject: 'ENROLLMENT' });
    record({
      action: before ? 'enrollment.change' : 'enrollment.submit',
      entity: 'Enrollment',
      entityId: id,
      branchId: place.branchId,
      ...(from ? { from } : {}),
      to: wish.groupId,
    });
  });
}

function requireDifferentWishes({ groupId, secondGroupId, thirdGroupId = null }: Wish): void {
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

async function requireGroupsOfBranch(tx: Tx, { bureauId, campaignId, branchId }: StepPlace, wish: Wish): Promise<void> {
  const ids = [wish.groupId, wish.secondGroupId, wish.thirdGroupId ?? null].filter((id) => id !== null);
  const found = await tx.functionGroup.count({
    where: { bureauId, campaignId, branchId, closedAt: null, id: { in: ids } },
  });
  if (found !== ids.length) throw new NotFound('没有找到所选的功能党小组。');
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

async function saveWish(
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
    record({ action: 'membership.acknowledge', entity: 'GroupMembership', entityId: current.id, branchId });
  });
}
