import { requireOpenStep, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { readdressCommitments } from '../commitments/index.js';
import { type Consultation, consultationText, ROUND_LIFE } from './enrollments.rules.js';
import { renewList } from './lists.service.js';
import { findActiveMembership, findRosterMember, leadsNow } from './places.queries.js';
import { placeMember } from './places.service.js';
import type { RoundRow } from './round.queries.js';
import { getRound } from './rounds.service.js';

export interface Assignment {
  memberId: string;
  groupId: string;
  /** R21: required where the group is not the one the member wished for. */
  consultation: Consultation | null;
  /** Required once the list is confirmed: why it changes. */
  reason: string | null;
}

/**
 * E15, E16, E3: the branch places a member, or moves him. Before the list is confirmed it changes the draft; after, it
 * writes a new version of the list (R22). Throws RuleViolation (note or reason missing, group full, the member leads
 * his group), NotFound, StaleState, StepNotOpen.
 */
export async function assignMember(useCase: UseCase, place: StepPlace, assignment: Assignment): Promise<void> {
  const { memberId, groupId, consultation } = assignment;
  const now = useCase.clock.now();
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const round = await getRound(tx, place);
    if (round.status !== 'CONFIRMED') await requireOpenStep(tx, place, 'ENROLLMENT');
    const member = await findRosterMember(tx, place, memberId);
    if (!member) throw new NotFound();
    const asWished = member.enrollments[0]?.wishGroupId === groupId;
    requireNotes(assignment, asWished, round);
    await requireNoLeaderMoves(tx, place, member, groupId);
    const { from } = await placeMember(tx, place, {
      memberId,
      groupId,
      source: asWished ? 'ENROLLED' : 'ASSIGNED',
      consultationNote: consultation ? consultationText(consultation) : null,
      endReason: assignment.reason ?? '支部协商调整',
      confirmedAt: round.status === 'CONFIRMED' ? now : null,
      now,
    });
    await tx.enrollmentExemption.deleteMany({
      where: { bureauId: place.bureauId, campaignId: place.campaignId, memberId },
    });
    if (round.status === 'CONFIRMED') await renewList(tx, useCase, place, round, assignment.reason ?? '');
    await readdressCommitments(tx, record, place, [{ memberId, groupId }]);
    record({
      action: from ? 'membership.move' : 'membership.assign',
      entity: 'Member',
      entityId: memberId,
      branchId: place.branchId,
      ...(from ? { from } : {}),
      to: groupId,
      note: assignment.reason ?? (consultation ? consultationText(consultation) : '按本人志愿安排'),
    });
  });
}

function requireNotes({ consultation, reason }: Assignment, asWished: boolean, round: RoundRow): void {
  if (!asWished && consultation === null) {
    throw new RuleViolation('所定小组与本人志愿不一致（或本人没有报名），请填写协商情况。', 'outcome');
  }
  const note = ROUND_LIFE[round.status].revise?.note;
  if (note && reason === null) throw new RuleViolation(`名单已经确定。${note}。`, 'reason');
}

async function requireNoLeaderMoves(
  tx: Tx,
  place: StepPlace,
  member: { id: string; name: string },
  groupId: string,
): Promise<void> {
  const current = await findActiveMembership(tx, place, member.id);
  if (!current || current.groupId === groupId) return;
  if (await leadsNow(tx, place, member.id, current.groupId)) {
    throw new RuleViolation(`${member.name}现任所在小组组长，不能调到其他小组。请先另选组长。`, 'groupId');
  }
}

/** E48: records that a lost-contact member cannot sign up, so that he does not hold back the step. */
export async function exemptMember(
  useCase: UseCase,
  place: StepPlace,
  input: { memberId: string; reason: string },
): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  await inTransaction(useCase, async (tx, record) => {
    await requireOpenStep(tx, place, 'ENROLLMENT');
    await getRound(tx, place);
    const member = await findRosterMember(tx, place, input.memberId);
    if (!member) throw new NotFound();
    if (!member.isLost) {
      throw new RuleViolation('只有名册中标明失联的党员可以登记为暂不参加，请先核对党员名册。', 'exemptionReason');
    }
    if (await findActiveMembership(tx, place, member.id)) {
      throw new RuleViolation('这名党员已经参加了功能党小组，不需要登记。', 'exemptionReason');
    }
    const row = { bureauId, campaignId, branchId, memberId: member.id };
    await tx.enrollmentExemption.create({
      data: { ...row, id: newId(), reason: input.reason, createdAt: useCase.clock.now() },
    });
    record({ action: 'enrollment.exempt', entity: 'Member', entityId: member.id, branchId, note: input.reason });
  });
}

/** R19 is settled together with the list, and kept on the roster. */
export { recordPostDuties } from '../members/index.js';
