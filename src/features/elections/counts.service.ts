import { requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import {
  type ElectionOutcome,
  type ElectionVotes,
  electionCountProblem,
  electionVerdict,
} from '../../campaign/vote-rules.js';
import { findElectionRule } from '../../campaign/vote-settings.queries.js';
import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { personLabels } from '../../shared/same-names.js';
import { electionEntry, moveElection, startTerm } from './election-life.service.js';
import {
  type ElectionRow,
  findOpenElection,
  getStandings,
  listBranchPeople,
  listGroupPeople,
  lockGroup,
} from './elections.queries.js';
import { candidatesOfRound, hasElectorRight, supervisionFault, type Tally } from './elections.rules.js';

/** The count of one paper vote as the branch enters it; 应到 is worked out from the group's members. */
export interface CountInput {
  groupId: string;
  /** The round the person counted for; another one by now means that somebody else was faster. */
  round: number;
  heldOn: Date;
  place: string;
  presentCount: number;
  issuedCount: number;
  returnedCount: number;
  invalidCount: number;
  supervisor: string;
  teller: string;
  /** E18: who wrote for electors that cannot write. */
  scribe?: string | null;
  tallies: readonly { memberId: string; for: number; against: number; abstain: number }[];
  /** 另选他人: electors of the group who are not on the ballot. */
  writeIns?: readonly { memberId: string; for: number }[];
}

const FIELD_OF_PROBLEM: Readonly<Record<string, string>> = {
  eligible: 'presentCount',
  present: 'presentCount',
  issued: 'issuedCount',
  invalid: 'invalidCount',
  tallies: 'tallies.0.for',
};

/**
 * R24, E17–E25: enters the count of a paper vote with its verdict. ELECTED: the leader takes office. Any other verdict
 * is kept as a record, and the election goes to its next round. Throws RuleViolation on numbers that cannot be right,
 * StaleState when this round was counted already.
 */
export async function recordCount(useCase: UseCase, place: StepPlace, input: CountInput): Promise<ElectionOutcome> {
  const now = useCase.clock.now();
  return inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const election = await getVoting(tx, place, input);
    requireGoodDay(input.heldOn, election, chinaDay(now));
    const votes = await votesOf(tx, place, election, input);
    const outcome = electionVerdict(votes, await findElectionRule(tx, place.bureauId));
    const elected = outcome.electedId;
    await moveElection(
      tx,
      place,
      election,
      elected ? 'elect' : 'nextRound',
      elected ? { settledAt: now } : { round: election.round + 1 },
    );
    await saveCount(tx, place, election, input, votes, outcome, now);
    if (elected) {
      const term = { groupId: input.groupId, memberId: elected, electionId: election.id, reason: null, startedAt: now };
      await startTerm(tx, place, { ...term, method: 'ELECTED' });
    }
    record({
      ...electionEntry('election.count', place, election.id),
      from: 'VOTING',
      to: elected ? 'ELECTED' : 'VOTING',
      note: outcome.verdictText,
    });
    return outcome;
  });
}

async function getVoting(tx: Tx, place: StepPlace, input: CountInput): Promise<ElectionRow> {
  if (!(await lockGroup(tx, place, input.groupId))) throw new NotFound();
  const election = await findOpenElection(tx, place, input.groupId);
  const counted = '这一轮的计票结果刚才已经录入，请看最新情况。';
  if (!election) throw new StaleState(counted);
  if (election.status !== 'VOTING') throw new RuleViolation('请先结束自荐，再录入计票结果。');
  if (election.round !== input.round) throw new StaleState(counted);
  return election;
}

function requireGoodDay(heldOn: Date, election: ElectionRow, today: Date): void {
  if (heldOn > today) throw new RuleViolation('投票日期还没有到，请核对。', 'heldOn');
  if (heldOn < chinaDay(election.createdAt)) throw new RuleViolation('投票日期早于推选开始的日期，请核对。', 'heldOn');
}

/**
 * The numbers with what the portal knows itself: who may vote, who stands, each told apart from others of his name in
 * the branch (E42). Throws RuleViolation on what is wrong.
 */
async function votesOf(tx: Tx, place: StepPlace, election: ElectionRow, input: CountInput): Promise<ElectionVotes> {
  const people = (await listGroupPeople(tx, place, input.groupId, input.heldOn)).filter(hasElectorRight);
  const standings = await getStandings(tx, place.bureauId, election.id);
  const candidates = candidatesOfRound(standings.candidates, standings.counts).filter((candidate) =>
    people.some((person) => person.id === candidate.memberId),
  );
  const labels = personLabels(await listBranchPeople(tx, place, input.heldOn));
  const told = (rows: readonly { memberId: string; name: string }[]) =>
    rows.map(({ memberId, name }) => ({ memberId, name: labels.get(memberId) ?? name }));
  const standing = [...standings.candidates, ...candidates];
  const fault = supervisionFault({ ...input, scribe: input.scribe ?? null }, [...standing, ...told(standing)]);
  if (fault) throw new RuleViolation(fault.message, fault.field);
  const votes: ElectionVotes = {
    eligible: people.length,
    present: input.presentCount,
    issued: input.issuedCount,
    returned: input.returnedCount,
    invalid: input.invalidCount,
    tallies: [
      ...talliesOf(told(candidates), input),
      ...writeInsOf(candidates, told(people.map(({ id, name }) => ({ memberId: id, name }))), input.writeIns ?? []),
    ],
  };
  const problem = electionCountProblem(votes);
  if (problem) throw new RuleViolation(problem.message, FIELD_OF_PROBLEM[problem.field] ?? problem.field);
  return votes;
}

function talliesOf(candidates: readonly { memberId: string; name: string }[], input: CountInput): Tally[] {
  const known = input.tallies.every((tally) => candidates.some((candidate) => candidate.memberId === tally.memberId));
  if (!known || input.tallies.length !== candidates.length) {
    throw new StaleState('候选人名单刚才已有变化，请看最新情况后重新录入。');
  }
  return candidates.map(({ memberId, name }) => {
    const tally = input.tallies.find((row) => row.memberId === memberId);
    if (!tally) throw new StaleState();
    return { memberId, name, for: tally.for, against: tally.against, abstain: tally.abstain };
  });
}

/** Throws RuleViolation for somebody who cannot be chosen so: on the ballot, named twice, no elector of the group. */
function writeInsOf(
  candidates: readonly { memberId: string }[],
  people: readonly { memberId: string; name: string }[],
  writeIns: NonNullable<CountInput['writeIns']>,
): Tally[] {
  return writeIns.map(({ memberId, for: votes }, index) => {
    const field = `writeIns.${index}.memberId`;
    const person = people.find((one) => one.memberId === memberId);
    if (!person) throw new RuleViolation('另选他人只能是本小组有被选举权的党员，请重新选择。', field);
    if (candidates.some((candidate) => candidate.memberId === memberId))
      throw new RuleViolation(`${person.name}已在选票上，不用填写在另选他人中。`, field);
    if (writeIns.findIndex((row) => row.memberId === memberId) !== index)
      throw new RuleViolation(`${person.name}填写了两次，请合并票数。`, field);
    return { memberId, name: person.name, for: votes, against: 0, abstain: 0, writeIn: true };
  });
}

async function saveCount(
  tx: Tx,
  { bureauId }: StepPlace,
  election: ElectionRow,
  input: CountInput,
  votes: ElectionVotes,
  outcome: ElectionOutcome,
  createdAt: Date,
): Promise<void> {
  const { heldOn, place, presentCount, issuedCount, returnedCount, invalidCount, supervisor, teller } = input;
  const { verdict, verdictText, ruleSet } = outcome;
  const scribe = input.scribe ?? null;
  await tx.electionCount.create({
    data: {
      ...{ bureauId, id: newId(), electionId: election.id, round: election.round, eligibleCount: votes.eligible },
      ...{ heldOn, place, presentCount, issuedCount, returnedCount, invalidCount, supervisor, teller, scribe },
      tallies: votes.tallies.map((tally) => ({ ...tally })),
      ...{ verdict, verdictText, ruleSet, createdAt },
    },
  });
}
