import type { CommitmentLevel } from '../../generated/prisma/enums.js';

/** Who reviews, as far as the rules ask. */
export interface Reviewer {
  accountId: string;
  /** The reviewer's own row on the roster. */
  memberId: string | null;
  /** Holds a committee role of the bureau that reviews branches' commitments. */
  ofBureau: boolean;
  /** Branches in which the reviewer is secretary or committee member. */
  officerOf: readonly string[];
  /** Branches the reviewer belongs to in any way. */
  belongsTo: readonly string[];
  /** Groups the reviewer leads now. */
  leads: readonly string[];
}

export interface UnderReview {
  level: CommitmentLevel;
  branchId: string;
  groupId: string | null;
  memberId: string | null;
  submittedById: string | null;
  /** The present leader of the group, as a member; null when there is none. */
  leaderMemberId: string | null;
}

export type ReviewSide = 'BUREAU' | 'OFFICERS' | 'LEADER';

/** 审诺 by the side above: a branch's by the committee, a group's by the branch, a member's by the leader of the group. */
export function reviewSide(commitment: Pick<UnderReview, 'level' | 'memberId' | 'leaderMemberId'>): ReviewSide {
  if (commitment.level === 'BRANCH') return 'BUREAU';
  if (commitment.level === 'GROUP') return 'OFFICERS';
  const byLeader = commitment.leaderMemberId !== null && commitment.leaderMemberId !== commitment.memberId;
  return byLeader ? 'LEADER' : 'OFFICERS';
}

export type ReviewRefusal = { kind: 'not-his'; message: string } | { kind: 'own'; message: string };

/**
 * Why this person does not decide on this commitment; null when he does. `not-his`: it belongs to somebody else's desk;
 * `own`: four eyes (E10), nobody reviews what is his own or what he submitted.
 */
export function reviewRefusal(commitment: UnderReview, reviewer: Reviewer): ReviewRefusal | null {
  const side = reviewSide(commitment);
  if (!sitsAt(side, commitment, reviewer)) return { kind: 'not-his', message: NOT_HIS[side] };
  if (isOwn(commitment, reviewer)) return { kind: 'own', message: OWN[side] };
  return null;
}

const NOT_HIS: Record<ReviewSide, string> = {
  BUREAU: '党支部的承诺由局党委审核。',
  OFFICERS: '这份承诺由党支部书记或支部委员审核。',
  LEADER: '党员的承诺由所在功能党小组的组长审核。',
};

const OWN: Record<ReviewSide, string> = {
  BUREAU: '您是这个党支部的成员，请由局党委其他委员审核。',
  OFFICERS: '这份承诺是您本人作出或提交的，请由其他支部委员审核。',
  LEADER: '这份承诺是您本人提交的，请由支部委员审核。',
};

function sitsAt(side: ReviewSide, commitment: UnderReview, reviewer: Reviewer): boolean {
  if (side === 'BUREAU') return reviewer.ofBureau;
  if (side === 'OFFICERS') return reviewer.officerOf.includes(commitment.branchId);
  return commitment.groupId !== null && reviewer.leads.includes(commitment.groupId);
}

function isOwn(commitment: UnderReview, reviewer: Reviewer): boolean {
  if (commitment.submittedById === reviewer.accountId) return true;
  if (commitment.level === 'BRANCH') return reviewer.belongsTo.includes(commitment.branchId);
  if (commitment.level === 'GROUP') return commitment.groupId !== null && reviewer.leads.includes(commitment.groupId);
  return commitment.memberId !== null && commitment.memberId === reviewer.memberId;
}
