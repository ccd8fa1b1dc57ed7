import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { requireCommitmentStep } from './commitment-step.service.js';
import { LEVEL_LABELS, transition } from './commitments.rules.js';
import { listReviewedItems, type ReviewedItem } from './review.queries.js';
import { type Reviewer, reviewRefusal, type UnderReview } from './review.rules.js';
import { type SnapshotItem, snapshotOf } from './snapshot.rules.js';

export interface ReviewDecision {
  commitmentId: string;
  /** Set where the reviewer acts inside one branch. */
  branchId?: string;
  /** The round the reviewer read. */
  round: number;
  action: 'approve' | 'return';
  comment: string;
  /** What the reviewer says of single items; those without a text are left out. */
  comments?: readonly { itemId: string; text: string | null }[];
}

/**
 * 审诺: the side above approves or returns one round. Of two reviewers at once one wins; the other learns who did.
 * Throws NotFound when it is not this reviewer's to decide, Forbidden at four eyes (E10), RuleViolation without the
 * comment that a return needs, StaleState when the round is decided.
 */
export async function reviewCommitment(useCase: UseCase, reviewer: Reviewer, decision: ReviewDecision): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const commitment = await getUnderReview(tx, bureauId, decision);
    const refusal = reviewRefusal(commitment, reviewer);
    if (refusal) throw refusal.kind === 'own' ? new Forbidden(refusal.message) : new NotFound();
    await requireCommitmentStep(
      tx,
      { bureauId, ...commitment },
      {
        year: commitment.year,
        startYear: commitment.campaign.startYear,
        isShortTask: commitment.type === 'SHORT_TASK',
      },
    );
    const step = transition('SUBMITTED', decision.action);
    if (!step) throw new NotFound();
    const items = await listReviewedItems(tx, bureauId, commitment.id);
    const comments = commentsOn(items, decision);
    if (step.note && decision.comment === '' && comments.length === 0) throw new RuleViolation(step.note, 'comment');
    const { count } = await tx.commitment.updateMany({
      where: { bureauId, id: commitment.id, status: 'SUBMITTED', round: decision.round },
      data: {
        status: step.to,
        revision: { increment: 1 },
        ...(step.to === 'APPROVED' ? { approvedAt: useCase.clock.now() } : {}),
      },
    });
    if (count === 0) throw await decidedAlready(tx, bureauId, decision);
    const reviewId = await writeReview(tx, useCase, reviewer, decision, snapshotOf(items));
    await tx.reviewComment.createMany({
      data: comments.map((comment) => ({ bureauId, id: newId(), reviewId, ...comment })),
    });
    record({
      action: `commitment.${decision.action}`,
      entity: 'Commitment',
      entityId: commitment.id,
      branchId: commitment.branchId,
      from: 'SUBMITTED',
      to: step.to,
      note: `${LEVEL_LABELS[commitment.level].name}，第${decision.round}次：${decision.comment || step.label}`,
    });
  });
}

async function getUnderReview(tx: Tx, bureauId: string, { commitmentId, branchId }: ReviewDecision) {
  const row = await tx.commitment.findFirst({
    where: { bureauId, id: commitmentId, ...(branchId === undefined ? {} : { branchId }) },
    select: {
      id: true,
      campaignId: true,
      year: true,
      level: true,
      type: true,
      branchId: true,
      groupId: true,
      memberId: true,
      submittedById: true,
      campaign: { select: { startYear: true } },
      group: { select: { leaderTerms: { where: { endedAt: null }, select: { memberId: true } } } },
    },
  });
  if (!row) throw new NotFound();
  return { ...row, leaderMemberId: row.group?.leaderTerms[0]?.memberId ?? null } satisfies UnderReview;
}

async function decidedAlready(tx: Tx, bureauId: string, { commitmentId, round }: ReviewDecision): Promise<StaleState> {
  const review = await tx.commitmentReview.findFirst({
    where: { bureauId, commitmentId, round },
    select: { reviewerName: true, outcome: true },
  });
  if (!review) return new StaleState('这份承诺现在不在待审核状态，您的意见没有保存。请看最新情况。');
  const what = review.outcome === 'APPROVED' ? '审定通过' : '退回修改';
  return new StaleState(`这份承诺已由${review.reviewerName}${what}，您的意见没有保存。`);
}

async function writeReview(
  tx: Tx,
  { actor, clock }: UseCase,
  reviewer: Reviewer,
  { commitmentId, round, action, comment }: ReviewDecision,
  snapshot: SnapshotItem[],
): Promise<string> {
  const id = newId();
  await tx.commitmentReview.create({
    data: {
      bureauId: actor.bureauId,
      id,
      commitmentId,
      round,
      outcome: action === 'approve' ? 'APPROVED' : 'RETURNED',
      comment,
      reviewerId: reviewer.accountId,
      reviewerName: actor.name,
      snapshot: snapshot.map((item) => ({ ...item })),
      createdAt: clock.now(),
    },
  });
  return id;
}

/** Throws RuleViolation for an item that is not in the letter. */
function commentsOn(items: readonly ReviewedItem[], { comments = [] }: ReviewDecision) {
  return comments.flatMap(({ itemId, text }, index) => {
    const item = items.find(({ id }) => id === itemId);
    if (!item) throw new RuleViolation('这一项已不在承诺里，请刷新页面后再审核', `comments.${index}.text`);
    return text === null ? [] : [{ itemId, text, position: item.position, mainTask: item.mainTask }];
  });
}
