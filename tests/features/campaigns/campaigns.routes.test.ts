import { describe, expect, it } from 'vitest';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp('2026-04-02T10:00:00+08:00');
const { db } = app;

async function bureauSecretary() {
  const bureau = await aBureau(db);
  const account = await anAccount(db, bureau.id, { role: 'BUREAU_SECRETARY', displayName: '马建华' });
  return { bureauId: bureau.id, browser: await app.signIn(account.username) };
}

async function draft() {
  const { bureauId, browser } = await bureauSecretary();
  const answer = await browser.post('/bureau/campaigns', { startYear: '2026', name: '' });
  expect(answer.status).toBe(303);
  return { bureauId, browser, href: String(answer.headers['location']) };
}

const campaignIn = (bureauId: string) =>
  db.campaign.findFirstOrThrow({
    where: { bureauId },
    include: { phases: true, leadingGroup: true, groupFunctions: true },
  });

/** The names and values of the controls a form shows. */
function fieldsOf(html: string): Record<string, string> {
  const plain = (text: string) =>
    text
      .replaceAll('&#34;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const fields: Record<string, string> = {};
  for (const [tag] of html.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(tag)?.[1];
    if (name && !/type="(checkbox|radio)"/.test(tag)) fields[name] = plain(/value="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  for (const [, name, text] of html.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>\n?([^<]*)<\/textarea>/g))
    fields[name ?? ''] = plain(text ?? '');
  for (const [, name, options] of html.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)) {
    fields[name ?? ''] = /value="([^"]*)" selected/.exec(options ?? '')?.[1] ?? '';
  }
  const { _csrf: _, size: __, ...rest } = fields;
  return rest;
}

describe('the campaign pages', () => {
  it('R1: from the empty list to a published campaign', async () => {
    const { bureauId, browser } = await bureauSecretary();
    await aBranch(db, bureauId);
    expect((await browser.get('/bureau/campaigns')).text).toContain('还没有活动');
    expect((await browser.get('/bureau/campaigns/new')).text).toContain('value="2026"');
    const { headers } = await browser.post('/bureau/campaigns', { startYear: '2026', name: '' });
    const href = String(headers['location']);
    const page = (await browser.get(href)).text;
    for (const word of ['草稿', '默认标准（可替换）', '7个小组', '组长马建华', '日期前后衔接', '发布活动'])
      expect(page).toContain(word);
    const confirm = await browser.get(`${href}/publication/new`);
    expect(confirm.text).toContain('1个党支部进入第一步');
    const fields = { ...fieldsOf(confirm.text), secrecyReviewedBy: '李明' };
    const refused = await browser.post(`${href}/publication`, fields);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请先完成保密审查');
    expect(refused.text).toContain('value="李明"');
    expect(await campaignIn(bureauId)).toMatchObject({ status: 'DRAFT' });
    const done = await browser.post(`${href}/publication`, { ...fields, secrecyReview: 'on' });
    expect([done.status, done.headers['location']]).toEqual([303, '/bureau/board']);
    expect(await campaignIn(bureauId)).toMatchObject({ status: 'PUBLISHED' });
    expect((await browser.get('/bureau/campaigns')).text).toContain('进行中');
  });

  it.each(['texts', 'phases', 'group-functions', 'criteria', 'leading-group'])(
    'R1, R2, R8, R48: %s is shown filled in and saved as shown',
    async (part) => {
      const { bureauId, browser, href } = await draft();
      const form = await browser.get(`${href}/${part}`);
      expect(form.status).toBe(200);
      const saved = await browser.post(`${href}/${part}`, fieldsOf(form.text));
      expect([saved.status, saved.headers['location']], saved.text).toEqual([303, href]);
      const campaign = await campaignIn(bureauId);
      expect(campaign).toMatchObject({ revision: 2, name: '2026年“功能党小组”暨“创先争优”活动' });
      expect([campaign.phases.length, campaign.groupFunctions.length, campaign.leadingGroup.length]).toEqual([3, 7, 1]);
      const again = await browser.post(`${href}/${part}`, fieldsOf(form.text));
      expect(again.status).toBe(409);
    },
  );

  it('R2: a date that goes backward comes back with what was typed; a gap is said after saving', async () => {
    const { bureauId, browser, href } = await draft();
    const fields = fieldsOf((await browser.get(`${href}/phases`)).text);
    const refused = await browser.post(`${href}/phases`, {
      ...fields,
      'phases.0.endsOn': '2026-03-01',
      'phases.0.title': '动员阶段',
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('结束日期早于开始日期');
    expect(refused.text).toContain('href="#f-phases.0.endsOn"');
    expect(refused.text).toContain('value="动员阶段"');
    expect((await campaignIn(bureauId)).phases.some(({ title }) => title === '动员阶段')).toBe(false);
    expect((await browser.post(`${href}/phases`, { ...fields, 'phases.0.endsOn': '2026-05-20' })).status).toBe(303);
    expect((await browser.get(href)).text).toContain('中间空出11天');
  });

  it('R48: an emptied row is dropped, and a leading group without a leader is refused', async () => {
    const { bureauId, browser, href } = await draft();
    const fields = fieldsOf((await browser.get(`${href}/leading-group`)).text);
    const emptied = { ...fields, 'seats.0.seat': 'DEPUTY' };
    const refused = await browser.post(`${href}/leading-group`, emptied);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('领导小组须有一名组长');
    const more = { ...fields, 'seats.2.seat': 'MEMBER', 'seats.2.name': '杨静', 'seats.2.post': '教研室主任' };
    expect((await browser.post(`${href}/leading-group`, more)).status).toBe(303);
    expect((await campaignIn(bureauId)).leadingGroup.map(({ name }) => name).sort()).toEqual(['杨静', '马建华']);
  });

  it('R33: key tasks are drafted, then published as a binding act', async () => {
    const { bureauId, browser, href } = await draft();
    const { revision } = await campaignIn(bureauId);
    await browser.post(`${href}/publication`, {
      revision: String(revision),
      secrecyReviewedBy: '李明',
      secrecyReview: 'on',
    });
    const fields = fieldsOf((await browser.get(`${href}/key-tasks`)).text);
    expect(fields['year']).toBe('2026');
    const half = await browser.post(`${href}/key-tasks`, { ...fields, 'tasks.0.title': '双减落实' });
    expect(half.status).toBe(422);
    expect(half.text).toContain('请填写工作要求');
    await browser.post(`${href}/key-tasks`, {
      ...fields,
      'tasks.0.title': '双减落实',
      'tasks.0.description': '控制作业总量',
    });
    const confirm = await browser.get(`${href}/key-tasks/publication/new?year=2026`);
    expect(confirm.text).toContain('公布：双减落实');
    const done = await browser.post(`${href}/key-tasks/publication`, {
      year: '2026',
      secrecyReviewedBy: '李明',
      secrecyReview: 'on',
    });
    expect(done.status).toBe(303);
    expect(await db.keyTask.findMany({ where: { bureauId } })).toMatchObject([
      { title: '双减落实', publishedAt: app.clock.now() },
    ]);
  });

  it('R1: closing is a page of its own and needs a word of explanation', async () => {
    const { bureauId, browser, href } = await draft();
    await browser.post(`${href}/publication`, { revision: '1', secrecyReviewedBy: '李明', secrecyReview: 'on' });
    expect((await browser.get(`${href}/closure/new`)).text).toContain('不能撤回');
    expect((await browser.post(`${href}/closure`, { revision: '2', reason: '' })).status).toBe(422);
    expect((await browser.post(`${href}/closure`, { revision: '2', reason: '全部完成' })).status).toBe(303);
    expect(await campaignIn(bureauId)).toMatchObject({ status: 'CLOSED' });
    expect((await browser.get(`${href}/criteria`)).text).toContain('只能查看');
  });

  it('R1: another bureau finds nothing, others are refused, nobody is sent to sign in', async () => {
    const { bureauId, href } = await draft();
    const stranger = await bureauSecretary();
    for (const path of ['', '/texts', '/phases', '/key-tasks', '/publication/new', '/closure/new']) {
      expect((await stranger.browser.get(href + path)).status, path).toBe(404);
    }
    const inspector = await anAccount(db, bureauId, { role: 'INSPECTOR' });
    const reader = await app.signIn(inspector.username);
    expect((await reader.get(href)).status).toBe(403);
    expect((await app.anonymous().get(href)).status).toBe(303);
  });

  it.each(['', '/texts', '/phases', '/criteria', '/leading-group', '/key-tasks', '/publication/new'])(
    'P3: %s asks the database few times',
    async (path) => {
      const { browser, href } = await draft();
      await browser.get('/bureau/campaigns');
      const { result, queries } = await countQueries(db, () => browser.get(href + path));
      expect(result.status).toBe(200);
      expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
    },
  );
});
