import { expect } from 'vitest';
import { choose, fill, press, reads } from '../../support/hands.js';
import { BRANCHES } from './opening.js';
import { NEW_PASSWORD, readSlips, type Story } from './story.js';

const FILE = new URL('../../fixtures/roster-three-branches.xlsx', import.meta.url).pathname;

/** What is wrong with the four flawed rows at the end of every sheet, in the portal's words. */
const FLAWS = [
  '身份证号在表格里存成了数字',
  '没有填写姓名',
  '没有“1985-02-30”这一天',
  '手机号应为11位数字',
  '身份证号的校验位不对',
  '“入党积极分子”还不是党员',
  '转正日期早于加入党组织日期',
];

/** R55, E49: each secretary uploads the office's file, mends one row in the preview and leaves the others out. */
export async function rostersAreImported(story: Story): Promise<void> {
  for (const branch of BRANCHES) {
    const page = await story.at(branch.key, `/branches/${story.get(branch.key)}`);
    await press(page, '导入名册');
    await press(page, '导入花名册', page.locator('.page-head'));
    await press(page, '上传并检查');
    expect(await reads(page)).toContain('请选择花名册文件');
    await page.getByLabel('花名册文件').setInputFiles(FILE);
    await fill(page, { 工作表名称: branch.sheet });
    await press(page, '上传并检查');
    const preview = await reads(page);
    for (const flaw of FLAWS) expect(preview).toContain(flaw);
    expect(preview).toContain('更正后才能导入');
    await mendThePreview(page);
    expect(await reads(page)).toContain('可以导入');
    await page.locator('.next-card').getByRole('button').click();
    await page.getByRole('heading', { name: '花名册已导入' }).waitFor();
  }
}

/** The person whose identity number was lost stays without one; three rows cannot be saved and are left out. */
async function mendThePreview(page: Awaited<ReturnType<Story['at']>>): Promise<void> {
  const lost = page.locator('section.card').filter({ has: page.getByRole('heading', { name: /王伟/ }) });
  await fill(lost, { 公民身份证号: '' });
  await press(page, '保存更正');
  for (let left = 3; left > 0; left -= 1) {
    const flawed = page.locator('section.card').filter({ hasText: '需更正' }).first();
    const leaveOut = flawed.getByRole('button', { name: /^不导入此行/ });
    const before = await page.locator('.tag-late').count();
    await Promise.all([page.waitForEvent('load'), leaveOut.click()]);
    expect(await page.locator('.tag-late').count()).toBeLessThan(before);
  }
}

/** The secretary opens the accounts of the whole roster; everybody gets a slip. */
export async function accountsAreOpened(story: Story): Promise<void> {
  const page = await story.at('幼儿园', `/branches/${story.get('幼儿园')}/accounts`);
  await press(page, '为未开通的10人全部开通');
  const slips = await readSlips(page);
  expect(slips).toHaveLength(10);
  const [first, ...others] = slips.sort((one, other) => Number(one.name === '王伟') - Number(other.name === '王伟'));
  if (!first) throw new Error('No slip.');
  story.known.set('members', slips.map(({ name }) => name).join(','));
  await story.enter(first.name, first, { phone: true });
  const phone = await story.firstSignIn(first.name);
  expect(phone.url()).toMatch(/\/me$/);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  for (const slip of others) {
    const browser = await story.crowd.signIn(slip.username, slip.password);
    const again = { current: slip.password, next: NEW_PASSWORD, again: NEW_PASSWORD };
    expect((await browser.post('/account/password', again)).status).toBe(303);
    await story.enter(slip.name, { username: slip.username, password: NEW_PASSWORD }, { phone: true });
  }
}

/** R3: too early, the step names what is missing; R6: members fill in their skills, the secretary confirms them. */
export async function surveyIsFinished(story: Story): Promise<void> {
  const home = `/branches/${story.get('幼儿园')}`;
  const desk = await story.at('幼儿园', `${home}/steps/survey/completion/new`);
  expect(await reads(desk)).toContain('还有10名党员未填写能力特长');
  const [first = '', ...others] = story.get('members').split(',');
  const phone = await story.at(first, '/me');
  await press(phone, '去填写');
  await choose(phone, '课堂教学', '书法美术');
  await press(phone, '保存');
  expect(await reads(phone)).toContain('课堂教学');
  for (const name of others) {
    const browser = await story.crowd.signIn(story.username(name), NEW_PASSWORD);
    await browser.post('/me/profile', { skills: ['志愿服务', '组织协调'], others: '', skillNote: '' });
  }
  await desk.goto(home);
  await press(desk, '去确认', desk.locator('.next-card'));
  for (const box of await desk.getByRole('checkbox').all()) await box.check();
  await press(desk, '确认勾选的特长');
  await desk.goto(home);
  await press(desk, '完成本步');
  await press(desk, '确认完成');
  expect(await reads(desk)).toContain('学习动员');
}

/** Phase one ends with a study session and with goals that the committee approved and the branch published. */
export async function goalsArePublished(story: Story): Promise<void> {
  story.clock.set('2026-04-20T15:00:00+08:00');
  const home = `/branches/${story.get('幼儿园')}`;
  const desk = await story.at('幼儿园', home);
  await press(desk, '登记学习活动', desk.locator('.next-card'));
  await press(desk, '登记学习活动');
  await fill(desk, { 学习主题: '学习全国教育大会精神', 学习日期: '2026-04-18', 地点: '多功能室' });
  await fill(desk, { 学习材料: '全国教育大会讲话', 学习情况: '全体党员学习讨论，结合保教工作谈体会。' });
  for (const box of await desk.getByRole('checkbox').all()) await box.check();
  await press(desk, '保存学习活动');
  await desk.goto(`${home}/statements/goals`);
  await press(desk, '撰写创先争优目标任务');
  await fill(desk, { 标题: '2026年创先争优目标任务', 正文: '办好家长放心的幼儿园。\n每名党员联系一个班级。' });
  await press(desk, '保存');
  await press(desk, '报局党委审核');
  await press(desk, '确认报送');
  const committee = await story.at('委员', '/bureau/reviews');
  await press(committee, '审核');
  await choose(committee, '退回修改');
  await press(committee, '提交审核结论');
  expect(await reads(committee)).toContain('请写明退回的理由');
  await choose(committee, '审核通过');
  await press(committee, '提交审核结论');
  await desk.goto(`${home}/statements/goals`);
  await press(desk, '公布', desk.locator('.next-card'));
  await fill(desk, { 保密审查人: '周雅琴' });
  await choose(desk, '已进行保密审查');
  await press(desk, '确认公布');
  await desk.goto(home);
  await press(desk, '完成本步');
  await press(desk, '确认完成');
  expect(await reads(desk)).toContain('组建功能党小组');
}
