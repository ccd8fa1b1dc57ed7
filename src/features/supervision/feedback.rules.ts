import type { FeedbackKind, FeedbackStatus } from '../../generated/prisma/enums.js';

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

export const FEEDBACK_KIND_LABELS: Record<FeedbackKind, string> = { SUGGESTION: '意见建议', SUPERVISION: '监督提问' };
