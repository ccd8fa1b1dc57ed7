export { addEvidence } from './evidence.service.js';
export { askExtension, decideExtension } from './extensions.service.js';
export { decideFulfillment, recordFulfillment } from './fulfillments.service.js';
