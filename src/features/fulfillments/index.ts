export { addEvidence } from './evidence.service.js';
export { decideFulfillment, recordFulfillment } from './fulfillments.service.js';
