import type { StepPlace } from '../../campaign/step-gate.js';
import type { ElectionOutcome } from '../../campaign/vote-rules.js';
import type { Tx } from '../../db/client.js';
import { listElectors } from '../../db/electors.js';
import type { AuditEntry } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { personLabels } from '../../shared/same-names.js';
import { electionEntry, moveElection, startTerm } from './election-life.service.js';
import { type ElectionRow, findOpenElection, getStandings, lockGroup } from './elections.queries.js';
import { bySurnameStrokes, candidatesOfRound, type Tally } from './elections.rules.js';

/** A group's vote that can be held now: who may vote on that day (R56), by name; who stands in this round by 姓氏笔画, told apart (E42). */
export interface RoundAtHand {
  groupName: string;
  election: ElectionRow;
  electors: { memberId: string; name: string }[];
  candidates: { memberId: string; name: string }[];
}

/** The round of a group's election that waits for its vote, with the group's row locked. Throws NotFound, StaleState. */
export async function getRoundAtHand(tx: Tx, place: StepPlace, groupId: string, day: Date): Promise<RoundAtHand> {
  const group = await lockGroup(tx, place, groupId);
  if (!group) throw new NotFound();
  const election = await findOpenElection(tx, place, groupId);
  if (election?.status !== 'VOTING') throw new StaleState('本小组目前没有等待投票的推选，请看最新情况。');
  const { bureauId, branchId } = place;
  const people = (await listElectors(tx, { bureauId, branchId, groupId }, day)).filter(
    ({ standing }) => standing === 'ELIGIBLE',
  );
  const labels = personLabels(people);
  const { candidates, counts } = await getStandings(tx, bureauId, election.id);
  return {
    groupName: group.name,
    election,
    electors: people.map(({ id, name }) => ({ memberId: id, name })),
    candidates: candidatesOfRound(candidates, counts)
      .filter((row) => people.some((person) => person.id === row.memberId))
      .map(({ memberId, name }) => ({ memberId, name: labels.get(memberId) ?? name }))
      .sort(bySurnameStrokes),
  };
}

/** A vote held in the portal as it goes into the record of the election. */
export interface PortalCount {
  electionId: string;
  groupId: string;
  round: number;
  openedAt: Date;
  electors: number;
  cast: number;
  supervisors: readonly string[];
  tallies: readonly Tally[];
  outcome: ElectionOutcome;
}

/** Settles a round by a vote in the portal as a paper count does: the leader takes office, or the next round comes. */
export async function settlePortalCount(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  place: StepPlace,
  now: Date,
  count: PortalCount,
): Promise<void> {
  const { electionId, groupId, round, cast, outcome } = count;
  const elected = outcome.electedId;
  const change = elected ? { settledAt: now } : { round: round + 1 };
  await moveElection(tx, place, { id: electionId, status: 'VOTING', round }, elected ? 'elect' : 'nextRound', change);
  const { verdict, verdictText, ruleSet } = outcome;
  await tx.electionCount.create({
    data: {
      ...{ bureauId: place.bureauId, id: newId(), electionId, round, heldOn: chinaDay(count.openedAt) },
      ...{ place: '在本系统内投票', eligibleCount: count.electors, presentCount: cast, issuedCount: cast },
      ...{ returnedCount: cast, invalidCount: 0, supervisor: count.supervisors.join('、'), teller: '系统计票' },
      ...{ tallies: count.tallies.map((row) => ({ ...row })), verdict, verdictText, ruleSet, createdAt: now },
    },
  });
  if (elected) {
    const term = { groupId, memberId: elected, electionId, reason: null, startedAt: now };
    await startTerm(tx, place, { ...term, method: 'ELECTED' });
  }
  record({
    ...electionEntry('election.count', place, electionId),
    from: 'VOTING',
    to: elected ? 'ELECTED' : 'VOTING',
    note: verdictText,
  });
}
