export { answerSurvey, closeSurvey, openSurvey, slipToken } from './surveys.service.js';
