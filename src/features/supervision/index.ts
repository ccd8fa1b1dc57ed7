export { feedbackLedger } from './feedback.ledger.js';
export { FEEDBACK_KIND_LABELS, FEEDBACK_STATUS_LABELS } from './feedback.rules.js';
export { answerFeedback, hideFeedback, passOnFeedback, receiveFeedback } from './feedback.service.js';
