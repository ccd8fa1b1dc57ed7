export { addEvidence } from './evidence.service.js';
export { EXTENSION_WORDS } from './extensions.rules.js';
export { askExtension, decideExtension } from './extensions.service.js';
export { extensionLedger, fulfillmentLedger } from './fulfillments.ledger.js';
export { FULFILLMENT_TAGS } from './fulfillments.rules.js';
export { decideFulfillment, recordFulfillment } from './fulfillments.service.js';
export { listExtensions, listRecords } from './ledger.queries.js';
