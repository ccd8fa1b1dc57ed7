/** What other slices may call: the bureau's board as a ledger, for an archive. */

export { progressLedger } from './board.ledger.js';
