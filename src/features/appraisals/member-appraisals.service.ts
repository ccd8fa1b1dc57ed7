import type { BranchInCampaign } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, daysBetween } from '../../shared/dates.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { findAppraisal, listAppraisals } from './member-appraisals.queries.js';
import { ceilingWarning, type Grade, isGraded, totalOf, type Votes } from './member-appraisals.rules.js';

export interface AppraisalPlace extends BranchInCampaign {
  year: number;
}

const CHANGED_MEANWHILE = '您填写期间，这份评议已在别处被修改，本次没有保存。请打开最新内容，补上后再保存。';

interface Change {
  selfText?: string;
  selfGrade?: Grade | null;
  votes?: { [grade in Grade]: number };
  grade?: Grade | null;
  opinion?: string;
  decidedOn?: Date;
}

/** Writes the row of a member and year, if it still has `revision`; 0 when there was none. */
async function putAppraisal(
  tx: Tx,
  { actor, clock }: UseCase,
  { campaignId, branchId, year }: AppraisalPlace,
  memberId: string,
  { revision, change }: { revision: number; change: Change },
): Promise<void> {
  const { bureauId } = actor;
  if (revision > 0) {
    const { count } = await tx.memberAppraisal.updateMany({
      where: { bureauId, campaignId, branchId, year, memberId, revision },
      data: { ...change, revision: { increment: 1 } },
    });
    if (count === 0) throw new RuleViolation(CHANGED_MEANWHILE);
    return;
  }
  const key = { bureauId, id: newId(), campaignId, branchId, memberId, year, createdAt: clock.now() };
  try {
    await tx.memberAppraisal.create({ data: { ...key, ...change } });
  } catch (error) {
    if (isUniqueViolation(error)) throw new RuleViolation(CHANGED_MEANWHILE);
    throw error;
  }
}

/**
 * 个人自评: the member's own words and, of a full member, his own grade (E5). Throws NotFound when he is not on the
 * branch's roster, RuleViolation when the branch has already decided or the row changed meanwhile.
 */
export async function appraiseOneself(
  useCase: UseCase,
  place: AppraisalPlace,
  memberId: string,
  input: { text: string; grade: Grade | null; revision: number },
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const member = await findAppraisal(tx, keyOf(useCase, place), memberId);
    if (!member) throw new NotFound();
    if (member.appraisal?.decidedOn) throw new RuleViolation('支部已经评定，自评不能再修改。');
    const graded = isGraded(member.memberType);
    if (graded && input.grade === null) throw new RuleViolation('请选择自评等次', 'grade');
    const change = { selfText: input.text, selfGrade: graded ? input.grade : null };
    await putAppraisal(tx, useCase, place, memberId, { revision: input.revision, change });
    record({
      ...{ action: 'appraisal.self', entity: 'MemberAppraisal', entityId: memberId, branchId: place.branchId },
      detail: { year: place.year },
    });
  });
}

export interface AppraisalDecision {
  votes: Votes;
  /** Null for a probationary member, who gets none (E5). */
  grade: Grade | null;
  opinion: string;
  decidedOn: Date;
  revision: number;
}

/**
 * 民主测评 and 组织评定: the paper votes and the branch's decision. Gives the warning of the one-third ceiling when it is
 * passed (E45), else null. Throws NotFound, RuleViolation (own case, a grade that is missing or not to be given, more
 * votes than members, a day to come, changed meanwhile).
 */
export async function decideAppraisal(
  useCase: UseCase,
  place: AppraisalPlace,
  target: { memberId: string; ownMemberId: string | null },
  input: AppraisalDecision,
): Promise<string | null> {
  return inTransaction(useCase, async (tx, record) => {
    const members = await listAppraisals(tx, keyOf(useCase, place));
    const member = members.find(({ id }) => id === target.memberId);
    if (!member) throw new NotFound();
    if (target.memberId === target.ownMemberId) {
      throw new RuleViolation('这是您本人的评议，请由其他支部委员登记评定结果。');
    }
    requireSoundDecision(input, member.memberType, members.length, chinaDay(useCase.clock.now()));
    const { votes, grade, opinion, decidedOn, revision } = input;
    const change = { votes: { ...votes }, grade, opinion, decidedOn };
    await putAppraisal(tx, useCase, place, target.memberId, { revision, change });
    record({
      ...{ action: 'appraisal.decide', entity: 'MemberAppraisal', entityId: target.memberId, branchId: place.branchId },
      ...(member.appraisal?.grade ? { from: member.appraisal.grade } : {}),
      ...(grade ? { to: grade } : {}),
      detail: { year: place.year },
    });
    const others = members.filter(({ id, appraisal }) => id !== target.memberId && appraisal?.grade === 'EXCELLENT');
    return grade === 'EXCELLENT' ? ceilingWarning(members.length, others.length + 1) : null;
  });
}

function requireSoundDecision(
  { votes, grade, decidedOn }: AppraisalDecision,
  memberType: 'FULL' | 'PROBATIONARY',
  members: number,
  today: Date,
): void {
  if (isGraded(memberType) && grade === null) throw new RuleViolation('请选择评定等次', 'grade');
  if (!isGraded(memberType) && grade !== null) throw new RuleViolation('预备党员参加评议，不评定等次', 'grade');
  if (totalOf(votes) > members) {
    throw new RuleViolation(`测评票共${totalOf(votes)}张，超过支部党员${members}人，请核对`, 'EXCELLENT');
  }
  if (daysBetween(today, decidedOn) > 0) throw new RuleViolation('评定日期不能晚于今天', 'decidedOn');
}

const keyOf = ({ actor }: UseCase, { campaignId, branchId, year }: AppraisalPlace) => ({
  ...{ bureauId: actor.bureauId, campaignId, branchId, year },
});
