import { expect, it } from 'vitest';
import { addGroup } from '../../../src/features/function-groups/index.js';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { aBranchInGroupSetup, GROUP_INPUT } from '../../factories/group-setup.js';
import { choose, fill, press, reads } from '../../support/hands.js';
import { Story } from '../journey/story.js';

const story = await Story.begin('2026-06-02T10:00:00+08:00');

it('R12–R14: members object, each is answered, one objection changes a group, the meeting decides, and all is seen side by side', async () => {
  const { db, clock } = story;
  const setup = await aBranchInGroupSetup(db, clock, { members: 8 });
  const { bureauId, useCase, place, branch, members } = setup;
  await addGroup(useCase, place, GROUP_INPUT);
  await addGroup(useCase, place, { ...GROUP_INPUT, name: '校园平安', duties: '负责安全值守。' });
  const href = `/branches/${branch.id}/group-proposal`;
  await story.enter('书记', { username: setup.secretary.username, password: TEST_PASSWORD });
  let desk = await story.at('书记', href);
  await press(desk, '开始征求意见');
  await fill(desk, { 截止日期: '2026-06-05' });
  await press(desk, '开始征求意见');

  const words = { 党员1: '校园平安还应管应急演练', 党员2: '小组太少，不赞成' };
  for (const [index, [name, content]] of Object.entries(words).entries()) {
    const account = await anAccount(db, bureauId, { memberId: members[index]?.id ?? '', displayName: name });
    await story.enter(name, { username: account.username, password: TEST_PASSWORD }, { phone: true });
    const phone = await story.at(name, '/me/consultation');
    await choose(phone, '不赞成');
    await fill(phone, { 意见和理由: content });
    await press(phone, '提交意见');
    expect(await reads(phone)).toContain('待答复');
  }

  clock.set('2026-06-06T10:00:00+08:00');
  desk = await story.at('书记', `${href}/decision/new`);
  expect(await reads(desk)).toContain('登记研究确定的会议');
  desk = await story.at('书记', href);
  expect(await reads(desk)).toContain('答复2条意见');
  await press(desk, '答复党员1');
  await choose(desk, '采纳');
  await fill(desk, { 答复: '已写入小组职责' });
  await press(desk, '保存答复');
  expect(await reads(desk)).toContain('答复1条意见');
  await press(desk, '答复党员2');
  await choose(desk, '未采纳');
  await fill(desk, { 答复: '党员8人，两个小组合适' });
  await press(desk, '保存答复');
  await press(desk, '修改校园平安');
  await fill(desk, { 小组职责: '负责安全值守和应急演练。' });
  await press(desk, '保存修改');
  await press(desk, '登记研究确定的会议');
  await choose(desk, '支部党员大会');
  await fill(desk, { 会议日期: '2026-06-06', 会议地点: '会议室', 主持人: '王建国', 记录人: '李慧' });
  await fill(desk, { 应到人数: '8', 实到人数: '8', 会议议题: '研究小组方案', 决议事项: '同意设立两个小组' });
  await fill(desk, { 赞成票: '7', 不赞成票: '1', 弃权票: '0' });
  await press(desk, '保存会议记录并确定');

  await desk.goto(`${href}/comparison`);
  const compared = await reads(desk);
  expect(compared).toContain('小组修改1个');
  expect(await desk.locator('ins').allInnerTexts()).toEqual([expect.stringContaining('应急')]);
  expect(compared).toContain('党员8人，两个小组合适');
  const phone = await story.at('党员2', '/me/consultation');
  expect(await reads(phone)).toContain('党员8人，两个小组合适');
  await press(phone, '前后对照');
  expect(await reads(phone)).toContain('小组修改1个');
  expect(await reads(phone)).not.toContain('已写入小组职责');
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
