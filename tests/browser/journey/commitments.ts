import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestBrowser } from '../../support/app.js';
import { choose, fill, press, reads } from '../../support/hands.js';
import { membersOf } from './enrollment.js';
import { NEW_PASSWORD, type Story } from './story.js';

const TASKS = [
  { 主要任务: '提高保教质量', 工作内容: '每学期开展两轮教研活动。', 办结时限: '2026-11-30' },
  { 主要任务: '家园共育', 工作内容: '每月开放一次家长半日。', 办结时限: '2026-12-20' },
] as const;

const homeOf = (story: Story): string => `/branches/${story.get('幼儿园')}`;

/** R28, R32, R35: the branch writes to both sides; the committee returns the letter once and approves it then. */
export async function branchPledges(story: Story): Promise<void> {
  story.clock.set('2026-06-25T09:00:00+08:00');
  let desk = await story.at('幼儿园', `${homeOf(story)}/commitments`);
  await press(desk, '安排时间', desk.locator('.next-card'));
  await fill(desk, {
    ...{
      征求意见截止: '2026-06-26',
      支部承诺提交: '2026-06-28',
      小组承诺提交: '2026-06-30',
      党员承诺提交: '2026-07-02',
    },
  });
  await press(desk, '开始征求意见');
  expect(await reads(desk)).toContain('正在征求意见');
  story.clock.set('2026-06-27T09:00:00+08:00');
  desk = await story.at('幼儿园', `${homeOf(story)}/commitments`);
  await press(desk, '填写支部承诺', desk.locator('.next-card'));
  for (const [index, task] of TASKS.entries()) await fill(desk.locator('fieldset.pledge').nth(index), task);
  await fill(desk.locator('fieldset.pledge').first(), { 办结时限: '' });
  await press(desk, '保存并核对');
  expect(await reads(desk.locator('.error-summary'))).toContain('第1项');
  await fill(desk.locator('fieldset.pledge').first(), TASKS[0]);
  await press(desk, '保存并核对');
  expect(await reads(desk)).toContain('中共示范区教育体育局委员会；党员、群众');
  await press(desk, '提交审核');
  const committee = await story.at('委员', '/bureau/reviews');
  await press(committee, '审核');
  await choose(committee, '退回修改');
  await press(committee, '提交审核意见');
  expect(await reads(committee)).toContain('请写明退回的理由');
  await fill(committee, { 总的意见: '第2项请写明每次开放的对象。' });
  await press(committee, '提交审核意见');
  await desk.goto(`${homeOf(story)}/commitments`);
  await press(desk, '修改支部承诺', desk.locator('.next-card'));
  expect(await reads(desk)).toContain('第2项请写明每次开放的对象');
  await fill(desk.locator('fieldset.pledge').nth(1), { 工作内容: '每月向大班家长开放一次半日活动。' });
  await press(desk, '保存并核对');
  await press(desk, '提交审核');
  await committee.goto('/bureau/reviews');
  await press(committee, '审核');
  await choose(committee, '审定通过');
  await press(committee, '提交审核意见');
}

/** R33, R36: published, broken down to the groups, each leader makes it concrete; the branch approves. */
export async function groupsPledge(story: Story): Promise<void> {
  const home = homeOf(story);
  const desk = await story.at('幼儿园', `${home}/commitments`);
  await publishApproved(desk);
  await desk.goto(`${home}/commitments`);
  await press(desk, '分解到小组', desk.locator('.next-card'));
  const items = desk.locator('.pledge');
  await choose(items.first(), '保教科研', '师德建设');
  await choose(items.nth(1), '校园平安');
  await press(desk, '保存分解结果');
  const [first = '', second = ''] = membersOf(story);
  const phone = await story.at(first, `${home}/groups/${story.get('师德建设')}/commitment`);
  const item = phone.locator('fieldset.pledge').first();
  expect(await item.getByLabel('主要任务').inputValue()).toBe('提高保教质量');
  await fill(item, { 工作内容: '每月组织一次师德学习。' });
  await press(phone, '保存并核对');
  await press(phone, '提交审核');
  for (const [group, leader] of [
    ['保教科研', second],
    ['校园平安', story.get('校园平安组长')],
  ] as const) {
    const browser = await story.crowd.signIn(story.username(leader), NEW_PASSWORD);
    await pledgeByHttp(browser, `${home}/groups/${story.get(group)}/commitment`);
  }
  for (let left = 3; left > 0; left -= 1) await approveOne(desk, `${home}/reviews`);
}

/** R34: a member writes on the phone, his leader returns nothing and approves on his own phone; the others follow. */
export async function membersPledge(story: Story): Promise<void> {
  const home = homeOf(story);
  const names = membersOf(story);
  const [leader = ''] = names;
  const member = names[4] ?? '';
  const phone = await story.at(member, '/me');
  await press(phone, '去承诺', phone.locator('.next-card'));
  await fill(phone.locator('fieldset.pledge').first(), {
    主要任务: '带好青年教师',
    工作内容: '每两周听一次青年教师的课。',
    办结时限: '2026-12-01',
  });
  await press(phone, '保存并核对');
  await press(phone, '提交审核');
  const leaders = await story.at(leader, '/me');
  // His own letter has its day in the calendar and stands before what waits for him.
  await press(leaders, '去审核：审核组员的承诺');
  await press(leaders, '审核');
  await choose(leaders, '审定通过');
  await press(leaders, '提交审核意见');
  for (const name of names.filter((each) => each !== member)) {
    await pledgeByHttp(await story.crowd.signIn(story.username(name), NEW_PASSWORD), '/me/commitment');
  }
  for (const name of [leader, names[1] ?? '', story.get('校园平安组长')]) {
    await approveAllByHttp(await story.crowd.signIn(story.username(name), NEW_PASSWORD), `${home}/reviews`);
  }
  const desk = await story.at('幼儿园', `${home}/steps/commitment/completion/new`);
  expect(await reads(desk)).toMatch(/还有10名党员的承诺未公布/);
  // The leaders' own letters go to the branch.
  for (let left = 3; left > 0; left -= 1) await approveOne(desk, `${home}/reviews`);
}

/** R37–R39: everything approved is published, and the step ends. */
export async function commitmentsArePublished(story: Story): Promise<void> {
  const desk = await story.at('幼儿园', `${homeOf(story)}/commitments`);
  await publishApproved(desk);
  await desk.goto(homeOf(story));
  await press(desk, '完成本步');
  await press(desk, '确认完成');
  expect(await reads(desk)).toContain('申报评选');
}

async function publishApproved(desk: Page): Promise<void> {
  await press(desk, '公布已审定的承诺', desk.locator('.next-card'));
  await fill(desk, { 保密审查人: '周雅琴' });
  await choose(desk, '已进行保密审查');
  await Promise.all([
    desk.waitForEvent('load'),
    desk
      .locator('main')
      .getByRole('button', { name: /^公布\d+份承诺$/ })
      .click(),
  ]);
}

async function approveOne(desk: Page, reviews: string): Promise<void> {
  await desk.goto(reviews);
  const first = desk.locator('main').getByRole('link', { name: '审核', exact: true }).first();
  await Promise.all([desk.waitForEvent('load'), first.click()]);
  await choose(desk, '审定通过');
  await press(desk, '提交审核意见');
}

async function pledgeByHttp(browser: TestBrowser, path: string): Promise<void> {
  const page = await browser.get(path);
  const parent = /<select[^>]*items\.0\.parentItemId[\s\S]*?<option value="([0-9a-f-]{36})"/.exec(page.text)?.[1] ?? '';
  const saved = await browser.post(path, {
    revision: '0',
    preamble: '',
    'items.0.id': '',
    'items.0.parentItemId': parent,
    'items.0.mainTask': '做好本职工作',
    'items.0.workContent': '按计划完成承担的任务，每月小结一次。',
    'items.0.measures': '',
    'items.0.dueDate': '2026-11-20',
    next: 'check',
  });
  expect(saved.status).toBe(303);
  const check = await browser.get(`${path}/submission/new`);
  const revision = /name="revision" value="(\d+)"/.exec(check.text)?.[1] ?? '';
  expect((await browser.post(`${path}/submission`, { revision })).status).toBe(303);
}

async function approveAllByHttp(browser: TestBrowser, reviews: string): Promise<void> {
  const list = await browser.get(reviews);
  for (const [href] of list.text.matchAll(/\/branches\/[0-9a-f-]{36}\/reviews\/[0-9a-f-]{36}/g)) {
    const round = /name="round" value="(\d+)"/.exec((await browser.get(href)).text)?.[1] ?? '';
    expect((await browser.post(href, { round, action: 'approve', comment: '' })).status).toBe(303);
  }
}
