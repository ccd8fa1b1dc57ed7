import type { FeedbackKind, FeedbackStatus } from '../../generated/prisma/enums.js';
import { daysBetween, showDay } from '../../shared/dates.js';

export type FeedbackAction = 'answer' | 'hide';

/** The life of a word from the public: nothing is shown before the branch answered it (E47). */
export const FEEDBACK_LIFE: Record<
  FeedbackStatus,
  Partial<Record<FeedbackAction, { to: FeedbackStatus; label: string }>>
> = {
  RECEIVED: { answer: { to: 'ANSWERED', label: '答复并公开' }, hide: { to: 'HIDDEN', label: '不公开' } },
  ANSWERED: {},
  HIDDEN: {},
};

/** What the sender reads on the page of his link. */
export const FEEDBACK_STATUS_LABELS: Record<FeedbackStatus, string> = {
  RECEIVED: '已收到，等待支部答复',
  ANSWERED: '支部已答复',
  HIDDEN: '支部已收到，因涉及个人隐私等原因不予公开',
};

/** E47: by when the branch answers a question, in days after it came. */
export const ANSWER_DAYS = 15;

/** E47: a question whose day has passed without an answer. */
export function isLate(word: { status: FeedbackStatus; dueOn: Date | null }, today: Date): boolean {
  return word.status === 'RECEIVED' && word.dueOn !== null && daysBetween(word.dueOn, today) > 0;
}

export const FEEDBACK_KIND_LABELS: Record<FeedbackKind, string> = { SUGGESTION: '意见建议', SUPERVISION: '监督提问' };

/** R34: why no suggestion is taken today; null while they are gathered, and where no last day was set. */
export function suggestionsClosed(
  campaign: { commitmentRounds: readonly { suggestionsUntil: Date }[] } | undefined,
  today: Date,
): string | null {
  const until = campaign?.commitmentRounds[0]?.suggestionsUntil;
  if (!until || daysBetween(until, today) <= 0) return null;
  return `今年的意见建议征集已于${showDay(until)}截止。对已公布的承诺，可以选“问一问”。`;
}
