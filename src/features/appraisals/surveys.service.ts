import { createHash, randomUUID } from 'node:crypto';
import type { BranchInCampaign } from '../../campaign/step-gate.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { FieldCipher } from '../../shared/cipher.js';
import { chinaDay, daysBetween } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { findSlip, type Slip } from './surveys.queries.js';
import type { Grades } from './surveys.rules.js';

const TOKEN_DIGITS = 24;

/** The text on the slip with this number: made from the portal's key, so that slips can be printed again and not guessed. */
export const slipToken = (cipher: FieldCipher, surveyId: string, number: number): string =>
  createHash('sha256')
    .update(cipher.index(`survey ${surveyId} ${number}`))
    .digest('hex')
    .slice(0, TOKEN_DIGITS);

/** What is kept of a slip. */
export const slipHash = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');

export interface SurveyInput {
  title: string;
  closesOn: Date;
  /** How many slips are handed out. */
  slips: number;
}

/** R58: opens a survey of the branch with its slips. Gives its id. Throws RuleViolation when its last day is past. */
export async function openSurvey(useCase: UseCase, place: BranchInCampaign, input: SurveyInput): Promise<string> {
  const { actor, clock, cipher } = useCase;
  const { bureauId } = actor;
  const today = chinaDay(clock.now());
  if (daysBetween(today, input.closesOn) < 0) throw new RuleViolation('截止日期不能早于今天', 'closesOn');
  const id = newId();
  const { campaignId, branchId } = place;
  await inTransaction(useCase, async (tx, record) => {
    await tx.appraisalSurvey.create({
      data: {
        ...{ bureauId, id, campaignId, branchId, year: today.getUTCFullYear() },
        ...{ title: input.title, closesOn: input.closesOn, createdAt: clock.now() },
      },
    });
    await tx.surveyToken.createMany({
      data: Array.from({ length: input.slips }, (_, index) => ({
        ...{ bureauId, id: randomUUID(), surveyId: id, tokenHash: slipHash(slipToken(cipher, id, index + 1)) },
      })),
    });
    record({ ...entryOf('open', id, branchId), to: 'OPEN', detail: { slips: input.slips } });
  });
  return id;
}

const entryOf = (act: string, entityId: string, branchId: string): AuditEntry => ({
  ...{ action: `survey.${act}`, entity: 'AppraisalSurvey', entityId, branchId },
});

/** Ends a survey; only then is its result read. Throws NotFound, StaleState when somebody else ended it. */
export async function closeSurvey(useCase: UseCase, branchId: string, id: string): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await tx.appraisalSurvey.findFirst({ where: { bureauId, branchId, id }, select: { id: true } });
    if (!found) throw new NotFound();
    const { count } = await tx.appraisalSurvey.updateMany({
      where: { bureauId, id, status: 'OPEN' },
      data: { status: 'CLOSED', closedAt: useCase.clock.now() },
    });
    if (count === 0) throw new StaleState('这次评议已经结束。');
    record({ ...entryOf('close', id, branchId), from: 'OPEN', to: 'CLOSED' });
  });
}

/** Why a slip cannot be used today; null when it can. */
export function slipRefusal({ used, survey }: Slip, today: Date): string | null {
  if (used) return '这张评议单已经用过，每张只能用一次。';
  if (survey.status !== 'OPEN' || daysBetween(survey.closesOn, today) > 0) return '这次评议已经结束，谢谢您的关心。';
  return null;
}

/**
 * R58, E46: takes the answer of a slip, once. The answer gets a random id and no time, and nothing leads from the slip to
 * it. Throws NotFound for a slip that does not exist, RuleViolation when it was used or the survey has ended.
 */
export async function answerSurvey(
  useCase: UseCase,
  token: string,
  answer: { grades: Grades; word: string | null },
): Promise<void> {
  const { bureauId } = useCase.actor;
  const tokenHash = slipHash(token);
  await inTransaction(useCase, async (tx, record) => {
    const slip = await findSlip(tx, bureauId, tokenHash);
    if (!slip) throw new NotFound();
    const refusal = slipRefusal(slip, chinaDay(useCase.clock.now()));
    if (refusal) throw new RuleViolation(refusal);
    const { count } = await tx.surveyToken.updateMany({
      where: { bureauId, tokenHash, used: false, survey: { status: 'OPEN' } },
      data: { used: true },
    });
    if (count === 0) throw new RuleViolation('这张评议单刚才已经用过。');
    await tx.surveyAnswer.create({
      data: { bureauId, id: randomUUID(), surveyId: slip.surveyId, grades: { ...answer.grades }, word: answer.word },
    });
    record(entryOf('answer', slip.surveyId, slip.survey.branchId));
  });
}
