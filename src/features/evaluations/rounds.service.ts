import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { AwardType } from '../../generated/prisma/enums.js';
import { chinaDay, daysBetween } from '../../shared/dates.js';
import { digestOf } from '../../shared/digest.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { findRound, listStandards, lockRound, type Round } from './rounds.queries.js';
import {
  AWARD_NAMES,
  DEEDS_LENGTH,
  FEWEST_NOTICE_DAYS,
  ROUND_LIFE,
  type RoundAction,
  type RoundRules,
} from './rounds.rules.js';

export interface RoundInput {
  award: AwardType;
  title: string;
  applyUntil: Date;
  noticeDays: number;
  quota: RoundRules['quota'];
  eligibility: RoundRules['eligibility'];
  aggregation: RoundRules['aggregation'];
}

/** Drafts a round of an honour. Gives its id. Throws RuleViolation: days, a round of this honour that still runs. */
export async function draftRound(useCase: UseCase, campaignId: string, input: RoundInput): Promise<string> {
  const { actor, clock } = useCase;
  requireSound(input, chinaDay(clock.now()));
  const id = newId();
  await inTransaction(useCase, async (tx, record) => {
    const campaign = await tx.campaign.findFirst({
      where: { bureauId: actor.bureauId, id: campaignId, status: 'PUBLISHED' },
      select: { id: true },
    });
    if (!campaign) throw new NotFound();
    try {
      await tx.evaluationRound.create({
        data: { bureauId: actor.bureauId, id, campaignId, ...columnsOf(input), createdAt: clock.now() },
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw new RuleViolation(`“${AWARD_NAMES[input.award]}”已有一轮评选没有结束，不能同时开两轮。`, 'award');
    }
    record({ ...entry('draft', id), to: 'DRAFT' });
  });
  return id;
}

/** Rewrites a draft. Throws NotFound, RuleViolation, StaleState once it was opened or changed meanwhile. */
export async function redraftRound(useCase: UseCase, id: string, input: RoundInput, revision: number): Promise<void> {
  const { actor, clock } = useCase;
  requireSound(input, chinaDay(clock.now()));
  await inTransaction(useCase, async (tx, record) => {
    await getRound(tx, useCase, id, 'UPDATE');
    const { count } = await tx.evaluationRound.updateMany({
      where: { bureauId: actor.bureauId, id, status: 'DRAFT', revision },
      data: { ...columnsOf(input), revision: { increment: 1 } },
    });
    if (count === 0) throw new StaleState('这轮评选已经开始或刚才被修改，请看最新内容。');
    record(entry('edit', id));
  });
}

function requireSound({ applyUntil, noticeDays, quota }: RoundInput, today: Date): void {
  if (daysBetween(today, applyUntil) < 0) throw new RuleViolation('申报截止日期不能早于今天', 'applyUntil');
  if (noticeDays < FEWEST_NOTICE_DAYS) throw new RuleViolation(`公示不少于${FEWEST_NOTICE_DAYS}个工作日`, 'noticeDays');
  if (quota.numerator > quota.denominator) throw new RuleViolation('名额比例不能超过百分之百', 'percent');
}

function columnsOf({ award, title, applyUntil, noticeDays, quota, eligibility, aggregation }: RoundInput) {
  const rules = {
    criteria: [],
    quota: { ...quota },
    eligibility: { ...eligibility },
    aggregation,
    deeds: DEEDS_LENGTH,
  };
  return { award, title, applyUntil, noticeDays, rules };
}

/**
 * R8, R43: opens applications. The standards at hand are copied into the round and frozen with quota, eligibility and
 * aggregation; their SHA-256 is kept. Throws NotFound, RuleViolation without standards or past the last day, StaleState.
 */
export async function openRound(useCase: UseCase, id: string, revision: number): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const round = await getRound(tx, useCase, id, 'UPDATE');
    if (daysBetween(chinaDay(clock.now()), round.applyUntil) < 0)
      throw new RuleViolation('申报截止日期已经过去，请先改到以后。');
    const criteria = await listStandards(tx, bureauId, round);
    if (criteria.length === 0) throw new RuleViolation('活动方案里还没有这项荣誉的标准，请先补上。');
    const rules = { ...round.rules, criteria };
    const rulesHash = digestOf(rules);
    await moveRound(tx, useCase, round, 'open', {
      revision,
      data: { rules, rulesHash, openedAt: clock.now() },
    });
    record({ ...entry('open', id), from: 'DRAFT', to: 'OPEN', detail: { rulesHash } });
  });
}

/** The round, locked: `UPDATE` where it is about to move. Throws NotFound. */
export async function getRound(
  tx: Tx,
  { actor }: UseCase,
  id: string,
  how: 'SHARE' | 'UPDATE' = 'SHARE',
): Promise<Round> {
  await lockRound(tx, actor.bureauId, id, how);
  const round = await findRound(tx, actor.bureauId, id);
  if (!round) throw new NotFound();
  return round;
}

/** Refuses to go on with what is no longer what was frozen. `what` names it. Throws RuleViolation. */
export function requireIntact(what: string, frozen: object, hash: string | null): void {
  if (hash !== null && digestOf(frozen) !== hash)
    throw new RuleViolation(`${what}与冻结时的校验码不一致，可能被改动过。请先核查，暂不能继续。`);
}

/** Moves a round as its table says. Throws StaleState when the table does not, or somebody else was first. */
export async function moveRound(
  tx: Tx,
  { actor }: UseCase,
  round: Round,
  action: RoundAction,
  { revision, data }: { revision: number; data: object },
): Promise<void> {
  const move = ROUND_LIFE[round.status][action];
  if (!move) throw new StaleState('这轮评选已经进入另一步，请看最新情况。');
  const { count } = await tx.evaluationRound.updateMany({
    where: { bureauId: actor.bureauId, id: round.id, status: round.status, revision },
    data: { ...data, status: move.to, revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState('这轮评选刚才有变化，请看最新情况。');
}

export const entry = (act: string, entityId: string): AuditEntry => ({
  ...{ action: `evaluation.${act}`, entity: 'EvaluationRound', entityId },
});
