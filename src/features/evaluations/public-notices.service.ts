import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { digestOf } from '../../shared/digest.js';
import { RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { calendarWith, noticePeriod } from '../../shared/working-days.js';
import { listOwnDays } from './calendar.queries.js';
import type { Outcome } from './decisions.queries.js';
import { getOutcome } from './decisions.service.js';
import { awardBlocker, type NoticeContent, PERIOD_LIFE, type ShownCandidate } from './public-notices.rules.js';
import type { Round } from './rounds.queries.js';
import { AWARD_NAMES } from './rounds.rules.js';
import { getRound, moveRound, requireIntact, entry as roundEntry } from './rounds.service.js';

export interface NoticeInput {
  contact: string;
  /** What is shown of each candidate, in any order. */
  rows: readonly Pick<ShownCandidate, 'applicationId' | 'about' | 'deeds'>[];
  secrecyReviewedBy: string;
  revision: number;
}

/**
 * R57: shows whom the committee means to honour, for so many working days from the day after. Gives the id of the 公示.
 * Throws NotFound, RuleViolation (a candidate without a text), StaleState.
 */
export async function publishNotice(useCase: UseCase, roundId: string, input: NoticeInput): Promise<string> {
  return inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, roundId, 'UPDATE');
    requireIntact('评选的标准', round.rules, round.rulesHash);
    const outcome = await getOutcome(tx, useCase, roundId);
    await moveRound(tx, useCase, round, 'publish', { revision: input.revision, data: {} });
    // Nobody may agree to reopen it any more.
    await tx.roundReopening.deleteMany({ where: { bureauId: useCase.actor.bureauId, roundId, agreedAt: null } });
    const period = await putPeriod(tx, useCase, round, outcome, input);
    record({ ...roundEntry('publish', roundId), from: 'DECIDED', to: 'NOTICED', detail: { ...period } });
    return period.periodId;
  });
}

/**
 * E31: what was shown is wrong: it is withdrawn with the reason, and the corrected text stands for the whole period again.
 * Throws as publishNotice does.
 */
export async function correctNotice(
  useCase: UseCase,
  roundId: string,
  { correctionReason, ...input }: NoticeInput & { correctionReason: string },
): Promise<string> {
  const { actor, clock } = useCase;
  return inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, roundId, 'UPDATE');
    const outcome = await getOutcome(tx, useCase, roundId);
    if (round.status !== 'NOTICED' || round.revision !== input.revision)
      throw new StaleState('这轮公示刚才有变化，请看最新情况。');
    const { count } = await tx.noticePeriod.updateMany({
      where: { bureauId: actor.bureauId, roundId, status: 'RUNNING' },
      data: { status: PERIOD_LIFE.RUNNING.correct.to, endedAt: clock.now(), withdrawReason: correctionReason },
    });
    if (count === 0) throw new StaleState('没有正在进行的公示。');
    await tx.evaluationRound.updateMany({
      where: { bureauId: actor.bureauId, id: roundId },
      data: { revision: { increment: 1 } },
    });
    const period = await putPeriod(tx, useCase, round, outcome, input);
    record({ ...roundEntry('correct', roundId), note: correctionReason, detail: { ...period } });
    return period.periodId;
  });
}

async function putPeriod(tx: Tx, useCase: UseCase, round: Round, outcome: Outcome, input: NoticeInput) {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  const calendar = calendarWith(await listOwnDays(tx, bureauId));
  const { startsOn, endsOn, unknownYears } = noticePeriod(chinaDay(clock.now()), round.noticeDays, calendar);
  const content: NoticeContent = {
    ...{ title: round.title, award: AWARD_NAMES[round.award], candidates: shownOf(outcome, input) },
    ...{ contact: input.contact, startsOn: dayInput(startsOn), endsOn: dayInput(endsOn) },
  };
  const periodId = newId();
  const contentHash = digestOf(content);
  await tx.noticePeriod.create({
    data: {
      ...{ bureauId, id: periodId, roundId: round.id, content: JSON.parse(JSON.stringify(content)) as object },
      ...{ contentHash, contact: input.contact, workingDays: round.noticeDays, startsOn, endsOn },
      calendarNote: calendarNoteOf(unknownYears),
      ...{ publishedBy: actor.name, publishedAt: clock.now() },
    },
  });
  return { periodId, contentHash, secrecyReviewedBy: input.secrecyReviewedBy };
}

/** E32: said beside the dates where a year had no calendar. */
export const calendarNoteOf = (unknownYears: readonly number[]): string | null =>
  unknownYears.length === 0 ? null : `${unknownYears.join('、')}年还没有节假日安排，这些日子按自然日计算。`;

function shownOf({ applications }: Outcome, { rows }: NoticeInput): ShownCandidate[] {
  const chosen = applications.filter(({ status }) => status === 'CHOSEN');
  if (chosen.length === 0) throw new RuleViolation('没有拟表彰的对象，不用公示。');
  return chosen.map(({ id, candidateName, branch }) => {
    const text = rows.find(({ applicationId }) => applicationId === id);
    if (!text) throw new RuleViolation(`请填写“${candidateName}”的公示内容`);
    return {
      ...{ applicationId: id, name: candidateName, branchName: branch.name, about: text.about, deeds: text.deeds },
    };
  });
}

/**
 * R45: after the whole period, and with every objection that came in time decided, the award is made and the list is
 * public. Throws NotFound, RuleViolation before that, StaleState.
 */
export async function awardRound(useCase: UseCase, roundId: string, revision: number): Promise<void> {
  const { actor, clock } = useCase;
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, roundId, 'UPDATE');
    const outcome = await getOutcome(tx, useCase, roundId);
    const blocker = round.status === 'NOTICED' ? awardBlocker(outcome.periods, chinaDay(clock.now())) : null;
    if (blocker) throw new RuleViolation(blocker);
    const shown = outcome.periods.find(({ status }) => status === 'RUNNING');
    if (shown) requireIntact('公示内容', shown.content as object, shown.contentHash);
    const honoured = outcome.applications.some(({ status }) => status === 'CHOSEN');
    await moveRound(tx, useCase, round, 'award', { revision, data: honoured ? { awardedAt: clock.now() } : {} });
    await tx.noticePeriod.updateMany({
      where: { bureauId: actor.bureauId, roundId, status: 'RUNNING' },
      data: { status: PERIOD_LIFE.RUNNING.end.to, endedAt: clock.now() },
    });
    record({ ...roundEntry('award', roundId), from: 'NOTICED', to: 'AWARDED' });
  });
}
