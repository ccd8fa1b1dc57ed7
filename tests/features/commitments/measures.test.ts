import { expect, it } from 'vitest';
import { thawLetter } from '../../../src/features/commitments/letter.rules.js';
import { aBranchMakingCommitments } from '../../factories/commitment-step.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const app = testAppOn(db, testClock('2026-07-05T10:00:00+08:00'));

const row = (over: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ mainTask: '上好示范课', workContent: '党员教师人人上一节', dueDate: '2026-12-20', ...over }).map(
      ([name, value]) => [`items.0.${name}`, value],
    ),
  );

async function scene() {
  const { secretary, branch, bureau } = await aBranchMakingCommitments(db);
  const browser = await app.signIn(secretary.username);
  const write = `/branches/${branch.id}/commitments/branch`;
  const save = (over: Record<string, string>, revision = '0') =>
    browser.post(write, { revision, preamble: '', next: 'draft', ...row(over) });
  const item = () => db.commitmentItem.findFirst({ where: { bureauId: bureau.id } });
  return { browser, write, save, item };
}

it('R35: a number to be reached is kept, comes back in the form, and is read on the page to check', async () => {
  const { browser, write, save, item } = await scene();
  const number = { measureKind: 'NUMBER', baseline: '4', target: '12.5', unit: '节', weight: '3' };
  expect((await save(number)).status).toBe(303);
  const kept = await item();
  expect(kept).toMatchObject({ measureKind: 'NUMBER', unit: '节', weight: 3 });
  expect([kept?.baseline?.toNumber(), kept?.target?.toNumber()]).toEqual([4, 12.5]);
  const form = (await browser.get(write)).text;
  expect(form).toMatch(/name="items.0.target" value="12.5"/);
  expect(form).toMatch(/<option value="NUMBER" selected>达到一个数/);
  expect((await browser.get(`${write}/submission/new`)).text).toContain('从4节到12.5节');
});

it('R35: the numbers of a deliverable are left aside, and old forms without a measure are read', async () => {
  const { save, item } = await scene();
  expect((await save({ measureKind: 'DELIVERABLE', target: '3', unit: '次', weight: '2' })).status).toBe(303);
  expect(await item()).toMatchObject({ measureKind: 'DELIVERABLE', target: null, unit: null, weight: 2 });
});

it.each([
  ['no target', { measureKind: 'NUMBER', unit: '次' }, 'f-items.0.target', '请填写要达到的目标数'],
  ['no unit', { measureKind: 'NUMBER', target: '3' }, 'f-items.0.unit', '请填写单位'],
  ['no number', { measureKind: 'NUMBER', target: '三', unit: '次' }, 'f-items.0.target', '目标应为数字'],
  ['a weight of nought', { weight: '0' }, 'f-items.0.weight', '权重应为1到100之间的整数'],
  ['another measure', { measureKind: 'X' }, 'f-items.0.measureKind', '请选择衡量方式'],
])('R35: refuses %s at its field, and keeps what was typed', async (_what, over, field, message) => {
  const { save, item } = await scene();
  const refused = await save(over);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain(`href="#${field}"`);
  expect(refused.text).toContain(message);
  expect(refused.text).toContain('党员教师人人上一节');
  expect(await item()).toBeNull();
});

it('R35: an item that cannot be checked is kept, and both the form and the page to check say how to mend it', async () => {
  const { browser, write, save, item } = await scene();
  const advice = '只写“加强、进一步”，看不出做到什么程度';
  expect((await browser.get(write)).text).not.toContain('这样写不容易检查');
  expect((await save({ mainTask: '加强管理', workContent: '进一步为学生着想' })).status).toBe(303);
  expect(await item()).toMatchObject({ mainTask: '加强管理' });
  expect((await browser.get(write)).text).toContain(advice);
  expect((await browser.get(`${write}/submission/new`)).text).toContain(advice);
  expect((await browser.post(`${write}/submission`, { revision: '1' })).status).toBe(303);
});

it('R36: letters frozen before items had a measure are still read', () => {
  const old = thawLetter(JSON.stringify({ items: [{ mainTask: '甲' }, { mainTask: '乙', measure: '达到3次' }] }));
  expect(old.items.map(({ measure }) => measure)).toEqual([null, '达到3次']);
});
