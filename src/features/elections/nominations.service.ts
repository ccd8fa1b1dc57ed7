import { placeFor, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { CandidateSource } from '../../generated/prisma/enums.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { electionEntry, moveElection } from './election-life.service.js';
import {
  type ElectionRow,
  findOpenElection,
  type GroupPerson,
  getStandings,
  hadLeader,
  hasLeader,
  isListConfirmed,
  listGroupPeople,
  lockGroup,
} from './elections.queries.js';
import { candidateRefusal, closingDayFault, nominationRefusal, votingRefusal } from './elections.rules.js';

/** R23: opens nominations in groups without a leader; gives the elections' ids in the order of the groups. */
export async function openNomination(
  useCase: UseCase,
  place: StepPlace,
  input: { groupIds: readonly string[]; closesOn: Date },
): Promise<string[]> {
  const fault = closingDayFault(input.closesOn, chinaDay(useCase.clock.now()));
  if (fault) throw new RuleViolation(fault, 'closesOn');
  if (input.groupIds.length === 0) throw new RuleViolation('请选择要推选组长的小组。', 'groupIds');
  return inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    if (!(await isListConfirmed(tx, place))) {
      throw new RuleViolation('功能党小组名单还没有确定，请先确定名单再推选组长。');
    }
    const ids: string[] = [];
    for (const groupId of [...input.groupIds].sort()) {
      const id = await openElection(tx, useCase, place, groupId, input.closesOn);
      ids.push(id);
      record({ ...electionEntry('election.open', place, id), to: 'NOMINATING', note: dayInput(input.closesOn) });
    }
    return ids;
  });
}

async function openElection(
  tx: Tx,
  useCase: UseCase,
  place: StepPlace,
  groupId: string,
  nominationClosesOn: Date,
): Promise<string> {
  const group = await lockGroup(tx, place, groupId);
  if (!group) throw new NotFound();
  if (await hasLeader(tx, place, groupId)) throw new RuleViolation(`“${group.name}”已有组长，不需要推选。`, 'groupIds');
  const id = newId();
  const kind = (await hadLeader(tx, place, groupId)) ? 'BY_ELECTION' : 'REGULAR';
  try {
    await tx.leaderElection.create({
      data: { ...placeFor(useCase, place), id, groupId, kind, nominationClosesOn, createdAt: useCase.clock.now() },
    });
  } catch (error) {
    if (!isUniqueViolation(error, 'leader_election_one_open')) throw error;
    throw new StaleState(`“${group.name}”已经开始推选组长，不能重复开始。请看最新情况。`);
  }
  return id;
}

export interface Nomination {
  groupId: string;
  memberId: string;
  source: CandidateSource;
  statement: string;
}

/**
 * R23, E24: a member puts himself forward until the closing day, or the branch names somebody until the vote.
 * Throws RuleViolation (not in this group, no right to be elected (E5, E7), too late), StaleState (stands already).
 */
export async function nominate(useCase: UseCase, place: StepPlace, nomination: Nomination): Promise<void> {
  const { bureauId } = place;
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const election = await getNominating(tx, place, nomination.groupId);
    const refusal = nominationRefusal(election, chinaDay(useCase.clock.now()));
    if (refusal && nomination.source === 'SELF') throw new RuleViolation(refusal);
    await requireEligible(tx, place, nomination, chinaDay(useCase.clock.now()));
    await saveCandidate(tx, bureauId, election.id, nomination, useCase.clock.now());
    record({
      ...electionEntry('election.nominate', place, election.id),
      note: nomination.source === 'SELF' ? '党员自荐' : '支部推荐',
      detail: { memberId: nomination.memberId },
    });
  });
}

async function getNominating(tx: Tx, place: StepPlace, groupId: string): Promise<ElectionRow> {
  if (!(await lockGroup(tx, place, groupId))) throw new NotFound();
  const election = await findOpenElection(tx, place, groupId);
  if (!election) throw new RuleViolation('本小组目前没有推选组长。');
  if (election.status !== 'NOMINATING') throw new RuleViolation('本小组的自荐已经结束。');
  return election;
}

/** Only somebody of this group with the right to be elected on this day. Throws RuleViolation on `memberId`. */
export async function requireEligible(
  tx: Tx,
  place: StepPlace,
  of: { groupId: string; memberId: string },
  day: Date,
): Promise<GroupPerson> {
  const people = await listGroupPeople(tx, place, of.groupId, day);
  const person = people.find((candidate) => candidate.id === of.memberId);
  if (!person) throw new RuleViolation('只能由本小组的党员担任组长，请在本小组党员中选择。', 'memberId');
  const refusal = candidateRefusal(person.name, person);
  if (refusal) throw new RuleViolation(refusal, 'memberId');
  return person;
}

async function saveCandidate(
  tx: Tx,
  bureauId: string,
  electionId: string,
  { memberId, source, statement }: Nomination,
  now: Date,
): Promise<void> {
  const before = await tx.electionCandidate.findFirst({
    where: { bureauId, electionId, memberId },
    select: { id: true, withdrawnAt: true },
  });
  if (before && before.withdrawnAt === null) {
    throw new RuleViolation(
      source === 'SELF' ? '您已经自荐（或已被支部推荐），无需重复提交。' : '这名党员已是候选人。',
      'memberId',
    );
  }
  const data = { source, statement, createdAt: now, withdrawnAt: null };
  if (before) await tx.electionCandidate.update({ where: { bureauId_id: { bureauId, id: before.id } }, data });
  else await tx.electionCandidate.create({ data: { bureauId, id: newId(), electionId, memberId, ...data } });
}

/** A candidate steps back before the vote. */
export async function withdrawNomination(
  useCase: UseCase,
  place: StepPlace,
  of: { groupId: string; memberId: string },
): Promise<void> {
  const { bureauId } = place;
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    const election = await getNominating(tx, place, of.groupId);
    const withdrawn = await tx.electionCandidate.updateMany({
      where: { bureauId, electionId: election.id, memberId: of.memberId, withdrawnAt: null },
      data: { withdrawnAt: useCase.clock.now() },
    });
    if (withdrawn.count === 0) throw new StaleState('候选人名单刚才已有变化，请看最新情况。');
    record({
      ...electionEntry('election.withdraw', place, election.id),
      detail: { memberId: of.memberId },
    });
  });
}

/** Ends the nominations: the list of candidates stands, the paper vote can be held. */
export async function openVoting(useCase: UseCase, place: StepPlace, groupId: string): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, place, 'ENROLLMENT');
    if (!(await lockGroup(tx, place, groupId))) throw new NotFound();
    const election = await findOpenElection(tx, place, groupId);
    if (!election) throw new NotFound();
    const { candidates } = await getStandings(tx, place.bureauId, election.id);
    const refusal = votingRefusal(election, candidates.length, chinaDay(useCase.clock.now()));
    if (election.status === 'NOMINATING' && refusal) throw new RuleViolation(refusal);
    await moveElection(tx, place, election, 'openVoting');
    record({ ...electionEntry('election.openVoting', place, election.id), from: 'NOMINATING', to: 'VOTING' });
  });
}
