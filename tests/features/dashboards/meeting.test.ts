import { describe, expect, it } from 'vitest';
import { listCommitments } from '../../../src/features/commitments/cascade.queries.js';
import { briefingMatter } from '../../../src/features/dashboards/briefing.page.js';
import { wordText } from '../../support/archives.js';
import { demoDatabase } from '../../support/demo-database.js';
import { startPortal } from '../../support/portal.js';
import { countQueries } from '../../support/query-counter.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);
const secretary = await portal.signIn('ju-shuji');
await secretary.csrfToken();
const bureau = await db.bureau.findFirstOrThrow({ where: { kind: 'BUREAU' } });
const branches = await db.branch.findMany({ where: { bureauId: bureau.id } });
const campaign = await db.campaign.findFirstOrThrow({ where: { bureauId: bureau.id, status: 'PUBLISHED' } });
const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const pathsIn = (html: string, start: string): string[] =>
  [...html.matchAll(/href="([^"]+)"/g)].flatMap(([, href]) => (href?.startsWith(start) ? [href] : []));

describe('key tasks of the year', () => {
  it('R33: the progress of each item is what its own branch shows, from accepted records alone', async () => {
    const list = (await secretary.get('/bureau/key-tasks')).text;
    const tasks = await db.keyTask.findMany({ where: { bureauId: bureau.id, year: 2026 } });
    expect(tasks.length).toBe(3);
    let items = 0;
    for (const { id, title } of tasks) {
      expect(list).toContain(title);
      const page = (await secretary.get(`/bureau/key-tasks/${id}?year=2026`)).text;
      for (const branch of branches) {
        const letters = await listCommitments(
          db,
          bureau.id,
          { campaignId: campaign.id, branchId: branch.id, year: 2026 },
          false,
        );
        const linked = await db.commitmentItem.findMany({
          where: {
            bureauId: bureau.id,
            keyTaskId: id,
            closedOn: null,
            commitment: { bureauId: bureau.id, branchId: branch.id, level: 'BRANCH', status: 'PUBLISHED' },
          },
        });
        for (const item of linked) {
          items += 1;
          const own = letters.flatMap((letter) => letter.items).find((one) => one.id === item.id);
          const row = page.split('<tr').find((part) => part.includes(`/items/${item.id}"`)) ?? '';
          expect(textOf(row)).toContain(`${own?.progress}%`);
        }
        if (linked.length === 0) expect(page.split('还没有承诺事项的党支部')[1]).toContain(branch.shortName);
      }
    }
    expect(items).toBeGreaterThan(5);
  });

  it('R33: a record that was sent back counts for nothing, even one that would complete the item', async () => {
    const where = { bureauId: bureau.id, year: 2026 };
    const task = await db.keyTask.findFirstOrThrow({ where, orderBy: { position: 'asc' } });
    const path = `/bureau/key-tasks/${task.id}?year=2026&seen=`;
    const before = textOf((await secretary.get(`${path}1`)).text);
    const { count } = await db.fulfillment.updateMany({
      where: { bureauId: bureau.id, status: 'RETURNED', decidedAt: { not: null } },
      data: { completes: true },
    });
    expect(count).toBeGreaterThan(0);
    expect(textOf((await secretary.get(`${path}2`)).text)).toBe(before);
  });

  it('R33: a record counts from the day it was accepted; a letter published later does not count before', async () => {
    const [task] = await db.keyTask.findMany({ where: { bureauId: bureau.id, year: 2026 }, take: 1 });
    const early = (await secretary.get(`/bureau/key-tasks/${task?.id}?year=2026&on=2026-05-01`)).text;
    expect(textOf(early)).toContain('截至2026年5月1日');
    expect(textOf(early)).toContain('还没有支部的承诺对应到这项工作');
    expect((await secretary.get('/bureau/key-tasks/01a00000-0000-7000-8000-000000000000')).status).toBe(404);
  });
});

describe('branches side by side', () => {
  it('R60: up to four, by name, with their days, without a score or a rank', async () => {
    const [a, b] = branches;
    const page = (await secretary.get(`/bureau/comparison?first=${a?.id}&second=${b?.id}`)).text;
    const heads = [...page.matchAll(/<th scope="col" role="columnheader">([^<]*)</g)].map(([, head]) => head);
    const names = [a, b].map((branch) => branch?.shortName ?? '').toSorted((x, y) => x.localeCompare(y, 'zh-CN'));
    expect(heads).toEqual(['步骤', ...names]);
    expect(textOf(page)).toContain('不打分、不排名');
    expect(textOf(page)).toMatch(/开始，\S+完成/);
    expect(textOf(page)).not.toMatch(/第\d+名|得分/);
    // In whatever order they are asked for, and however far each has come.
    for (const asked of [branches.slice(0, 4), branches.slice(0, 4).toReversed()]) {
      const query = asked.map(({ id }, index) => `${['first', 'second', 'third', 'fourth'][index]}=${id}`).join('&');
      const seen = (await secretary.get(`/bureau/comparison?${query}`)).text;
      const columns = [...seen.matchAll(/<th scope="col" role="columnheader">([^<]*)</g)].map(([, head]) => head);
      const byName = asked.map(({ shortName }) => shortName).toSorted((x, y) => x.localeCompare(y, 'zh-CN'));
      expect(columns.slice(1)).toEqual(byName);
    }
    const back = pathsIn(page, '/bureau/board/')[0] ?? '';
    expect((await secretary.get(back.replaceAll('&amp;', '&'))).text).toContain('/bureau/comparison?first=');
    for (const wrong of ['?first=1', `?first=${a?.id}&second=nobody`, '?third=%E4%B8%AD'])
      expect((await secretary.get(`/bureau/comparison${wrong}`)).status).toBe(200);
  });
});

describe('the page for the leading group’s meeting', () => {
  it('R60, R49, R33: figures, late and blocked branches with reasons, open problems with deadlines, key tasks', async () => {
    const page = textOf((await secretary.get('/bureau/briefing')).text);
    for (const words of ['机关幼儿园党支部', '未填写能力特长', '自查报告已报送', '课后辅导', '关爱特殊群体学生'])
      expect(page).toContain(words);
    const open = await db.rectification.findMany({
      where: { bureauId: bureau.id, status: { in: ['OPEN', 'RETURNED', 'REPORTED'] } },
    });
    for (const { content } of open) expect(page).toContain(content);
    expect(page).toContain(`未整改到位的问题 ${open.length}项`);
  });

  it('R49, R60: the figures of an evening, asked for weeks later, are equal', async () => {
    const figuresOf = (html: string) =>
      textOf(html.split('briefing-figures')[1]?.split('</dl>')[0] ?? '').replace(
        /受阻 (\d+)个 按期推进 (\d+)个/,
        (_, x, y) => `进行中 ${Number(x) + Number(y)}个`,
      );
    clock.set('2026-11-23T23:30:00+08:00');
    const head = await portal.signIn('ju-shuji');
    const evening = figuresOf((await head.get('/bureau/briefing')).text);
    clock.set('2026-12-10T10:00:00+08:00');
    const waiting = await db.rectification.findFirstOrThrow({ where: { bureauId: bureau.id, status: 'OPEN' } });
    await db.rectificationReport.create({
      data: {
        ...{ bureauId: bureau.id, id: crypto.randomUUID(), rectificationId: waiting.id, doneOn: clock.now() },
        ...{
          content: '已补齐记录',
          createdByName: '书记',
          createdAt: clock.now(),
          accepted: true,
          checkedAt: clock.now(),
        },
      },
    });
    await db.rectification.updateMany({
      where: { bureauId: bureau.id, id: waiting.id },
      data: { status: 'CLOSED', closedOn: new Date('2026-12-10') },
    });
    const again = await portal.signIn('ju-shuji');
    expect(figuresOf((await again.get('/bureau/briefing?on=2026-11-23')).text)).toBe(evening);
    expect(figuresOf((await again.get('/bureau/briefing')).text)).not.toBe(evening);
    clock.set('2026-11-23T10:00:00+08:00');
  });

  it('R49: late is what waits for the branch and whose day is over: neither what it has answered nor what is due today', () => {
    const problem = (dueOn: string, waits: boolean) => ({
      ...{ id: dueOn, branchId: 'b', branchName: '一中党支部', inspection: '督导检查', content: '缺记录' },
      ...{ severity: 'SERIOUS' as const, dueOn, waits },
    });
    const problems = [problem('2026-06-09', true), problem('2026-06-09', false), problem('2026-06-10', true)];
    const matter = briefingMatter({
      ...{ bureauName: '示范区教育局', campaign: { id: 'c', name: '活动', startYear: 2026, phases: [] } },
      ...{ branches: [], tasks: [], on: new Date('2026-06-10'), past: false },
      agenda: { problems, notices: 0, records: 0, visits: 0, upcoming: [] },
    });
    expect(matter.figures).toContainEqual({ label: '未整改到位的问题', value: '3项，逾期1项' });
    const rows = matter.sections.find(({ heading }) => heading.startsWith('督导检查发现'))?.rows;
    expect(rows?.map((row) => row.at(-1))).toEqual(['逾期1天', '已报告，等复查', '今天截止']);
  });

  it('R60: is taken away as Word and Excel', async () => {
    const text = textOf(await wordText((await secretary.get('/bureau/briefing?as=word')).body));
    expect(text).toContain('推进情况汇报');
    expect(text).toContain('机关幼儿园党支部');
  });

  it('P3: at most six queries, for today and for a past day', async () => {
    for (const path of [
      '/bureau/briefing?visit=1',
      '/bureau/briefing?on=2026-10-01',
      '/bureau/key-tasks?visit=1',
      '/bureau/comparison?visit=1',
      '/bureau/board?on=2026-10-01',
    ]) {
      const { result, queries } = await countQueries(db, () => secretary.get(path));
      expect(result.status).toBe(200);
      expect(queries.length, path).toBeLessThanOrEqual(path.includes('briefing') ? 6 : 4);
    }
  });
});
