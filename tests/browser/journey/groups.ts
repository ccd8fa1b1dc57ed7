import { expect } from 'vitest';
import { choose, fieldOf, fill, press, reads, select } from '../../support/hands.js';
import { NEW_PASSWORD, type Story } from './story.js';

/** Three groups for ten members: the first has three places only, so that it can be full. */
const GROUPS = [
  { name: '保教科研', base: '教学科研', most: '3' },
  { name: '师德建设', base: '师德建设', most: '4' },
  { name: '校园平安', base: '校园平安', most: '4' },
] as const;

/** R9–R11: groups drafted by hand, not by the catalog alone. */
export async function groupsAreProposed(story: Story): Promise<void> {
  story.clock.set('2026-06-02T09:00:00+08:00');
  const home = `/branches/${story.get('幼儿园')}`;
  const desk = await story.at('幼儿园', `${home}/group-proposal`);
  expect(await reads(desk)).toContain('还没有小组');
  for (const group of GROUPS) {
    await desk.goto(`${home}/group-proposal/groups/new`);
    await fill(desk, { 小组名称: `${group.name}!` });
    await press(desk, '加入方案');
    expect(await reads(desk)).toContain('小组名称请只用文字');
    await fill(desk, { 小组名称: group.name, 依托单位: '保教办公室', 人数下限: '3', 人数上限: group.most });
    await select(desk, '功能定位', group.base);
    await choose(desk, '学科组');
    await fill(desk, {
      小组职责: `做好${group.name}工作，服务师生和家长。`,
      活动制度: '每月活动一次，由组长召集并记录。',
    });
    await press(desk, '加入方案');
  }
  expect(await reads(desk)).toContain('3个，共11个名额，党员10人');
}

/** R12, R13: open with a closing day; a member speaks on the phone and is answered. */
export async function membersAreConsulted(story: Story): Promise<void> {
  const home = `/branches/${story.get('幼儿园')}`;
  const desk = await story.at('幼儿园', `${home}/group-proposal`);
  await press(desk, '开始征求意见');
  await fill(desk, { 截止日期: '2026-06-06' });
  await press(desk, '开始征求意见');
  const [first = '', second = ''] = story.get('members').split(',');
  const phone = await story.at(first, '/me');
  await press(phone, '去提意见', phone.locator('.next-card'));
  await choose(phone, '有修改建议');
  await press(phone, '提交意见');
  expect(await reads(phone.locator('.error-summary'))).toContain('意见');
  await fill(phone, { 意见和理由: '建议小组活动安排在教研之后，不另占休息时间。' });
  await press(phone, '提交意见');
  expect(await reads(phone)).toContain('不另占休息时间');
  const other = await story.crowd.signIn(story.username(second), NEW_PASSWORD);
  expect((await other.post('/me/consultation', { stance: 'SUPPORT', content: '' })).status).toBe(303);
  await desk.goto(`${home}/group-proposal`);
  await press(desk, `答复${first}`);
  await choose(desk, '采纳');
  await fill(desk, { 答复: '采纳，写入各组活动制度。' });
  await press(desk, '保存答复');
  await phone.goto('/me/consultation');
  expect(await reads(phone)).toContain('采纳：采纳，写入各组活动制度。');
}

const MINUTES = {
  会议地点: '多功能室',
  主持人: '周雅琴',
  记录人: '王伟',
  会议议题: '研究功能党小组设置方案',
};

/** R14: too early it is refused; a vote that fails leaves the proposal open; the second one passes with its numbers. */
export async function groupsAreDecided(story: Story): Promise<void> {
  const proposal = `/branches/${story.get('幼儿园')}/group-proposal`;
  const desk = await story.at('幼儿园', proposal);
  expect(await reads(desk.locator('.next-card'))).toContain('征求意见到6月6日为止');
  story.clock.set('2026-06-08T16:00:00+08:00');
  await story.at('幼儿园', proposal);
  for (const [votes, verdict] of [
    [{ 赞成票: '4', 不赞成票: '5', 弃权票: '0' }, '未通过'],
    [{ 赞成票: '8', 不赞成票: '1', 弃权票: '0' }, '通过'],
  ] as const) {
    await desk.goto(`${proposal}/decision/new`);
    await choose(desk, '支部党员大会');
    await fill(desk, { 会议日期: '2026-06-08', ...MINUTES, 应到人数: '9', 实到人数: '9', ...votes });
    await fill(desk, { 决议事项: '同意功能党小组设置方案。' });
    await press(desk, '保存会议记录并确定');
    expect(await reads(desk)).toContain(verdict);
  }
  expect(await reads(desk.locator('.next-card'))).toContain('在支部大会上公布');
  expect(await reads(desk)).toContain('研究未定');
}

/** R15, R40: announced in the general meeting and on the board; the step is completed. */
export async function groupsAreAnnounced(story: Story): Promise<void> {
  const home = `/branches/${story.get('幼儿园')}`;
  const desk = await story.at('幼儿园', `${home}/steps/group-setup/completion/new`);
  expect(await reads(desk)).toContain('会议确定后，在支部党员大会上公布');
  await desk.goto(`${home}/group-proposal`);
  await press(desk, '登记公布的大会');
  await fill(desk, { 会议日期: '2026-06-08', ...MINUTES, 实到人数: '9', 保密审查人: '周雅琴' });
  await fill(desk, { 公布事项: '公布小组方案，布置报名。' });
  if ((await fieldOf(desk, '应到人数').inputValue()) === '') await fill(desk, { 应到人数: '9' });
  await choose(desk, '已进行保密审查');
  await press(desk, '确认公布');
  await desk.goto(home);
  await press(desk, '完成本步');
  await press(desk, '确认完成');
  expect(await reads(desk)).toContain('报名定岗');
}
