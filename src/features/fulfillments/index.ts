export type { Keeper } from './fulfillments.rules.js';
export { decideFulfillment, recordFulfillment } from './fulfillments.service.js';
