import { randomBytes } from 'node:crypto';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { FeedbackKind, OpinionHandling } from '../../generated/prisma/enums.js';
import { addDays, chinaDay } from '../../shared/dates.js';
import { RuleViolation, StaleState, StepNotOpen } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { findAskedItem, getFeedback, getFeedbackBranch } from './feedback.queries.js';
import { ANSWER_DAYS, FEEDBACK_LIFE, suggestionsClosed } from './feedback.rules.js';

/**
 * R34, R40: takes a word from the public and gives the code of the sender's link. No account, no phone; the name is
 * optional and never shown. `useCase.actor.bureauId` is the bureau of the board.
 */
export async function receiveFeedback(
  useCase: UseCase,
  branchId: string,
  word: { kind: FeedbackKind; content: string; authorName: string | null; itemId?: string | null },
): Promise<string> {
  const { bureauId } = useCase.actor;
  const now = useCase.clock.now();
  const today = chinaDay(now);
  const branch = await getFeedbackBranch(useCase.db, bureauId, branchId, today.getUTCFullYear());
  const campaign = branch.bureau.campaigns[0];
  if (!campaign) throw new StepNotOpen('目前没有正在开展的活动，暂不征集意见。');
  const closed = word.kind === 'SUGGESTION' ? suggestionsClosed(campaign, today) : null;
  if (closed) throw new RuleViolation(closed, 'kind');
  const item = word.itemId ? await findAskedItem(useCase.db, bureauId, branchId, word.itemId) : null;
  if (word.itemId && !item) throw new RuleViolation('这一项承诺刚才有变化，请从公开栏重新选择。');
  const trackingCode = randomBytes(16).toString('hex');
  return inTransaction(useCase, async (tx, record) => {
    const id = newId();
    await tx.feedback.create({
      data: {
        bureauId,
        id,
        campaignId: campaign.id,
        branchId,
        year: today.getUTCFullYear(),
        kind: word.kind,
        content: word.content,
        authorName: word.authorName,
        itemId: item?.id ?? null,
        commitmentId: item?.commitmentId ?? null,
        dueOn: word.kind === 'SUPERVISION' ? addDays(today, ANSWER_DAYS) : null,
        trackingCode,
        createdAt: now,
      },
    });
    record({ action: 'feedback.receive', entity: 'Feedback', entityId: id, branchId });
    return trackingCode;
  });
}

/** The branch's public answer. Throws StaleState when somebody handled it already. */
export async function answerFeedback(
  useCase: UseCase,
  branchId: string,
  feedbackId: string,
  answer: { handling: OpinionHandling; reply: string },
): Promise<void> {
  await handle(useCase, branchId, feedbackId, 'answer', {
    ...answer,
    repliedBy: useCase.actor.name,
    repliedAt: useCase.clock.now(),
  });
}

/** Keeps a word off the board, with a reason kept inside (E47). */
export async function hideFeedback(
  useCase: UseCase,
  branchId: string,
  feedbackId: string,
  reason: string,
): Promise<void> {
  await handle(
    useCase,
    branchId,
    feedbackId,
    'hide',
    { repliedBy: useCase.actor.name, repliedAt: useCase.clock.now() },
    reason,
  );
}

async function handle(
  useCase: UseCase,
  branchId: string,
  feedbackId: string,
  action: 'answer' | 'hide',
  data: { handling?: OpinionHandling; reply?: string; repliedBy: string; repliedAt: Date },
  note?: string,
): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await getFeedback(tx, bureauId, branchId, feedbackId);
    const move = FEEDBACK_LIFE[found.status][action];
    if (!move) throw new StaleState('这条意见刚才已有人处理，请看最新情况。');
    const { count } = await tx.feedback.updateMany({
      where: { bureauId, id: feedbackId, branchId, status: found.status },
      data: { ...data, status: move.to },
    });
    if (count === 0) throw new StaleState('这条意见刚才已有人处理，请看最新情况。');
    record({
      action: `feedback.${action}`,
      entity: 'Feedback',
      entityId: feedbackId,
      branchId,
      from: found.status,
      to: move.to,
      ...(note === undefined ? {} : { note }),
    });
  });
}

/** E40: words of the public that still wait for an answer get it from the branch that took over. Part of a larger act. */
export async function passOnFeedback(
  tx: Tx,
  { actor: { bureauId } }: UseCase,
  { from, to }: { from: string; to: string },
): Promise<number> {
  const { count } = await tx.feedback.updateMany({
    where: { bureauId, branchId: from, status: 'RECEIVED' },
    data: { branchId: to },
  });
  return count;
}
