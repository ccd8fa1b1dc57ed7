/** The rules of voting: thresholds as data, and the verdicts they give. */
export * from './election-verdict.js';
export * from './meeting-verdict.js';
export * from './vote-thresholds.js';
