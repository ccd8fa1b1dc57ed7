import { expect } from 'vitest';
import { choose, fill, press, reads, select } from '../../support/hands.js';
import { NEW_PASSWORD, type Story } from './story.js';

export const membersOf = (story: Story): string[] => story.get('members').split(',');

/** R16: the secretary opens the window. */
export async function enrollmentIsOpened(story: Story): Promise<void> {
  story.clock.set('2026-06-10T09:00:00+08:00');
  const home = `/branches/${story.get('幼儿园')}`;
  const desk = await story.at('幼儿园', `${home}/enrollment`);
  await press(desk, '开放报名');
  await fill(desk, { 截止日期: '2026-06-15' });
  await press(desk, '开放报名');
  expect(await reads(desk)).toContain('报名中');
  await desk.goto(`${home}/enrollment/closure/new`);
  await press(desk, '结束报名');
  expect(await reads(desk)).toContain('还有10名党员未报名，暂不能提前结束');
}

/** R17, E16: on the phone; the wish for a group that filled up in the meantime is kept, and may still be changed. */
export async function membersEnroll(story: Story): Promise<void> {
  const [first = '', ...others] = membersOf(story);
  const phone = await story.at(first, '/me');
  await press(phone, '去报名');
  await choose(phone, '保教科研');
  await fill(phone, { 服务承诺: '每周为家长开放半日，解答育儿问题。' });
  const groups = await groupsOnForm(phone);
  for (const name of others.slice(0, 3))
    expect(await enrollByHttp(story, name, groups.get('保教科研') ?? '')).toBe(303);
  await press(phone, '提交报名');
  expect(await reads(phone)).toContain('所填志愿暂时都已满，截止后由支部统一调配');
  expect(await phone.getByLabel('服务承诺').inputValue()).toBe('每周为家长开放半日，解答育儿问题。');
  await choose(phone, '师德建设');
  await press(phone, '保存改报');
  expect(await reads(phone)).toContain('已报名“师德建设”');
  const rest = others.slice(3, -1);
  for (const [index, name] of rest.entries()) {
    const group = index < 2 ? '师德建设' : '校园平安';
    expect(await enrollByHttp(story, name, groups.get(group) ?? '')).toBe(303);
  }
}

async function groupsOnForm(phone: Awaited<ReturnType<Story['at']>>): Promise<Map<string, string>> {
  const choices = await phone
    .locator('label.choice')
    .evaluateAll((labels) =>
      labels.map((label) => [label.textContent?.trim() ?? '', label.querySelector('input')?.value ?? ''] as const),
    );
  return new Map(choices.map(([label, value]) => [/^[^（]+/.exec(label)?.[0] ?? '', value]));
}

async function enrollByHttp(story: Story, name: string, groupId: string): Promise<number> {
  const browser = await story.crowd.signIn(story.username(name), NEW_PASSWORD);
  const wish = { groupId, secondGroupId: '', servicePledge: '按时参加小组活动，完成分配的任务。', seen: '' };
  return (await browser.post('/me/enrollment', wish)).status;
}

/** R17: the form of somebody who has a place already, sent again from another window, makes no second place. */
export async function secondEnrollmentIsRefused(story: Story): Promise<void> {
  const name = membersOf(story)[1] ?? '';
  const browser = await story.crowd.signIn(story.username(name), NEW_PASSWORD);
  const page = await browser.get('/me/enrollment');
  const other = /value="([0-9a-f-]{36})"[^>]*>\s*<span>师德建设/.exec(page.text)?.[1] ?? '';
  const wish = { groupId: other, secondGroupId: '', servicePledge: '再报一次。', seen: '' };
  expect([409, 422]).toContain((await browser.post('/me/enrollment', wish)).status);
}

/** R18–R21: the one left over is placed after a talk and agrees on the phone; the list is confirmed. */
export async function listIsConfirmed(story: Story): Promise<void> {
  story.clock.set('2026-06-16T09:00:00+08:00');
  const board = `/branches/${story.get('幼儿园')}/enrollment`;
  const desk = await story.at('幼儿园', board);
  await press(desk, '结束报名');
  await press(desk, '结束报名');
  const last = membersOf(story).at(-1) ?? '';
  await press(desk, `先安排${last}`);
  await select(desk, '安排到小组', '校园平安');
  await press(desk, '保存安排');
  expect(await reads(desk.locator('.error-summary'))).toContain('协商');
  await fill(desk, { 协商日期: '2026-06-16', 与谁协商: '本人', 协商结果: '本人同意参加校园平安小组。' });
  await press(desk, '保存安排');
  const phone = await story.at(last, '/me/enrollment');
  await press(phone, '我已知晓并同意');
  await desk.goto(board);
  await press(desk, '确定名单');
  await press(desk, '确定名单');
  expect(await reads(desk)).toContain('名单第1版');
}
