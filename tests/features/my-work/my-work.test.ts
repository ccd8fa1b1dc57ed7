import { describe, expect, it } from 'vitest';
import { DEMO_ACCOUNTS } from '../../../src/features/accounts/index.js';
import { doneWords } from '../../../src/features/my-work/done-words.js';
import { demoDatabase } from '../../support/demo-database.js';
import { dutyLines } from '../../support/duty-lines.js';
import { startPortal } from '../../support/portal.js';
import { countQueries } from '../../support/query-counter.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);
const { id: bureauId } = await db.bureau.findFirstOrThrow({ where: { kind: 'BUREAU' } });

const RANK = ['逾期', '快到期', '有期限', '待办'];

describe('my work', () => {
  it('R60: lists for everybody what waits, most urgent first, and every link opens the very form', async () => {
    let seen = 0;
    for (const { username } of DEMO_ACCOUNTS) {
      const browser = await portal.signIn(username);
      const page = await browser.get('/account/work');
      expect(page.status, username).toBe(200);
      const lines = dutyLines(page.text);
      const ranks = lines.map(({ tag }) => RANK.indexOf(tag));
      expect(ranks, username).toEqual(ranks.toSorted((a, b) => a - b));
      expect(ranks).not.toContain(-1);
      for (const href of new Set(lines.map((line) => line.href)))
        expect((await browser.get(href)).status, `${username} ${href}`).toBe(200);
      seen += lines.length;
    }
    expect(seen).toBeGreaterThan(40);
  });

  it('R60: the committee, the inspector, the reviewer and a secretary find their own kinds of work', async () => {
    const titlesOf = async (username: string) =>
      dutyLines((await (await portal.signIn(username)).get('/account/work')).text).map(({ title }) => title);
    expect(await titlesOf('ju-weiyuan1')).toContain('审核支部报送的材料');
    expect(await titlesOf('dudao')).toEqual(expect.arrayContaining(['到支部督导检查']));
    expect(await titlesOf('yanshou')).toContain('填写验收评分表');
    const secretary = await titlesOf('zhongxue1-shuji');
    expect(secretary).toEqual(
      expect.arrayContaining(['整改督导检查发现的问题', '答复群众的提问', '完成“三级双向承诺”']),
    );
    expect(secretary).not.toContain('填写验收评分表');
  });

  it('E10: nobody is told to decide on what is his own', async () => {
    const secretary = await portal.signIn('zhongxue1-shuji');
    const own = await db.account.findFirstOrThrow({ where: { bureauId, username: 'zhongxue1-shuji' } });
    const lines = dutyLines((await secretary.get('/account/work')).text).filter(
      ({ title }) => title === '认可践诺记录',
    );
    expect(lines.length).toBeGreaterThan(0);
    for (const { href } of lines) {
      const itemId = href.split('/').at(-1) ?? '';
      const records = await db.fulfillment.findMany({
        where: { bureauId: own.bureauId, itemId, status: 'SUBMITTED' },
      });
      expect(records.some(({ createdById }) => createdById !== own.id)).toBe(true);
    }
  });

  it('R60: a branch’s page tells its officers the most urgent of it, and nobody else', async () => {
    const secretary = await portal.signIn('zhongxue1-shuji');
    const home = String((await secretary.get('/')).headers.location);
    const shown = (await secretary.get(home)).text;
    expect(shown).toMatch(/等您办理的\d+项，最急的在前面/);
    expect(shown).toContain('href="/account/work"');
    // What stands there item by item is not told once more as a sum, nor the branch named on its own page.
    expect(shown).toContain('整改督导检查发现的问题');
    expect(shown).not.toContain('项问题要整改');
    const duties = shown.split('等您办理的')[1] ?? '';
    expect(duties.split('</section>')[0]).not.toMatch(/第一中学党支部，|[。；]，|完成“三级双向承诺”/);
    expect((await secretary.get(`${home}/steps/commitment`)).text).toContain('项问题要整改');
    expect(shown).toContain('href="/account/work/done"');
    const member = await portal.signIn('zhongxue1-dangyuan');
    expect((await member.get(home)).text).not.toContain('等您办理的');
  });

  it('R60: what was done is found again by whoever did it, by its words, for ninety days, and by nobody else', async () => {
    const secretary = await portal.signIn('zhongxue1-shuji');
    const line = dutyLines((await secretary.get('/account/work')).text).find(({ title }) => title === '答复群众的提问');
    if (!line) throw new Error('No question waits.');
    const answered = await secretary.post(line.href.replace('/new', ''), {
      handling: 'ADOPTED',
      reply: '已经安排人员维修路灯。',
      reviewed: 'on',
    });
    expect(answered.status).toBe(303);
    expect(dutyLines((await secretary.get('/account/work')).text).map(({ href }) => href)).not.toContain(line.href);
    const done = (await secretary.get('/account/work/done')).text;
    expect(done).toContain('答复群众意见');
    const days = [...done.matchAll(/(\d{4})年(\d+)月(\d+)日 \d\d:\d\d/g)].map(([, year, month, day]) =>
      Date.UTC(Number(year), Number(month) - 1, Number(day)),
    );
    expect(days.length).toBeGreaterThan(20);
    expect(days).toEqual(days.toSorted((one, other) => other - one));
    for (const [words, path] of [
      ['公布小组活动', /^\/branches\/[^/]+\/activities\/[^/]+$/],
      ['安排学习会议计划', /^\/branches\/[^/]+\/study-plan$/],
    ] as const) {
      const href = new RegExp(`href="([^"]+)"[^>]*>${words}<`).exec(done)?.[1] ?? '';
      expect(href).toMatch(path);
      expect((await secretary.get(href)).status).toBe(200);
    }
    const found = (await secretary.get(`/account/work/done?q=${encodeURIComponent('答复群众')}`)).text;
    expect(found).toMatch(/找到\d+项/);
    expect(found).toContain('答复群众意见');
    expect((await secretary.get(`/account/work/done?q=${encodeURIComponent('没有这样的事')}`)).text).toContain(
      '没有找到',
    );
    const other = await portal.signIn('zhongxue2-dangyuan');
    expect((await other.get('/account/work/done')).text).not.toContain('答复群众意见');
    clock.set('2027-03-20T10:00:00+08:00');
    const later = await portal.signIn('zhongxue1-shuji');
    expect((await later.get('/account/work/done')).text).not.toContain('答复群众意见');
    clock.set('2026-11-23T10:00:00+08:00');
  });

  it('R60: everything that is done in the portal has its words', async () => {
    const { rows } = await db.$pool.query<{ action: string; entity: string }>(
      'SELECT DISTINCT action, entity FROM audit_event WHERE "accountId" IS NOT NULL',
    );
    expect(rows.length).toBeGreaterThan(60);
    const wordless = rows.filter(({ action, entity }) => /^办理|^[^承]*[^诺]事项$/.test(doneWords(action, entity)));
    expect(wordless).toEqual([]);
  });

  it('P3: at most three queries, session included', async () => {
    for (const username of ['ju-shuji', 'zhongxue1-shuji', 'dudao', 'yanshou', 'zhongxue1-zuzhang']) {
      const browser = await portal.signIn(username);
      await browser.csrfToken();
      const { queries } = await countQueries(db, () => browser.get('/account/work?visit=1'));
      expect(queries.length, username).toBeLessThanOrEqual(3);
      const done = await countQueries(db, () => browser.get('/account/work/done'));
      expect(done.queries.length).toBeLessThanOrEqual(3);
    }
  });
});
