import { type Author, type Pledged, writesIt } from './authors.rules.js';
import { type Reviewer, reviewRefusal } from './review.rules.js';

/** The two sides a letter is made to: the organization above, and the people served. */
export type LetterSide = 'ORGANIZATION' | 'PEOPLE';

/**
 * R51: for which side this person receives a published letter; null when for none. For the organization above whoever
 * reviews it there; of the people served the members of the branch, to whom the branch and the groups also promise
 * (R29, R30). The public has the notice board.
 */
export function sideOfReceiver(
  letter: Pledged & { leaderMemberId: string | null },
  receiver: { author: Author; reviewer: Reviewer },
): LetterSide | null {
  const { author, reviewer } = receiver;
  if (writesIt(letter, author)) return null;
  if (reviewRefusal({ ...letter, submittedById: null }, reviewer) === null) return 'ORGANIZATION';
  const ofBranch = reviewer.memberId !== null && reviewer.belongsTo.includes(letter.branchId);
  return letter.level !== 'MEMBER' && ofBranch ? 'PEOPLE' : null;
}
