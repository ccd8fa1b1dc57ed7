import { randomInt } from 'node:crypto';
import { placeFor, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import {
  attendanceText,
  type ElectionOutcome,
  type ElectionRule,
  electionVerdict,
  type Threshold,
} from '../../campaign/vote-rules.js';
import { findElectionRule } from '../../campaign/vote-settings.queries.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { Prisma } from '../../generated/prisma/client.js';
import type { BallotBoxStatus } from '../../generated/prisma/enums.js';
import { RuleViolation, StaleState } from '../../shared/errors.js';
import { settlePortalCount } from '../elections/index.js';
import { type BoxRow, countVoters, listBoxElectors, lockRunningBox } from './ballots.queries.js';
import {
  type Ballot,
  type BallotTally,
  type BoxResult,
  CHOICES,
  isGoodBallot,
  isOutcomeOnly,
  type Named,
  NOBODY,
  tally,
} from './ballots.rules.js';
import { boxEntry } from './boxes.service.js';
import { joinShares, readSlip, shareHash } from './key-slips.js';
import { openEnvelope, sha256 } from './sealing.js';

type Recorder = (entry: AuditEntry) => void;

/**
 * Ends the voting; nobody can vote any more, and there is no reopening. E19: when too few have voted the round is over
 * without being opened, and its envelopes go. Gives whether there is something to count.
 */
export function closeBox(useCase: UseCase, place: StepPlace, groupId: string): Promise<boolean> {
  return inBox(useCase, place, groupId, async (tx, record, box, now) => {
    if (box.status !== 'OPEN') throw new StaleState('本轮投票已经结束，请看最新情况。');
    const cast = await countVoters(tx, place.bureauId, box.id);
    const outcome = electionVerdict({ ...papers(box, cast), tallies: [] }, await findElectionRule(tx, place.bureauId));
    const quorate = outcome.verdict !== 'INQUORATE';
    await moveBox(tx, place, box, quorate ? 'CLOSED' : 'CANCELLED', { closedAt: now });
    record(boxEntry('ballot.close', place, box.id, { from: 'OPEN', to: quorate ? 'CLOSED' : 'CANCELLED' }));
    if (!quorate) await settle(tx, record, place, now, box, { cast, outcome, tallies: [] });
    return quorate;
  });
}

/** Ends a round without a count (a slip is lost, somebody was pressed): envelopes go, the next round comes. */
export function cancelBox(useCase: UseCase, place: StepPlace, groupId: string, reason: string): Promise<void> {
  return inBox(useCase, place, groupId, async (tx, record, box, now) => {
    const cast = await countVoters(tx, place.bureauId, box.id);
    await moveBox(tx, place, box, 'CANCELLED', { closedAt: now });
    record(boxEntry('ballot.cancel', place, box.id, { from: box.status, to: 'CANCELLED', note: reason }));
    const rule = await findElectionRule(tx, place.bureauId);
    await settle(tx, record, place, now, box, { cast, outcome: voidOutcome(box, cast, reason, rule), tallies: [] });
  });
}

/**
 * R24: the supervisors open the box with all their slips at one sitting. All at once: envelopes opened, shuffled, summed
 * and removed, the election settled (E20–E22). An envelope that cannot be opened, or one too many (E23), makes the vote
 * void. The key is gone when this returns. Throws RuleViolation on `slips.N` for a wrong slip.
 */
export function countBox(
  useCase: UseCase,
  place: StepPlace,
  groupId: string,
  slips: readonly string[],
): Promise<ElectionOutcome> {
  return inBox(useCase, place, groupId, async (tx, record, box, now) => {
    if (box.status !== 'CLOSED') throw new StaleState('本轮投票还没有结束，或者已经计票，请看最新情况。');
    const privateKey = keyOf(box, slips);
    const { bureauId } = place;
    const electors = await listBoxElectors(tx, bureauId, box.id);
    const others = electors.filter((one) => !box.candidates.some((candidate) => candidate.memberId === one.memberId));
    const envelopes = await tx.ballotEnvelope.findMany({
      where: { bureauId, boxId: box.id },
      select: { ciphertext: true, receipt: true },
    });
    const cast = await countVoters(tx, bureauId, box.id);
    const keys = { publicKey: box.publicKey, privateKey };
    const ballots = shuffled(envelopes.map(({ ciphertext }) => readBallot(openEnvelope(box.id, keys, ciphertext))));
    privateKey.fill(0);
    const good = ballots.filter(
      (ballot) =>
        ballot !== null &&
        isGoodBallot(
          ballot,
          box.candidates,
          others.map((other) => other.memberId),
        ),
    ) as Ballot[];
    const rule = await findElectionRule(tx, bureauId);
    const counted = countOf(box, { good, found: envelopes.length, cast, others }, rule);
    const result = publishedResult(box, rule, counted, {
      good,
      cast,
      others,
      receipts: envelopes.map((one) => one.receipt),
    });
    await moveBox(tx, place, box, 'COUNTED', { countedAt: now, result: result as unknown as Prisma.InputJsonObject });
    record(boxEntry('ballot.count', place, box.id, { from: 'CLOSED', to: 'COUNTED' }));
    await settle(tx, record, place, now, box, { cast, ...counted });
    return counted.outcome;
  });
}

/** Runs `work` on the group's running box with its row locked. Throws StaleState without one. */
function inBox<T>(
  useCase: UseCase,
  given: StepPlace,
  groupId: string,
  work: (tx: Tx, record: Recorder, box: BoxRow, now: Date) => Promise<T>,
): Promise<T> {
  const place = placeFor(useCase, given);
  return inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const box = await lockRunningBox(tx, place, groupId);
    if (!box) throw new StaleState('本小组目前没有正在进行的投票，请看最新情况。');
    return work(tx, record, box, useCase.clock.now());
  });
}

/** The one writer of a box's status. When it comes to its end the envelopes are removed. */
async function moveBox(
  tx: Tx,
  { bureauId }: StepPlace,
  box: BoxRow,
  to: BallotBoxStatus,
  change: { closedAt?: Date; countedAt?: Date; result?: Prisma.InputJsonObject },
): Promise<void> {
  const where = { bureauId, id: box.id, status: box.status };
  const moved = await tx.ballotBox.updateMany({ where, data: { ...change, status: to } });
  if (moved.count === 0) throw new StaleState();
  if (to !== 'CLOSED') await tx.ballotEnvelope.deleteMany({ where: { bureauId, boxId: box.id } });
}

function keyOf(box: BoxRow, slips: readonly string[]): Buffer {
  const shares = box.supervisors.map(({ name, shareHash: hash }, index) => {
    const share = readSlip(slips[index] ?? '');
    if (share && shareHash(share) === hash) return share;
    const words = share ? '这不是本轮投票中发给他的密钥条' : '密钥条抄录有误';
    throw new RuleViolation(`监票人${name}：${words}，请核对后由各监票人重新填写。`, `slips.${index}.slip`);
  });
  const key = joinShares(shares);
  for (const share of shares) share.fill(0);
  if (sha256(key) !== box.keyHash) throw new RuleViolation('各密钥条合在一起打不开票箱，请核对。');
  return key;
}

function readBallot(text: string | null): Ballot | null {
  return text === null ? null : (JSON.parse(text) as Ballot);
}

interface Counted {
  outcome: ElectionOutcome;
  tallies: (BallotTally & { hidden?: true })[];
  shown: boolean;
}

function countOf(
  box: BoxRow,
  votes: { good: readonly Ballot[]; found: number; cast: number; others: readonly Named[] },
  rule: ElectionRule,
): Counted {
  const { good, found, cast, others } = votes;
  if (good.length !== found || found !== cast) {
    return {
      outcome: voidOutcome(box, cast, '有选票不能打开，或者选票数与投票人数不一致', rule),
      tallies: [],
      shown: false,
    };
  }
  const tallies = tally(good, box.candidates, others);
  const outcome = electionVerdict({ ...papers(box, cast), tallies }, rule);
  if (!isOutcomeOnly(good, box.electorCount, box.candidates))
    return { outcome, tallies: shuffled(tallies), shown: true };
  const tied = tallies.filter((row) => outcome.tiedIds.includes(row.memberId));
  const hidden = tied.map((row) => ({ ...row, for: 0, against: 0, abstain: 0, hidden: true as const }));
  return {
    outcome: { ...outcome, verdictText: plainVerdict(box, cast, outcome, tallies, rule) },
    tallies: hidden,
    shown: false,
  };
}

function publishedResult(
  box: BoxRow,
  { quorum, elected }: ElectionRule,
  { outcome, tallies, shown }: Counted,
  votes: { good: readonly Ballot[]; cast: number; others: readonly Named[]; receipts: readonly string[] },
): BoxResult {
  const nameOf = (id: string) => votes.others.find((other) => other.memberId === id)?.name ?? null;
  const opened = votes.good.map(({ choices, other }) => ({
    choices: Object.fromEntries(
      box.candidates.map(({ memberId }, at) => [memberId, CHOICES.find((choice) => choice === choices[at]) ?? '3']),
    ),
    other: other === NOBODY ? null : nameOf(other),
  }));
  return {
    cast: votes.cast,
    thresholds: { quorum: sharesOf(quorum), elected: sharesOf(elected) },
    ballots: shown ? opened : null,
    tallies: shown ? tallies : null,
    receipts: [...votes.receipts].sort(),
    verdict: outcome.verdict,
    verdictText: outcome.verdictText,
  };
}

const papers = (box: BoxRow, cast: number) => ({
  ...{ eligible: box.electorCount, present: cast, issued: cast, returned: cast, invalid: 0 },
});

const sharesOf = ({ numerator, denominator, inclusive }: Threshold) => ({ numerator, denominator, inclusive });

const attendance = (box: BoxRow, cast: number, { quorum }: ElectionRule) =>
  attendanceText({ eligible: box.electorCount, present: cast }, quorum);

/** The outcome in words without a number of votes. */
function plainVerdict(
  box: BoxRow,
  cast: number,
  outcome: ElectionOutcome,
  tallies: readonly BallotTally[],
  rule: ElectionRule,
): string {
  const names = (ids: readonly (string | null)[]) =>
    tallies.flatMap((row) => (ids.includes(row.memberId) ? [row.name] : [])).join('、');
  const words = {
    ELECTED: `${names([outcome.electedId])}当选`,
    TIED: `${names(outcome.tiedIds)}票数相等，须在得票相等者中重新投票`,
    NONE_ELECTED: '没有人当选',
    VOID: '投票无效，须重新投票',
    INQUORATE: '投票人数不足，须重新投票',
  }[outcome.verdict];
  return `${attendance(box, cast, rule)}，${words}。为保守秘密，只公布结果，不公布票数。${rule.source}。`;
}

function voidOutcome(box: BoxRow, cast: number, reason: string, rule: ElectionRule): ElectionOutcome {
  const { source, ruleSet } = rule;
  const verdictText = `${attendance(box, cast, rule)}，本轮投票作废，须重新投票：${reason}。${source}。`;
  return { verdict: 'VOID', verdictText, ruleSet, electedId: null, tiedIds: [] };
}

function settle(
  tx: Tx,
  record: Recorder,
  place: StepPlace,
  now: Date,
  box: BoxRow,
  count: { cast: number; outcome: ElectionOutcome; tallies: Counted['tallies'] },
): Promise<void> {
  const { electionId, groupId, round, openedAt, electorCount: electors } = box;
  const supervisors = box.supervisors.map(({ name }) => name);
  const { cast, outcome, tallies } = count;
  const settled = { electionId, groupId, round, openedAt, electors, cast, supervisors, outcome, tallies };
  return settlePortalCount(tx, record, place, now, settled);
}

/** In an order that nobody can know (Fisher and Yates, random numbers of the operating system). */
function shuffled<T>(rows: readonly T[]): T[] {
  const mixed = [...rows];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    const [a, b] = [mixed[at], mixed[other]];
    if (a !== undefined && b !== undefined) [mixed[at], mixed[other]] = [b, a];
  }
  return mixed;
}
