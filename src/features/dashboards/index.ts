/** What other slices may call: the bureau's board as a ledger, for an archive; who still has to act, for reminders. */

export { progressLedger } from './board.ledger.js';
export type { Task } from './task-words.page.js';
export { listWaiting, type Waiting } from './waiting.js';
