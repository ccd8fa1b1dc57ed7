/** What other slices may call: who holds an office where, and what waits for him, for the morning's messages. */

export type { OfficeHolder } from './office.js';
export { listOfficeHolders } from './office-holders.queries.js';
export { type DutyNote, listDutyNotes } from './waiting-duties.js';
