export { addEvidence } from './evidence.service.js';
export { askExtension, decideExtension } from './extensions.service.js';
export { extensionLedger, fulfillmentLedger } from './fulfillments.ledger.js';
export { decideFulfillment, recordFulfillment } from './fulfillments.service.js';
export { listExtensions, listRecords } from './ledger.queries.js';
