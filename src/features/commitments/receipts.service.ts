import type { Person } from '../../access/roles.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Pledged } from './authors.rules.js';
import { authorOf, reviewerOf } from './reader.js';
import { type LetterSide, sideOfReceiver } from './receipts.rules.js';

interface Letter extends Pledged {
  group: { leaderTerms: readonly { memberId: string }[] } | null;
}

/** For which side the person receives this letter; null when for none. */
export function receivingSide(letter: Letter, person: Person): LetterSide | null {
  const leaderMemberId = letter.group?.leaderTerms[0]?.memberId ?? null;
  return sideOfReceiver({ ...letter, leaderMemberId }, { author: authorOf(person), reviewer: reviewerOf(person) });
}

/**
 * R51: notes that the person received the version at hand for his side; once is enough. Throws NotFound when there is no
 * such letter or it is not made to him, StaleState while it is not published.
 */
export async function receiveLetter(
  useCase: UseCase,
  { branchId, commitmentId }: { branchId: string; commitmentId: string },
  person: Person,
): Promise<LetterSide> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  return inTransaction(useCase, async (tx, record) => {
    const letter = await tx.commitment.findFirst({
      where: { bureauId, branchId, id: commitmentId },
      select: {
        ...{ status: true, version: true, level: true, type: true, branchId: true, groupId: true, memberId: true },
        group: { select: { leaderTerms: { where: { endedAt: null }, select: { memberId: true } } } },
        receipts: { where: { accountId: person.accountId }, select: { version: true } },
      },
    });
    const side = letter && receivingSide(letter, person);
    if (!letter || side === null) throw new NotFound();
    if (letter.status !== 'PUBLISHED') throw new StaleState('这份承诺书还没有公布，公布以后再确认。');
    const { version } = letter;
    if (letter.receipts.some((receipt) => receipt.version === version)) return side;
    const key = { bureauId, id: newId(), commitmentId, version, side, accountId: person.accountId };
    try {
      await tx.letterReceipt.create({ data: { ...key, receivedBy: person.displayName, receivedAt: clock.now() } });
    } catch (error) {
      if (isUniqueViolation(error)) throw new StaleState('刚才已经确认过。');
      throw error;
    }
    record({
      ...{ action: 'letter.receive', entity: 'Commitment', entityId: commitmentId, branchId },
      detail: { side, version },
    });
    return side;
  });
}
