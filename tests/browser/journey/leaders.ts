import { expect } from 'vitest';
import { choose, fill, press, reads, select } from '../../support/hands.js';
import { membersOf } from './enrollment.js';
import { NEW_PASSWORD, type Story } from './story.js';

/** R23: everybody may put himself forward until the closing day; one does on the phone, one by another window. */
export async function membersStand(story: Story): Promise<void> {
  const home = `/branches/${story.get('幼儿园')}`;
  const desk = await story.at('幼儿园', `${home}/enrollment`);
  await press(desk, '去推选组长');
  await fill(desk, { 自荐截止日期: '2026-06-20' });
  await press(desk, '开始自荐');
  const groups = await desk
    .locator('th a')
    .evaluateAll((links) => links.map((link) => [link.textContent ?? '', link.getAttribute('href') ?? ''] as const));
  for (const [name, href] of groups) story.known.set(name, href.split('/').at(-2) ?? '');
  const [first = '', second = ''] = membersOf(story);
  const phone = await story.at(first, '/me');
  await press(phone, '去自荐：自荐担任功能党小组组长');
  await press(phone, '提交自荐');
  expect(await reads(phone)).toContain('请填写自荐陈述');
  await fill(phone, { 自荐陈述: '愿意为大家服务，组织好小组活动。' });
  await press(phone, '提交自荐');
  expect(await reads(phone)).toContain('您是本小组组长候选人');
  const other = await story.crowd.signIn(story.username(second), NEW_PASSWORD);
  expect((await other.post('/me/nomination', { statement: '愿意带头做好保教科研。' })).status).toBe(303);
}

/** R24: the count of a paper vote: first no majority, then elected; numbers that cannot be are refused. */
export async function leadersAreElected(story: Story): Promise<void> {
  story.clock.set('2026-06-22T15:00:00+08:00');
  const [first = '', second = ''] = membersOf(story);
  await count(story, '师德建设', first, [
    { for: '1', against: '2', says: '没有人当选' },
    { for: '3', against: '0', says: '组长已产生' },
  ]);
  await count(story, '保教科研', second, [{ for: '2', against: '1', says: '组长已产生' }]);
}

async function count(
  story: Story,
  group: string,
  candidate: string,
  rounds: { for: string; against: string; says: string }[],
): Promise<void> {
  const election = `/branches/${story.get('幼儿园')}/groups/${story.get(group)}/election`;
  const [supervisor = '', teller = ''] = membersOf(story).slice(2);
  const desk = await story.at('幼儿园', election);
  await press(desk, '结束自荐', desk.locator('.next-card'));
  await press(desk, '结束自荐');
  for (const round of rounds) {
    await press(desk, '录入计票结果');
    await fill(desk, { 投票日期: '2026-06-22', 投票地点: '多功能室', 实到人数: '3' });
    await select(desk, '监票人', supervisor);
    await select(desk, '计票人', teller);
    await fill(desk, { 发出选票: '3', 收回选票: '3', 无效票: '0' });
    await fill(desk, { [`${candidate}：赞成`]: round.for, [`${candidate}：不赞成`]: round.against });
    await fill(desk, { [`${candidate}：弃权`]: '9' });
    await press(desk, '提交计票结果');
    expect(await desk.locator('.error-summary').count()).toBe(1);
    await fill(desk, { [`${candidate}：弃权`]: '0' });
    await press(desk, '提交计票结果');
    expect(await reads(desk)).toContain(round.says);
  }
}

/** R24: nobody stood in the third group, so the branch appoints; then list and leaders are published. */
export async function leadersArePublished(story: Story): Promise<void> {
  const home = `/branches/${story.get('幼儿园')}`;
  const desk = await story.at('幼儿园', `${home}/steps/enrollment/completion/new`);
  expect(await reads(desk)).toContain('“校园平安”还没有组长');
  await desk.goto(`${home}/groups/${story.get('校园平安')}/appointment/new`);
  const people = desk.getByLabel('组长人选').locator('option');
  const name = (await reads(people.nth(1))).replace(/[（(].*$/, '');
  story.known.set('校园平安组长', name);
  await desk.getByLabel('组长人选').selectOption({ index: 1 });
  await press(desk, '指定为组长');
  expect(await reads(desk)).toContain('请填写指定理由');
  await fill(desk, { 指定理由: '本组无人自荐，支部委员会研究指定，本人同意。' });
  await press(desk, '指定为组长');
  expect(await reads(desk)).toContain('党支部指定');
  await desk.goto(`${home}/enrollment`);
  await press(desk, '公布名单和组长');
  await fill(desk, { 保密审查人: '周雅琴' });
  await choose(desk, '已进行保密审查');
  await press(desk, '公布');
  await desk.goto(home);
  await press(desk, '完成本步');
  await press(desk, '确认完成');
  expect(await reads(desk)).toContain('三级双向承诺');
}
