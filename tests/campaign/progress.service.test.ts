import { describe, expect, it } from 'vitest';
import { completeStep, extendStep, overrideStep } from '../../src/campaign/progress.service.js';
import { closeCampaign } from '../../src/features/campaigns/index.js';
import { RuleViolation, StaleState, StepNotOpen } from '../../src/shared/errors.js';
import { aMember } from '../factories/member.js';
import { testDatabase } from '../support/test-database.js';
import { aBranchInStep, type CampaignState } from './campaign-states.js';

const { db } = await testDatabase();
const at = new Date('2026-05-10T02:00:00Z');
const day = (text: string) => new Date(`${text}T00:00:00Z`);

const placeOf = ({ bureauId, campaignId, branchId }: CampaignState) => ({ bureauId, campaignId, branchId });
const stepsOf = async (state: CampaignState) => {
  const rows = await db.branchStep.findMany({ where: placeOf(state), orderBy: { openedAt: 'asc' } });
  return Object.fromEntries(rows.map(({ step, status }) => [step, status]));
};

async function surveyed(): Promise<CampaignState> {
  const state = await aBranchInStep(db, 'SURVEY');
  await aMember(db, state.branch, { skillsFilledAt: at, skillsConfirmedAt: at });
  return state;
}

describe('completing a step', () => {
  it('R3: is refused while a check fails, with the reasons; nothing changes', async () => {
    const state = await aBranchInStep(db, 'SURVEY');
    await aMember(db, state.branch, { name: '王五' });
    await expect(completeStep(state.useCase, placeOf(state), 'SURVEY')).rejects.toThrow(/还有1项.*王五/);
    expect(await stepsOf(state)).toEqual({ SURVEY: 'OPEN' });
  });

  it('R3: closes the step, opens the next, and leaves a trace', async () => {
    const state = await surveyed();
    expect(await completeStep(state.useCase, placeOf(state), 'SURVEY')).toBe('STUDY');
    expect(await stepsOf(state)).toEqual({ SURVEY: 'COMPLETED', STUDY: 'OPEN' });
    const row = await db.branchStep.findFirstOrThrow({ where: { ...placeOf(state), step: 'SURVEY' } });
    expect(row).toMatchObject({ completedBy: '马建华', completedAt: state.clock.now(), overrideReason: null });
    const entry = await db.auditEvent.findFirst({ where: { bureauId: state.bureauId, action: 'step.complete' } });
    expect(entry).toMatchObject({ entityId: row.id, fromState: 'SURVEY', toState: 'STUDY', branchId: state.branchId });
  });

  it('R3: two at once: one wins, the other is told; one next step opens', async () => {
    const state = await surveyed();
    const results = await Promise.allSettled([1, 2].map(() => completeStep(state.useCase, placeOf(state), 'SURVEY')));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find(({ status }) => status === 'rejected');
    expect((lost as PromiseRejectedResult).reason).toBeInstanceOf(StaleState);
    expect(await stepsOf(state)).toEqual({ SURVEY: 'COMPLETED', STUDY: 'OPEN' });
    expect(await db.auditEvent.count({ where: { bureauId: state.bureauId, action: 'step.complete' } })).toBe(1);
  });

  it('R3: a step not reached, one of another branch, and one of a closed campaign are refused', async () => {
    const state = await surveyed();
    await expect(completeStep(state.useCase, placeOf(state), 'ENROLLMENT')).rejects.toThrow(StepNotOpen);
    const other = await surveyed();
    await expect(
      completeStep(other.useCase, { ...placeOf(state), bureauId: other.bureauId }, 'SURVEY'),
    ).rejects.toThrow(StepNotOpen);
    await closeCampaign(state.useCase, state.campaignId, 2, '结束');
    await expect(completeStep(state.useCase, placeOf(state), 'SURVEY')).rejects.toThrow(StepNotOpen);
    expect(await stepsOf(state)).toEqual({ SURVEY: 'OPEN' });
  });

  it('R3: the last step has none after it', async () => {
    const state = await aBranchInStep(db, 'ACCEPTANCE');
    expect(await overrideStep(state.useCase, placeOf(state), 'ACCEPTANCE', '材料另行报送')).toBeNull();
    expect((await stepsOf(state))['ACCEPTANCE']).toBe('COMPLETED');
  });
});

it('R3: the committee lets a branch go on with a reason, although checks fail', async () => {
  const state = await aBranchInStep(db, 'SURVEY');
  expect(await overrideStep(state.useCase, placeOf(state), 'SURVEY', '名册正在核对')).toBe('STUDY');
  const row = await db.branchStep.findFirstOrThrow({ where: { ...placeOf(state), step: 'SURVEY' } });
  expect(row).toMatchObject({ status: 'COMPLETED', overrideReason: '名册正在核对' });
  const entry = await db.auditEvent.findFirst({ where: { bureauId: state.bureauId, action: 'step.override' } });
  expect(entry?.note).toBe('名册正在核对');
});

it('R3: completing and letting go on at once: one wins', async () => {
  const state = await surveyed();
  const results = await Promise.allSettled([
    completeStep(state.useCase, placeOf(state), 'SURVEY'),
    overrideStep(state.useCase, placeOf(state), 'SURVEY', '理由'),
  ]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await stepsOf(state)).toEqual({ SURVEY: 'COMPLETED', STUDY: 'OPEN' });
});

describe('extending a step', () => {
  it('E51: gives one branch a later day of its own', async () => {
    const state = await aBranchInStep(db, 'SURVEY');
    await extendStep(state.useCase, placeOf(state), 'SURVEY', { until: day('2026-06-15'), reason: '校舍搬迁' });
    const row = await db.branchStep.findFirstOrThrow({ where: placeOf(state) });
    expect(row).toMatchObject({ status: 'OPEN', extendedTo: day('2026-06-15') });
    const entry = await db.auditEvent.findFirst({ where: { bureauId: state.bureauId, action: 'step.extend' } });
    expect(entry).toMatchObject({ fromState: '2026-05-31', toState: '2026-06-15', note: '校舍搬迁' });
  });

  it.each([
    ['not later than the day it has', '2026-05-31'],
    ['in the past', '2026-05-11'],
  ])('E51: refuses a day %s', async (_case, until) => {
    const state = await aBranchInStep(db, 'SURVEY');
    const extension = extendStep(state.useCase, placeOf(state), 'SURVEY', { until: day(until), reason: '理由' });
    await expect(extension).rejects.toThrow(RuleViolation);
    expect(await db.branchStep.findFirst({ where: placeOf(state) })).toMatchObject({ extendedTo: null });
  });

  it('E51: a finished step is not extended', async () => {
    const state = await aBranchInStep(db, 'STUDY');
    const extension = extendStep(state.useCase, placeOf(state), 'SURVEY', { until: day('2026-06-15'), reason: '理由' });
    await expect(extension).rejects.toThrow(StaleState);
  });
});
