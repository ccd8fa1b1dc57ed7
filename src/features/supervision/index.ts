export { feedbackLedger } from './feedback.ledger.js';
export { answerFeedback, hideFeedback, receiveFeedback } from './feedback.service.js';
