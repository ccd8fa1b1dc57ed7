export { decideFulfillment, recordFulfillment } from './fulfillments.service.js';
