import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/shared/ids.js';
import { aBranchInStep } from '../../campaign/campaign-states.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { aPublishedCampaign } from '../../factories/commitment-step.js';
import { startTestApp } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp('2026-05-12T10:00:00+08:00');
const { db } = app;
const at = new Date('2026-05-10T02:00:00Z');

async function boardOf(
  bureauId: string,
  role: 'BUREAU_SECRETARY' | 'COMMITTEE_MEMBER' | 'INSPECTOR' = 'BUREAU_SECRETARY',
) {
  const account = await anAccount(db, bureauId, { role });
  return app.signIn(account.username);
}

/** The cells of a branch's row, as words. */
function rowOf(html: string, name: string): string[] {
  const row = html.split('<tr').find((part) => part.includes(`>${name}</a>`)) ?? '';
  return [...row.matchAll(/<td [^>]*>([\s\S]*?)<\/td>/g)].map(([, cell]) =>
    (cell ?? '')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

describe('the board of all branches', () => {
  it('R60: shows what is done with its date, what runs, what is late and what waits for the committee', async () => {
    const state = await aBranchInStep(db, 'STUDY', testClock('2026-05-12T10:00:00+08:00'));
    const { bureauId, campaignId } = state;
    const late = await aBranch(db, bureauId, { shortName: '迟到支部' });
    await db.branchStep.create({
      data: {
        bureauId,
        campaignId,
        branchId: late.id,
        id: newId(),
        step: 'SURVEY',
        openedAt: at,
        extendedTo: new Date('2026-05-10'),
      },
    });
    const text = { title: '题', body: '文', status: 'SUBMITTED' as const, createdAt: at };
    await db.branchStatement.create({
      data: { bureauId, campaignId, branchId: state.branchId, id: newId(), kind: 'GOALS', ...text },
    });
    const browser = await boardOf(bureauId);
    const { text: html } = await browser.get('/bureau/board');
    expect(rowOf(html, state.branch.shortName).slice(0, 3)).toEqual([
      '✓ 完成 5月12日',
      '× 受阻 等局党委审核',
      '○ 未开始',
    ]);
    expect(rowOf(html, '迟到支部')[0]).toBe('× 逾期 逾期2天 还差2项');
    expect(html.match(/is-late/g)).toHaveLength(1);
    // Every check that fails is named, not the first alone.
    const why = html.split('aria-label="迟到支部的原因"')[1]?.split('</ul>')[0] ?? '';
    expect(why.match(/<li>/g)).toHaveLength(2);
  });

  it('R60: who is late and waits for the committee is late', async () => {
    const state = await aBranchInStep(db, 'STUDY', testClock('2026-05-12T10:00:00+08:00'));
    const { bureauId, campaignId, branchId } = state;
    const where = { bureauId, branchId, step: 'STUDY' } as const;
    await db.branchStep.updateMany({ where, data: { extendedTo: new Date('2026-05-11') } });
    const text = { title: '题', body: '文', status: 'SUBMITTED' as const, createdAt: at };
    await db.branchStatement.create({ data: { bureauId, campaignId, branchId, id: newId(), kind: 'GOALS', ...text } });
    const browser = await boardOf(bureauId);
    expect((await browser.get('/bureau/board?state=late')).text).toContain(state.branch.shortName);
    expect((await browser.get('/bureau/board?state=blocked')).text).not.toContain(state.branch.shortName);
  });

  it('R60: a branch is found by its school’s name, which its own does not hold; a dissolved one and a former campaign are not shown', async () => {
    const state = await aBranchInStep(db, 'STUDY');
    const { bureauId } = state;
    const joint = await aBranch(db, bureauId, { shortName: '联合党支部', schoolName: '凤凰路小学' });
    const gone = await aBranch(db, bureauId, { shortName: '撤销的支部', status: 'CLOSED' });
    const formerId = await aPublishedCampaign(db, bureauId, new Date('2020-01-01'));
    const step = { bureauId, campaignId: formerId, branchId: joint.id, id: newId(), step: 'SURVEY' as const };
    await db.branchStep.create({ data: { ...step, openedAt: at, extendedTo: new Date('2026-05-01') } });
    const browser = await boardOf(bureauId);
    const { text } = await browser.get(`/bureau/board?q=${encodeURIComponent('凤凰路')}`);
    expect(rowOf(text, '联合党支部')[0]).toBe('○ 未开始');
    expect(rowOf(text, state.branch.shortName)).toEqual([]);
    expect((await browser.get('/bureau/board')).text).not.toContain(gone.shortName);
    // Who has not begun is not done.
    expect((await browser.get('/bureau/board?state=done')).text).not.toContain('联合党支部');
  });

  it('R60: a branch let go on by the committee is marked', async () => {
    const state = await aBranchInStep(db, 'STUDY');
    await db.branchStep.updateMany({
      where: { bureauId: state.bureauId, step: 'SURVEY' },
      data: { overrideReason: '名册另行核对' },
    });
    const browser = await boardOf(state.bureauId);
    expect(rowOf((await browser.get('/bureau/board')).text, state.branch.shortName)[0]).toContain('批准通过');
    expect((await browser.get(`/bureau/board/${state.branchId}`)).text).toContain('名册另行核对');
  });

  it('R60: without a campaign or a branch it says what to do', async () => {
    const bureau = await aBureau(db);
    const browser = await boardOf(bureau.id);
    expect((await browser.get('/bureau/board')).text).toContain('还没有发布活动');
  });

  it.each([1, 25])('P3: asks at most four queries with %i branches', async (count) => {
    const state = await aBranchInStep(db, 'COMMITMENT');
    const { bureauId, campaignId } = state;
    for (let number = 1; number < count; number += 1) {
      const branch = await aBranch(db, bureauId);
      await db.branchStep.create({
        data: { bureauId, campaignId, branchId: branch.id, id: newId(), step: 'SURVEY', openedAt: at },
      });
    }
    const browser = await boardOf(bureauId, 'INSPECTOR');
    await browser.get('/account');
    const { result, queries } = await countQueries(db, () => browser.get('/bureau/board'));
    expect(result.text).toContain(`${count}个支部`);
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  });
});

describe('one branch of the board', () => {
  it('R3: the secretary lets it go on with a reason; without one the form comes back', async () => {
    const state = await aBranchInStep(db, 'SURVEY');
    const browser = await boardOf(state.bureauId);
    const href = `/bureau/board/${state.branchId}`;
    expect((await browser.get(href)).text).toContain('名册上还没有党员');
    expect((await browser.get(`${href}/steps/survey/override/new`)).text).toContain('不能撤回');
    const refused = await browser.post(`${href}/steps/survey/override`, { reason: ' ' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请填写理由');
    expect(await db.branchStep.count({ where: { bureauId: state.bureauId } })).toBe(1);
    const done = await browser.post(`${href}/steps/survey/override`, { reason: '名册正在核对' });
    expect([done.status, done.headers['location']]).toEqual([303, href]);
    expect((await browser.get(href)).text).toContain('已批准，支部进入“学习动员”。');
    expect((await browser.post(`${href}/steps/survey/override`, { reason: '再来一次' })).status).toBe(409);
  });

  it('E51: the secretary grants a later day; an earlier one is refused on its field', async () => {
    const state = await aBranchInStep(db, 'SURVEY');
    const browser = await boardOf(state.bureauId);
    const extension = `/bureau/board/${state.branchId}/steps/survey/extension`;
    expect((await browser.get(`${extension}/new`)).text).toContain('2026年5月31日');
    const refused = await browser.post(extension, { until: '2026-05-20', reason: '校舍搬迁' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#f-until"');
    expect(refused.text).toContain('校舍搬迁');
    expect((await browser.post(extension, { until: '2026-06-10', reason: '校舍搬迁' })).status).toBe(303);
    expect(await db.branchStep.findFirst({ where: { bureauId: state.bureauId } })).toMatchObject({
      extendedTo: new Date('2026-06-10'),
    });
    expect((await browser.get(`/bureau/board/${state.branchId}`)).text).toContain('已延期');
  });

  it('R52: inspectors and committee members read; another bureau finds nothing', async () => {
    const state = await aBranchInStep(db, 'SURVEY');
    const href = `/bureau/board/${state.branchId}`;
    for (const role of ['INSPECTOR', 'COMMITTEE_MEMBER'] as const) {
      const reader = await boardOf(state.bureauId, role);
      const page = await reader.get(href);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('override/new');
      expect((await reader.post(`${href}/steps/survey/override`, { reason: '理由' })).status).toBe(403);
    }
    const other = await aBranchInStep(db, 'SURVEY');
    const stranger = await boardOf(other.bureauId);
    expect((await stranger.get(href)).status).toBe(404);
    expect((await stranger.post(`${href}/steps/survey/override`, { reason: '理由' })).status).toBe(404);
    expect(
      (await stranger.post(`${href}/steps/survey/extension`, { until: '2026-06-10', reason: '理由' })).status,
    ).toBe(404);
    expect(await db.branchStep.findMany({ where: { bureauId: state.bureauId } })).toMatchObject([
      { status: 'OPEN', extendedTo: null },
    ]);
  });
});
