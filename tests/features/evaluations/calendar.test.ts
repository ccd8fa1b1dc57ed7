import { expect, it } from 'vitest';
import { anAccount } from '../../factories/account.js';
import { aBureau } from '../../factories/bureau.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

async function scene(now = '2026-12-25T10:00:00+08:00') {
  const bureau = await aBureau(db);
  const head = await anAccount(db, bureau.id, { role: 'BUREAU_SECRETARY' });
  const app = testAppOn(db, testClock(now));
  const browser = await app.signIn(head.username);
  const days = () => db.calendarDay.findMany({ where: { bureauId: bureau.id }, orderBy: { day: 'asc' } });
  return { app, bureau, browser, days };
}

it('E32: says which year is missing and how it counts meanwhile; a registered holiday changes both', async () => {
  const { browser, days } = await scene();
  await browser.get('/bureau/calendar');
  const { result: before, queries } = await countQueries(db, () => browser.get('/bureau/calendar'));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  expect(before.text).toContain('2027年的放假安排还没有登记，公示暂按自然日计算');
  // 28, 29, 30, 31 December; 1 January counts while nothing is known of 2027.
  expect(before.text).toContain('到2027年1月1日结束');
  await browser.post('/bureau/calendar', { day: '2027-01-01', kind: 'HOLIDAY', name: '元旦' });
  const after = (await browser.get('/bureau/calendar')).text;
  expect(after).not.toContain('还没有登记，公示');
  expect(after).toContain('到2027年1月4日结束');
  expect(after).toContain('2027年只登记了1天放假，法定节假日全年共13天');
  await browser.post('/bureau/calendar', { day: '2027-01-02', kind: 'WORKDAY', name: '元旦调休' });
  expect((await browser.get('/bureau/calendar')).text).toContain('到2027年1月2日结束');
  const [first, second] = await days();
  await browser.post(`/bureau/calendar/${second?.id}/removal`, {});
  expect(await days()).toEqual([first]);
});

it('E32: a day twice, or one without a kind, is refused with what was typed', async () => {
  const { browser, days } = await scene();
  await browser.post('/bureau/calendar', { day: '2027-01-01', kind: 'HOLIDAY', name: '元旦' });
  const twice = await browser.post('/bureau/calendar', { day: '2027-01-01', kind: 'WORKDAY', name: '补课' });
  expect(twice.status).toBe(422);
  expect(twice.text).toContain('这一天已经登记，要改请先删去');
  expect(twice.text).toContain('value="补课"');
  expect((await browser.post('/bureau/calendar', { day: '2027-02-30', kind: '', name: '' })).status).toBe(422);
  expect(await days()).toHaveLength(1);
});

it('another bureau’s day is not found', async () => {
  const { browser, days } = await scene();
  const other = await scene();
  await other.browser.post('/bureau/calendar', { day: '2027-01-01', kind: 'HOLIDAY', name: '元旦' });
  const [theirs] = await other.days();
  expect((await browser.post(`/bureau/calendar/${theirs?.id}/removal`, {})).status).toBe(404);
  expect(await other.days()).toHaveLength(1);
  expect(await days()).toEqual([]);
});
