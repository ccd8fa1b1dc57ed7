export { answerFeedback, hideFeedback, receiveFeedback } from './feedback.service.js';
