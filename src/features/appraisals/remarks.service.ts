import type { Person } from '../../access/roles.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { authorOf, type Pledged, reviewerOf, reviewRefusal, writesIt } from '../commitments/index.js';
import { findRemarked } from './remarks.queries.js';
import { type RemarkRole, type RemarkTurn, remarkTurn, waitWords } from './remarks.rules.js';

interface Letter extends Pledged {
  group: {
    leaderTerms: readonly { memberId: string }[];
    /** The person's own place in the group, if he has one. */
    memberships: readonly { memberId: string }[];
  } | null;
}

/** How the person stands to the letter; null when he says nothing of it. */
export function remarkRole(letter: Letter, person: Person): RemarkRole | null {
  if (writesIt(letter, authorOf(person))) return 'SELF';
  const leaderMemberId = letter.group?.leaderTerms[0]?.memberId ?? null;
  if (reviewRefusal({ ...letter, leaderMemberId, submittedById: null }, reviewerOf(person)) === null) return 'ABOVE';
  const fellow = letter.level === 'MEMBER' && (letter.group?.memberships.length ?? 0) > 0;
  return fellow ? 'PEER' : null;
}

/**
 * 点评, 自评, 互评 (R41): what the person says today of a published letter; his word of the same quarter or year is
 * replaced. Throws NotFound when he has nothing to say of it, RuleViolation when it is not the time.
 */
export async function writeRemark(
  useCase: UseCase,
  where: { branchId: string; commitmentId: string },
  person: Person,
  said: { text: string; summingUp: boolean },
): Promise<RemarkTurn> {
  const { actor, clock } = useCase;
  return inTransaction(useCase, async (tx, record) => {
    const key = { bureauId: actor.bureauId, branchId: where.branchId };
    const letter = await findRemarked(tx, key, where.commitmentId, person.member?.id ?? null);
    const role = letter && remarkRole(letter, person);
    if (!letter || role === null) throw new NotFound();
    const turn = remarkTurn(role, letter.year, chinaDay(clock.now()), said.summingUp);
    if (!turn) throw new RuleViolation(waitWords(role, letter.year));
    await putRemark(tx, useCase, letter.id, person, turn, said.text);
    record({
      ...{ action: 'commitment.remark', entity: 'Commitment', entityId: letter.id, branchId: where.branchId },
      detail: { ...turn },
    });
    return turn;
  });
}

async function putRemark(
  tx: Tx,
  { actor, clock }: UseCase,
  commitmentId: string,
  person: Person,
  turn: RemarkTurn,
  text: string,
): Promise<void> {
  const { bureauId } = actor;
  const said = { text, authorName: person.displayName, createdAt: clock.now() };
  const mine = { bureauId, commitmentId, ...turn, authorId: person.accountId };
  const { count } = await tx.commitmentRemark.updateMany({ where: mine, data: said });
  if (count === 0) await tx.commitmentRemark.create({ data: { ...mine, id: newId(), ...said } });
}
