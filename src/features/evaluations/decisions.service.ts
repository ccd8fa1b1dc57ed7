import type { Person } from '../../access/roles.js';
import { MEETING_RULES, type MeetingRule, meetingVerdict } from '../../campaign/vote-rules.js';
import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { Prisma } from '../../generated/prisma/client.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { findOutcome, type Outcome } from './decisions.queries.js';
import { type Decision, decisionBlockers, groundsAsked, standingsOf } from './decisions.rules.js';
import type { Round } from './rounds.queries.js';
import { APPLICATION_LIFE } from './rounds.rules.js';
import { getRound, moveRound, requireIntact, entry as roundEntry } from './rounds.service.js';
import { recusalOf } from './scoring.service.js';

/** A meeting of the bureau's committee; no rule of its own gives figures, so those of a branch's general meeting are borrowed. */
const BUREAU_MEETING: MeetingRule = {
  ...MEETING_RULES.COMMITTEE,
  ruleSet: 'BUREAU_COMMITTEE_BY_ANALOGY',
  source: '《中国共产党支部工作条例（试行）》第十一条、第十二条（参照）',
};

export async function getOutcome(tx: Tx, { actor }: UseCase, roundId: string): Promise<Outcome> {
  const outcome = await findOutcome(tx, actor.bureauId, roundId);
  if (!outcome) throw new NotFound();
  return outcome;
}

/** What still hinders the committee's decision, as this person is told it. */
export function blockersFor(outcome: Outcome, round: Round, person: Person): string[] {
  const branchOf = new Map(outcome.applications.map(({ id, branchId }) => [id, branchId]));
  return decisionBlockers(outcome.applications, round.rules, ({ id, sheets }) => {
    const branchId = branchOf.get(id) ?? '';
    const recusals = outcome.recusals.filter((row) => row.branchId === branchId);
    if (recusalOf({ branchId, recusals }, person) !== null) return false;
    return !sheets.some(({ reviewerId, status }) => reviewerId === person.accountId && status === 'CLOSED');
  });
}

/** A meeting of the committee as its form gives it. */
export interface HeldMeeting {
  minutes: Omit<Decision, 'heldOn' | 'grounds' | 'verdictText' | 'ruleSet' | 'decidedBy'> & { heldOn: Date };
  votes: { eligible: number; present: number; for: number; against: number; abstain: number };
}

/** The meeting as it is kept. Throws RuleViolation when it did not pass the matter, or lies ahead. */
export function keptMeeting(
  { actor, clock }: UseCase,
  { minutes, votes }: HeldMeeting,
  grounds: string | null,
): Decision {
  if (minutes.heldOn > chinaDay(clock.now())) throw new RuleViolation('会议日期不能晚于今天', 'heldOn');
  const { verdict, verdictText, ruleSet } = meetingVerdict(votes, 'COMMITTEE', BUREAU_MEETING);
  if (verdict !== 'PASSED') throw new RuleViolation(`会议没有通过：${verdictText}`, 'forCount');
  return { ...minutes, heldOn: dayInput(minutes.heldOn), grounds, verdictText, ruleSet, decidedBy: actor.name };
}

export interface DecisionInput extends HeldMeeting {
  chosenIds: readonly string[];
  grounds: string | null;
  revision: number;
}

/**
 * R43: the committee's meeting decides whom to honour; results and ranks are fixed by the frozen aggregation. Throws
 * NotFound, RuleViolation (a sheet still open, an outlier not explained, a meeting that did not pass it, no grounds where
 * the choice departs from the ranks), StaleState.
 */
export async function decideRound(
  useCase: UseCase,
  person: Person,
  roundId: string,
  { chosenIds, grounds, revision, ...meeting }: DecisionInput,
): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, roundId, 'UPDATE');
    requireIntact('评选的标准', round.rules, round.rulesHash);
    const outcome = await getOutcome(tx, useCase, roundId);
    const [blocker] = round.status === 'SCORING' ? blockersFor(outcome, round, person) : [];
    if (blocker) throw new RuleViolation(`${blocker}。`);
    const standings = standingsOf(outcome.applications, round.rules);
    const chosen = new Set(chosenIds);
    if (standings.filter(({ id }) => chosen.has(id)).length !== chosen.size)
      throw new RuleViolation('表彰对象有变化，请重新选择', 'chosenIds');
    const asked = groundsAsked(standings, chosen);
    if (asked !== null && grounds === null) throw new RuleViolation(asked, 'grounds');
    const decision = { ...keptMeeting(useCase, meeting, grounds) };
    await moveRound(tx, useCase, round, 'decide', { revision, data: { decision, decidedAt: clock.now() } });
    const { choose, leave } = APPLICATION_LIFE.RECOMMENDED;
    for (const { id, result, rank } of standings) {
      await tx.evaluationApplication.updateMany({
        where: { bureauId, id, status: 'RECOMMENDED' },
        data: { result, rank, status: chosen.has(id) ? choose.to : leave.to },
      });
    }
    record({
      ...{ ...roundEntry('decide', roundId), from: 'SCORING', to: 'DECIDED' },
      detail: { chosen: chosen.size, candidates: standings.length },
    });
  });
}

/** Nobody was found fit: the round ends without a 公示. Throws NotFound, RuleViolation when somebody was, StaleState. */
export async function closeRound(useCase: UseCase, roundId: string, revision: number): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, roundId, 'UPDATE');
    const { applications } = await getOutcome(tx, useCase, roundId);
    if (round.status === 'DECIDED' && applications.some(({ status }) => status === 'CHOSEN'))
      throw new RuleViolation('会议选定了拟表彰的对象，请先公示。');
    await moveRound(tx, useCase, round, 'close', { revision, data: {} });
    record({ ...roundEntry('close', roundId), from: 'DECIDED', to: 'AWARDED' });
  });
}

/** Asks to reopen a decided round; somebody else has to agree. Throws NotFound, StaleState. */
export async function askReopening(useCase: UseCase, roundId: string, reason: string): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId, accountId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, roundId, 'UPDATE');
    if (round.status !== 'DECIDED') throw new StaleState('只有已经决定、还没有公示的评选才能重新评审。');
    const data = { bureauId, id: newId(), roundId, reason, askedById: accountId ?? '', askedByName: actor.name };
    await tx.roundReopening.create({ data: { ...data, askedAt: clock.now() } }).catch((error: unknown) => {
      throw isUniqueViolation(error) ? new StaleState('已经有人提出重新评审，正在等另一人同意。') : error;
    });
    record({ ...roundEntry('ask-reopening', roundId), note: reason });
  });
}

/**
 * The second person agrees: every sheet is open again and the decision is gone; what it was stays in the trail. Throws
 * NotFound, Forbidden for whoever asked, StaleState.
 */
export async function agreeReopening(useCase: UseCase, roundId: string): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId, accountId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, roundId, 'UPDATE');
    const outcome = await getOutcome(tx, useCase, roundId);
    const asked = outcome.reopenings.find(({ agreedAt }) => agreedAt === null);
    if (!asked) throw new StaleState('没有等待同意的重新评审。');
    if (asked.askedById === accountId) throw new Forbidden('重新评审须由另一人同意。');
    await moveRound(tx, useCase, round, 'reopen', {
      revision: round.revision,
      data: { decision: Prisma.DbNull, decidedAt: null },
    });
    const { count } = await tx.roundReopening.updateMany({
      where: { bureauId, id: asked.id, agreedAt: null },
      data: { agreedById: accountId, agreedBy: actor.name, agreedAt: clock.now() },
    });
    if (count === 0) throw new StaleState();
    await tx.evaluationApplication.updateMany({
      where: { bureauId, roundId, status: { in: ['CHOSEN', 'NOT_CHOSEN'] } },
      data: { status: APPLICATION_LIFE.CHOSEN.reopen.to, result: null, rank: null },
    });
    await tx.scoreSheet.updateMany({
      where: { bureauId, application: { bureauId, roundId } },
      data: { status: 'OPEN', closedAt: null, explanation: null, revision: { increment: 1 } },
    });
    const before = outcome.applications.map(({ id, status, result, rank, sheets }) => ({
      ...{ id, status, result, rank },
      sheets: sheets.map(({ reviewerName, total, explanation }) => ({ reviewerName, total, explanation })),
    }));
    record({
      ...{ ...roundEntry('reopen', roundId), from: 'DECIDED', to: 'SCORING', note: asked.reason },
      detail: { askedBy: asked.askedByName, decision: { ...outcome.decision }, before },
    });
  });
}
