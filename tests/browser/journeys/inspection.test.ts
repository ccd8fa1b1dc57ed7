import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { chinaDay, dayInput } from '../../../src/shared/dates.js';
import { aBranchInStep } from '../../campaign/campaign-states.js';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { aMember } from '../../factories/member.js';
import { arriving, choose, fieldOf, fill, press, reads, select } from '../../support/hands.js';
import { Story } from '../journey/story.js';

const story = await Story.begin('2026-09-10T10:00:00+08:00');
const { db, clock } = story;

const kept = (page: Page): Promise<string[]> =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('kept-form:')));

/** What stands under the form about what is kept on this device. */
const noteOf = (page: Page) => page.locator('.keep-note').first();

async function aBureauAtWork() {
  const { bureauId, branchId, branch } = await aBranchInStep(db, 'SURVEY', clock);
  await aMember(db, branch, { name: '没填特长' });
  const head = await anAccount(db, bureauId, { role: 'BUREAU_SECRETARY', displayName: '陈志远' });
  const inspector = await anAccount(db, bureauId, { role: 'INSPECTOR', displayName: '吴海涛' });
  const secretary = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId, displayName: '李振华' });
  for (const [who, { username }] of Object.entries({ 局书记: head, 支部书记: secretary }))
    await story.enter(who, { username, password: TEST_PASSWORD });
  await story.enter('督导员', { username: inspector.username, password: TEST_PASSWORD }, { phone: true });
  return { bureauId, branchId, branch };
}

it('R49: planned, visited by phone with the connection lost in the middle, answered, sent back once, closed', {
  timeout: 240_000,
}, async () => {
  const { bureauId, branchId, branch } = await aBureauAtWork();
  const today = dayInput(chinaDay(clock.now()));

  // The bureau plans.
  const bureau = await story.at('局书记', '/bureau/inspections/new');
  await fill(bureau, { 督导检查名称: '第三季度督导检查', 开始日期: today, 结束日期: today });
  await select(bureau, '督导组组长', '陈志远');
  await choose(bureau, '吴海涛');
  const first = bureau.locator('fieldset.pledge').first();
  await select(first, '党支部', branch.shortName);
  await fill(first, { 检查日期: today });
  await press(bureau, '保存安排');
  expect(await reads(bureau)).toContain('已安排');
  expect(await kept(bureau)).toEqual([]);

  // On the spot, on a phone.
  const phone = await story.at('督导员', '/bureau/inspections');
  await press(phone, '去检查');
  await press(phone, '开始检查');
  expect(await reads(phone)).toContain('没填特长');
  const line = (index: number) => phone.locator('section.on-the-spot').nth(index);
  await choose(line(0), '基本符合');
  await fill(line(0), { 记录: '抽查两名党员，一名没有登记。' });
  await phone.context().setOffline(true);
  await fill(line(5), { 记录: '活动记录只有标题。' });
  await choose(line(5), '不符合');
  await phone.getByRole('button', { name: '保存检查结果' }).click();
  await noteOf(phone).filter({ hasText: '网络断开，内容已保存在本机，恢复后请再次提交' }).waitFor();
  expect(await fieldOf(line(0), '记录').inputValue()).toContain('一名没有登记');
  expect(await db.inspectionItem.count({ where: { bureauId, result: { not: null } } })).toBe(0);

  // The phone was put away, the page is opened anew, the session has ended meanwhile.
  await phone.context().setOffline(false);
  await db.session.deleteMany({});
  const { pathname } = new URL(phone.url());
  await story.at('督导员', pathname);
  await noteOf(phone).filter({ hasText: '已恢复保存在本机、还没有提交的内容' }).waitFor();
  expect(await fieldOf(line(0), '记录').inputValue()).toBe('抽查两名党员，一名没有登记。');
  expect(await fieldOf(line(5), '记录').inputValue()).toBe('活动记录只有标题。');
  await press(phone, '保存检查结果');
  expect(await reads(phone)).toContain('已保存2项');
  expect(await kept(phone)).toEqual([]);
  expect(
    await db.inspectionItem.findMany({ where: { bureauId, result: { not: null } }, orderBy: { position: 'asc' } }),
  ).toMatchObject([
    { result: 'MOSTLY_MET', note: '抽查两名党员，一名没有登记。' },
    { result: 'NOT_MET', note: '活动记录只有标题。' },
  ]);

  // A problem, the rest of the lines, the hand-over.
  await press(phone, '记一个问题');
  await fill(phone, { 问题: '两个小组的活动记录只有标题。', 整改要求: '补记活动内容。', 整改时限: '2026-09-20' });
  await choose(phone, '较重');
  await press(phone, '记下这个问题');
  await press(phone, '填写检查清单');
  for (const index of [1, 2, 3, 4, 6, 7, 8, 9, 10, 11]) await choose(line(index), '未检查');
  await press(phone, '保存检查结果');
  await press(phone, '交给支部');
  await fill(phone, { 总体情况: '按步骤推进，记录不够。' });
  await press(phone, '交给支部');
  expect(await reads(phone)).toContain('记录已交给支部');

  // The branch acknowledges and answers.
  const desk = await story.at('支部书记', `/branches/${branchId}`);
  expect(await reads(desk)).toContain('整改督导检查发现的问题');
  await arriving(desk, () => desk.getByRole('link', { name: /去确认\s*：确认收到督导检查记录/ }).click());
  await fill(desk, { 陈述意见: '情况属实。' });
  await press(desk, '确认收到');
  await press(desk, '报告整改情况');
  await fill(desk, { 完成日期: today, 整改情况: '已补记一个小组。' });
  await press(desk, '报告整改情况');

  // Sent back once, answered again, closed.
  const href = new URL(desk.url()).pathname;
  await story.at('督导员', href);
  await choose(phone, '退回');
  await fill(phone, { 说明: '另一个小组还没有补。', 新的时限: '2026-09-30' });
  await press(phone, '提交复查结果');
  await story.at('支部书记', href);
  expect(await reads(desk)).toContain('另一个小组还没有补');
  await fill(desk, { 完成日期: today, 整改情况: '两个小组都已补记。' });
  await press(desk, '报告整改情况');
  await story.at('督导员', href);
  await choose(phone, '整改到位');
  await press(phone, '提交复查结果');
  expect(await reads(phone)).toContain('这个问题办结');
  const row = await db.rectification.findFirstOrThrow({ where: { bureauId }, include: { reports: true } });
  expect(row).toMatchObject({ status: 'CLOSED', dueOn: new Date('2026-09-30') });
  expect(row.reports).toHaveLength(2);
});

it('R49: what is typed is gone from the device at sign-out, and nobody else finds it', {
  timeout: 120_000,
}, async () => {
  const { branchId } = await aBureauAtWork();
  // Somebody else's draft, left on the same device.
  const strangers = 'kept-form:somebody-else:/form';
  const page = await story.at('支部书记', `/branches/${branchId}/study-sessions/new`);
  const [field] = await page.locator('main textarea').all();
  await field?.fill('写了一半');
  await noteOf(page).filter({ hasText: '已在本机保存' }).waitFor();
  expect(await kept(page)).toHaveLength(1);
  await page.evaluate((key) => localStorage.setItem(key, JSON.stringify({ at: Date.now() })), strangers);
  await page.reload();
  expect(await kept(page)).not.toContain(strangers);
  expect(await field?.inputValue()).toBe('写了一半');
  await page.locator('form[action="/sign-out"] button').first().click();
  await page.waitForURL('**/sign-in');
  expect(await kept(page)).toEqual([]);
});
