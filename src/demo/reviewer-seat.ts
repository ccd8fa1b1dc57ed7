import type { Actor } from '../db/transaction.js';
import type { Reviewer } from '../features/commitments/index.js';

/** Somebody at the desk that decides; `seat` says which. */
export function reviewerSeat(actor: Actor, seat: Partial<Reviewer>): Reviewer {
  return {
    accountId: actor.accountId ?? '',
    memberId: null,
    ofBureau: false,
    officerOf: [],
    belongsTo: [],
    leads: [],
    ...seat,
  };
}
