import { requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { RuleViolation, StaleState } from '../../shared/errors.js';
import { holdOpenBox, listBoxElectors } from './ballots.queries.js';
import { type Ballot, isGoodBallot } from './ballots.rules.js';
import { boxEntry } from './boxes.service.js';
import { receiptOf, sealVote } from './sealing.js';

/** The same words whatever is wrong, so that an answer says nothing of what was chosen. */
export const BALLOT_FAULT =
  '选票填写有误：请对每名候选人作出选择，最多赞成1人；另选他人的，不能再赞成候选人。请重新填写。';

/**
 * R24: an elector casts his one vote, himself (E17: nobody else can), once. That he voted and the sealed envelope are
 * written together; neither row nor audit entry says what or when. Gives the receipt.
 * Throws RuleViolation on a ballot that cannot be, StaleState when he has voted or the box is not open for him.
 */
export async function castVote(
  useCase: UseCase,
  place: StepPlace,
  memberId: string,
  { boxId, ...ballot }: Ballot & { boxId: string },
): Promise<string> {
  const { bureauId } = place;
  // The chain of audit entries keeps time and order: it names the vote, not the voter.
  const unnamed: UseCase = { ...useCase, actor: { bureauId, accountId: null, name: '选举人' } };
  return inTransaction(unnamed, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const box = await holdOpenBox(tx, place, boxId, memberId);
    if (!box) throw new StaleState('这次投票已经结束，或者您不在选举人名单中。');
    const electors = await listBoxElectors(tx, bureauId, boxId);
    const standing = new Set(box.candidates.map((candidate) => candidate.memberId));
    const others = electors.map((elector) => elector.memberId).filter((id) => !standing.has(id));
    if (!isGoodBallot(ballot, box.candidates, others)) throw new RuleViolation(BALLOT_FAULT);
    const marked = await tx.ballotElector.updateMany({
      where: { bureauId, boxId, memberId, hasVoted: false },
      data: { hasVoted: true },
    });
    if (marked.count === 0) throw new StaleState('您已经投过票，每人只能投票一次，投票后不能更改。');
    const { choices, other } = ballot;
    const ciphertext = sealVote(boxId, box.publicKey, JSON.stringify({ choices, other }));
    const receipt = receiptOf(ciphertext);
    await tx.ballotEnvelope.create({ data: { bureauId, boxId, receipt, ciphertext } });
    record(boxEntry('ballot.cast', place, boxId));
    return receipt;
  });
}
