import { describe, expect, it } from 'vitest';
import { extendStep, overrideStep } from '../../../src/campaign/progress.service.js';
import { dissolveBranch, renameBranch } from '../../../src/features/branch-changes/index.js';
import { movePhases } from '../../../src/features/campaigns/campaigns.service.js';
import { newId } from '../../../src/shared/ids.js';
import { aBranchInStep } from '../../campaign/campaign-states.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aHandedOverVisit } from '../../factories/inspection.js';
import { startTestApp } from '../../support/app.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp('2026-05-20T10:00:00+08:00');
const { db, clock } = app;

/** The large figures of a page, by their label. */
function figuresOf(html: string): Record<string, string> {
  const list = html.split('<ul class="figures">')[1]?.split('</ul>')[0] ?? '';
  return Object.fromEntries(
    [...list.matchAll(/figure-value">([^<]*)<[\s\S]*?figure-label">(?:<a[^>]*>)?([^<]*)</g)].map(([, value, label]) => [
      label ?? '',
      value ?? '',
    ]),
  );
}
/** What each branch’s cells say, without how many checks were missing then. */
const cellsOf = (html: string): string[] =>
  [...html.matchAll(/<td role="cell" class="[^"]*">([\s\S]*?)<\/td>/g)].map(([, cell = '']) =>
    cell
      .replaceAll(/<small>(还差\d+项|各项已办好|等局党委审核)<\/small>/g, '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );

async function scene() {
  clock.set('2026-05-20T10:00:00+08:00');
  const state = await aBranchInStep(db, 'SURVEY', clock);
  const { bureauId, campaignId } = state;
  const second = await aBranch(db, bureauId, { shortName: '第二支部', createdAt: new Date('2026-05-01T02:00:00Z') });
  const step = { bureauId, campaignId, branchId: second.id, step: 'SURVEY' as const };
  await db.branchStep.create({ data: { ...step, id: newId(), openedAt: new Date('2026-05-02T02:00:00Z') } });
  const head = await anAccount(db, bureauId, { role: 'BUREAU_SECRETARY' });
  const useCase = useCaseFor(db, { bureauId, name: head.displayName }, clock);
  const boardOn = async (now: string, query = '') => {
    clock.set(now);
    return (await (await app.signIn(head.username)).get(`/bureau/board${query}`)).text;
  };
  const place = { bureauId, campaignId, branchId: state.branchId };
  return { ...state, place, second: { ...place, branchId: second.id }, useCase, head, boardOn };
}

describe('the board as of a day that is past', () => {
  it('R60, E51: figures and states of a day, asked for later, are what they were that evening', async () => {
    const { place, second, useCase, boardOn, bureauId } = await scene();
    const evening = await boardOn('2026-06-02T23:00:00+08:00');
    expect(figuresOf(evening)).toMatchObject({ 党支部: '2', 逾期: '2', 全部完成: '0' });
    // All that changes afterwards: a step done, a later day granted, another branch.
    clock.set('2026-06-03T09:00:00+08:00');
    await overrideStep(useCase, place, 'SURVEY', '名册另行核对');
    await extendStep(useCase, second, 'SURVEY', { until: new Date('2026-06-30'), reason: '校舍搬迁' });
    await aBranch(db, bureauId, { shortName: '后来的支部', createdAt: new Date('2026-06-04T02:00:00Z') });
    const later = await boardOn('2026-06-10T10:00:00+08:00');
    // The next step belongs to the same phase, so the first branch is late with it; the other one no more.
    expect(figuresOf(later)).toMatchObject({ 党支部: '3', 逾期: '1' });
    const asked = await boardOn('2026-06-10T10:00:00+08:00', '?on=2026-06-02');
    expect(figuresOf(asked)).toMatchObject({ 党支部: '2', 逾期: '2', 全部完成: '0' });
    expect(cellsOf(asked)).toEqual(cellsOf(evening));
    expect(asked).not.toContain('后来的支部');
    // What is not kept is said to be so.
    expect(asked).toContain('没有留存');
    expect(asked).not.toMatch(/还差\d+项/);
    expect(asked).toContain('2026年6月2日');
    // The day after: the step was done and the day granted by its end.
    const next = await boardOn('2026-06-10T10:00:00+08:00', '?on=2026-06-03');
    expect(figuresOf(next)).toMatchObject({ 党支部: '2', 逾期: '1' });
    expect(next).toContain('批准通过');
  });

  it('R60: the day ends at midnight in China: what was done before eight the next morning is not in it', async () => {
    const { place, useCase, boardOn } = await scene();
    clock.set('2026-06-03T00:30:00+08:00');
    await overrideStep(useCase, place, 'SURVEY', '名册另行核对');
    const on = async (day: string) => boardOn('2026-06-10T10:00:00+08:00', `?on=${day}`);
    expect(await on('2026-06-02')).not.toContain('批准通过');
    expect(await on('2026-06-03')).toContain('批准通过');
  });

  it('E51: of two later days granted one after the other the last by then counts', async () => {
    const { second, useCase, boardOn } = await scene();
    clock.set('2026-06-03T09:00:00+08:00');
    await extendStep(useCase, second, 'SURVEY', { until: new Date('2026-06-06'), reason: '校舍搬迁' });
    clock.set('2026-06-04T09:00:00+08:00');
    await extendStep(useCase, second, 'SURVEY', { until: new Date('2026-06-30'), reason: '还没有搬完' });
    const late = async (day: string) => figuresOf(await boardOn('2026-07-10T10:00:00+08:00', `?on=${day}`))['逾期'];
    // The other branch of the scene is late on each of these days.
    expect(await late('2026-06-02')).toBe('2');
    expect(await late('2026-06-03')).toBe('1');
    expect(await late('2026-06-08')).toBe('1');
    expect(await late('2026-07-01')).toBe('2');
  });

  it('E50: phases moved later leave what was late on a past day late', async () => {
    const { campaignId, useCase, boardOn, bureauId } = await scene();
    const evening = await boardOn('2026-06-02T22:00:00+08:00');
    const move = async (endsOn: string, next: string) => {
      const phases = await db.campaignPhase.findMany({ where: { bureauId, campaignId } });
      const { revision } = await db.campaign.findFirstOrThrow({ where: { bureauId, id: campaignId } });
      await movePhases(useCase, campaignId, revision, {
        reason: '放假调整',
        phases: phases.map((row) => ({
          ...{ phase: row.phase, title: row.title, requirement: row.requirement, startsOn: row.startsOn },
          endsOn: row.phase === 'MOBILIZATION' ? new Date(endsOn) : row.endsOn,
          ...(row.phase === 'IMPLEMENTATION' ? { startsOn: new Date(next) } : {}),
        })),
      });
    };
    clock.set('2026-06-05T09:00:00+08:00');
    await move('2026-06-20', '2026-06-21');
    expect(figuresOf(await boardOn('2026-06-06T10:00:00+08:00'))).toMatchObject({ 逾期: '0' });
    const asked = await boardOn('2026-06-06T10:00:00+08:00', '?on=2026-06-02');
    expect(figuresOf(asked)['逾期']).toBe(figuresOf(evening)['逾期']);
    expect(cellsOf(asked)).toEqual(cellsOf(evening));
    // Moved once more: what was planned on each day is what the first move after it found.
    clock.set('2026-06-08T09:00:00+08:00');
    await move('2026-06-25', '2026-06-26');
    const again = await boardOn('2026-06-24T10:00:00+08:00', '?on=2026-06-02');
    expect(cellsOf(again)).toEqual(cellsOf(evening));
    expect(figuresOf(await boardOn('2026-06-24T10:00:00+08:00', '?on=2026-06-07'))).toMatchObject({ 逾期: '0' });
    expect(figuresOf(await boardOn('2026-06-30T10:00:00+08:00', '?on=2026-06-24'))).toMatchObject({ 逾期: '0' });
  });

  it('E40, E41: a branch renamed or dissolved later stands there on a past day under its name of then', async () => {
    const { place, second, branch, useCase, boardOn } = await scene();
    const evening = await boardOn('2026-06-02T22:00:00+08:00');
    clock.set('2026-06-05T09:00:00+08:00');
    const document = { documentNo: '示党发〔2026〕8号', effectiveOn: new Date('2026-06-05') };
    await dissolveBranch(useCase, second.branchId, document);
    const names = { name: '示范区育才中学支部委员会', shortName: '育才中学党支部', schoolName: '育才中学' };
    await renameBranch(useCase, place.branchId, { ...document, ...names });
    clock.set('2026-06-08T09:00:00+08:00');
    const last = { name: '示范区树人中学支部委员会', shortName: '树人中学党支部', schoolName: '树人中学' };
    await renameBranch(useCase, place.branchId, { ...document, ...last });
    const between = await boardOn('2026-06-10T10:00:00+08:00', '?on=2026-06-06');
    expect(between).toContain('育才中学党支部');
    expect(between).not.toContain('树人中学党支部');
    const later = await boardOn('2026-06-10T10:00:00+08:00');
    expect(later).toContain('树人中学党支部');
    expect(later).not.toContain('第二支部');
    const asked = await boardOn('2026-06-10T10:00:00+08:00', '?on=2026-06-02');
    expect(figuresOf(asked)).toMatchObject({ 党支部: '2', 逾期: figuresOf(evening)['逾期'] });
    for (const name of ['第二支部', branch.shortName]) expect(asked).toContain(name);
    for (const name of ['育才中学党支部', '树人中学党支部']) expect(asked).not.toContain(name);
  });

  it('R49: a problem is late on the day after its own, on a past day too', async () => {
    clock.set('2026-09-01T10:00:00+08:00');
    const { bureauId, head } = await aHandedOverVisit({ db, clock }, new Date('2026-09-10'));
    clock.set('2026-09-20T10:00:00+08:00');
    const browser = await app.signIn(head.username);
    const on = async (day: string) => (await browser.get(`/bureau/board?on=${day}`)).text.includes('整改逾期1项');
    expect(await Promise.all(['2026-09-09', '2026-09-10', '2026-09-11'].map(on))).toEqual([false, false, true]);
    expect(await db.rectification.count({ where: { bureauId } })).toBe(1);
  });

  it('R60: a day before the campaign has no figures, a day to come is no day to ask for', async () => {
    const { boardOn } = await scene();
    const before = await boardOn('2026-06-02T10:00:00+08:00', '?on=2026-05-10');
    expect(before).toContain('当天还没有发布活动');
    const ahead = await boardOn('2026-06-02T10:00:00+08:00', '?on=2026-12-01');
    expect(ahead).toContain('不能查看以后的情况');
    const today = await boardOn('2026-06-02T10:00:00+08:00', '?on=2026-06-02');
    expect(today).not.toMatch(/不能查看以后的情况|没有留存/);
    for (const wrong of ['2026-02-30', 'yesterday', '0000-00-00', '99999999999'])
      expect(await boardOn('2026-06-02T10:00:00+08:00', `?on=${wrong}`)).toContain('推进情况');
  });
});
