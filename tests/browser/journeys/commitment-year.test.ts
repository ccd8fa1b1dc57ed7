import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { drawnPhotograph } from '../../../src/demo/pictures.js';
import { TEST_PASSWORD } from '../../factories/account.js';
import { aBranchMakingCommitments } from '../../factories/commitment-step.js';
import { PHONE } from '../../support/chromium.js';
import { arriving, choose, fill, press, reads, select } from '../../support/hands.js';
import { Story } from '../journey/story.js';

/** A year of commitments as its people live it, on one clock: each chapter goes on where the one before ended. */
const story = await Story.begin('2026-07-01T09:00:00+08:00');
const { db, clock } = story;
const setup = await aBranchMakingCommitments(db);
const { bureau, branch, secretary, officer, committee, teaching, safety } = setup;
const home = `/branches/${branch.id}`;
const board = `/board/${bureau.id}/branches/${branch.id}`;
const PEOPLE = { 书记: secretary, 委员: officer, 局党委: committee, 组长: teaching.leader.account };
for (const [who, account] of Object.entries(PEOPLE)) {
  await story.enter(who, { username: account.username, password: TEST_PASSWORD });
}
await story.enter('党员', { username: teaching.member.account.username, password: TEST_PASSWORD }, { phone: true });

const openPhone = () => story.site.newPage({ viewport: PHONE, isMobile: true, hasTouch: true });
const row = (page: Page, index: number) => page.locator('fieldset.pledge').nth(index);

async function decide(page: Page, answer: string): Promise<void> {
  await choose(page, answer);
  await press(page, '提交审核意见');
}

it('R32, R34: the branch sets the days, a parent suggests on a phone without an account, and is answered', async () => {
  const desk = await story.at('书记', `${home}/commitments`);
  await press(desk, '安排时间', desk.locator('.next-card'));
  await fill(desk, { 征求意见截止: '2026-07-03', 支部承诺提交: '2026-07-06' });
  await fill(desk, { 小组承诺提交: '2026-07-10', 党员承诺提交: '2026-07-14' });
  await press(desk, '开始征求意见');
  const phone = await openPhone();
  await phone.goto(board);
  await press(phone, '提建议、问一问');
  await choose(phone, '提建议');
  await fill(phone, { 内容: '希望放学时门口多一名护学老师。' });
  await press(phone, '提交');
  clock.set('2026-07-04T09:00:00+08:00');
  const again = await story.at('书记', `${home}/commitments`);
  await press(again, '去答复', again.locator('.next-card'));
  await press(again, '答复并公开');
  await choose(again, '采纳', '已核对');
  await fill(again, { 答复: '已列入今年的承诺。' });
  await press(again, '答复并公开');
});

it('R28, R29: the branch writes, the committee returns it with a word on one item, compares and approves', async () => {
  const desk = await story.at('书记', `${home}/commitments`);
  await press(desk, '填写支部承诺', desk.locator('.next-card'));
  await fill(row(desk, 0), { 主要任务: '守护上学路', 工作内容: '每天放学时段安排护学岗。', 办结时限: '2026-12-20' });
  await fill(row(desk, 1), { 主要任务: '提高教学质量', 工作内容: '组织公开课。', 办结时限: '2026-12-10' });
  await press(desk, '保存并核对');
  await press(desk, '提交审核');
  const bureauDesk = await story.at('局党委', '/bureau/reviews');
  await press(bureauDesk, '审核');
  await bureauDesk.locator('.pledge').nth(1).getByRole('textbox').fill('请写明公开课的次数。');
  await decide(bureauDesk, '退回修改');
  await desk.goto(`${home}/commitments`);
  await press(desk, '修改支部承诺', desk.locator('.next-card'));
  expect(await reads(row(desk, 1))).toContain('请写明公开课的次数。');
  await fill(row(desk, 1), { 工作内容: '每学期组织4次公开课，邀请家长听课。' });
  await press(desk, '保存并核对');
  await press(desk, '提交审核');
  await bureauDesk.goto('/bureau/reviews');
  await press(bureauDesk, '审核');
  expect(await reads(bureauDesk)).toContain('与上一次提交相比');
  expect(await bureauDesk.locator('ins').allInnerTexts()).toContainEqual(expect.stringContaining('4次'));
  await decide(bureauDesk, '审定通过');
  await publish(desk);
});

async function publish(desk: Page): Promise<void> {
  await desk.goto(`${home}/commitments/publication/new`);
  await fill(desk, { 保密审查人: '陈建国' });
  await choose(desk, '已进行保密审查');
  await arriving(desk, () =>
    desk
      .locator('main')
      .getByRole('button', { name: /^公布\d+份承诺$/ })
      .click(),
  );
}

it('R37, E39: a hole in the breakdown is shown, blocks the step, and is mended', async () => {
  const desk = await story.at('书记', `${home}/commitments`);
  await press(desk, '分解到小组', desk.locator('.next-card'));
  await choose(desk.locator('.pledge').nth(0), safety.group.name);
  await press(desk, '保存分解结果');
  await desk.goto(`${home}/commitments`);
  expect(await reads(desk)).toContain('1项未分解到小组');
  await desk.goto(`${home}/steps/commitment/completion/new`);
  expect(await reads(desk)).toContain('分解');
  await desk.goto(`${home}/commitments/breakdown`);
  await choose(desk.locator('.pledge').nth(1), teaching.group.name);
  await press(desk, '保存分解结果');
  await desk.goto(`${home}/commitments`);
  expect(await reads(desk)).not.toContain('未分解到小组');
});

it('R30, R31, R38, R39: the group makes it concrete, a member on the phone too; both are reviewed and published', async () => {
  const leader = await story.at('组长', `${home}/groups/${teaching.group.id}/commitment`);
  expect(await row(leader, 0).getByLabel('主要任务').inputValue()).toBe('提高教学质量');
  await fill(row(leader, 0), { 工作内容: '小组每月组织一次公开课。', 办结时限: '2026-12-01' });
  await press(leader, '保存并核对');
  await press(leader, '提交审核');
  const second = await story.at('委员', `${home}/reviews`);
  await press(second, '审核');
  await decide(second, '审定通过');
  const phone = await story.at('党员', '/me/commitment');
  await fill(row(phone, 0), {
    主要任务: '上一节公开课',
    工作内容: '面向全校教师上一节公开课。',
    办结时限: '2026-10-15',
  });
  await select(row(phone, 0), '落实小组哪一项', '提高教学质量');
  await press(phone, '保存并核对');
  await press(phone, '提交审核');
  await leader.goto(`${home}/reviews`);
  await press(leader, '审核');
  await decide(leader, '审定通过');
  await publish(await story.at('书记', `${home}/commitments`));
  const own = await db.commitmentItem.findFirstOrThrow({
    where: { bureauId: bureau.id, mainTask: '上一节公开课' },
    select: { id: true, commitmentId: true, parentItemId: true },
  });
  expect(own.parentItemId).not.toBeNull();
  story.known.set('item', `${home}/items/${own.id}`);
  story.known.set('letter', `${board}/commitments/${own.commitmentId}`);
});

it('R42, E34: overdue shows at once up the chain; the reason is explained, granted and read by the public', async () => {
  clock.set('2026-10-20T09:00:00+08:00');
  const phone = await story.at('党员', story.get('item'));
  expect(await reads(phone)).toContain('逾期');
  await press(phone, '说明逾期的原因');
  await fill(phone, { 逾期的原因和打算: '学校统一停课，改在下周上课。' });
  await choose(phone, '属客观原因');
  await press(phone, '提交说明');
  const desk = await story.at('书记', `${home}/commitments`);
  expect(await reads(desk)).toContain('逾期');
  const leader = await story.at('组长', `${home}/fulfillments`);
  expect(await reads(leader.locator('.next-card'))).toContain('1条');
  await press(leader, '上一节公开课');
  await leader.locator('main input[type=radio]').first().check();
  await press(leader, '提交意见');
  const parent = await openPhone();
  await parent.goto(story.get('letter'));
  expect(await reads(parent)).toContain('学校统一停课，改在下周上课。');
});

it('R41, E35: evidence is returned once, mended and accepted; progress rises to the branch and the public sees the picture', async () => {
  clock.set('2026-10-28T09:00:00+08:00');
  const phone = await story.at('党员', story.get('item'));
  await fill(phone, { 完成日期: '2026-10-27', 做了什么: '上了公开课。' });
  await choose(phone, '本项已经办结');
  await press(phone, '记下这件事');
  await press(phone, '添加照片或PDF');
  const file = { name: '现场.png', mimeType: 'image/png', buffer: await drawnPhotograph(1) };
  await phone.locator('input[type=file]').setInputFiles(file);
  await press(phone, '上传');
  const leader = await story.at('组长', story.get('item'));
  await choose(leader, '退回');
  await fill(leader, { 说明: '请写明听课的人数。' });
  await press(leader, '提交意见');
  await phone.goto(story.get('item'));
  expect(await reads(phone)).toContain('请写明听课的人数。');
  await fill(phone.locator('.pledge'), { 做了什么: '上了公开课，23名教师听课。' });
  await press(phone, '改正后再报');
  await leader.goto(story.get('item'));
  await choose(leader, '认可');
  await press(leader, '提交意见');
  await leader.goto(`${home}/commitments`);
  expect(await reads(leader)).toMatch(/提高教学质量[\s\S]*100%/);
  const parent = await openPhone();
  await parent.goto(story.get('letter'));
  expect(await reads(parent)).toContain('23名教师听课');
  expect(await parent.locator('.evidence img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(
    0,
  );
});

it('E33, E38: the branch amends its letter with the committee’s agreement; the group is asked to look again', async () => {
  const desk = await story.at('书记', `${home}/commitments`);
  await press(desk, '查看支部承诺');
  await press(desk, '申请调整承诺');
  await fill(desk, { 调整的理由: '期末检查提前。' });
  await fill(row(desk, 1), { 办结时限: '2026-12-05' });
  await press(desk, '提出申请');
  const above = await story.at('局党委', '/bureau/reviews');
  await press(above, '审核');
  expect(await reads(above)).toContain('期末检查提前。');
  await choose(above, '同意');
  await fill(above, { 保密审查人: '刘志远' });
  await press(above, '提交审核意见');
  const leader = await story.at('组长', '/me');
  expect(await reads(leader)).toContain('核对小组承诺');
  await press(leader, '去核对：核对小组承诺');
  await press(leader, '核对过，本项不变');
  await leader.goto('/me');
  expect(await reads(leader)).not.toContain('核对小组承诺');
});

it('R40, E47: a parent asks about one item and reads the answer there', async () => {
  const parent = await openPhone();
  await parent.goto(story.get('letter'));
  await press(parent, '对这一项问一问');
  await fill(parent, { 内容: '公开课家长可以听吗？' });
  await press(parent, '提交');
  const desk = await story.at('书记', `${home}/feedback`);
  await press(desk, '答复并公开');
  await choose(desk, '采纳', '已核对');
  await fill(desk, { 答复: '欢迎，开课前一周在班级群通知。' });
  await press(desk, '答复并公开');
  await parent.goto(story.get('letter'));
  expect(await reads(parent)).toContain('欢迎，开课前一周在班级群通知。');
});

it('E36: in January the next year begins, and what is unfinished is carried over by choice', async () => {
  clock.set('2027-01-05T09:00:00+08:00');
  const desk = await story.at('书记', `${home}/commitments`);
  expect(await reads(desk)).toContain('开始2027年的承诺');
  await press(desk, '安排时间', desk.locator('.next-card'));
  await fill(desk, { 征求意见截止: '2027-01-08', 支部承诺提交: '2027-01-12' });
  await fill(desk, { 小组承诺提交: '2027-01-18', 党员承诺提交: '2027-01-25' });
  await press(desk, '开始征求意见');
  await desk.goto(`${home}/commitments/branch`);
  expect(await reads(desk)).toContain('守护上学路');
  await press(desk, '带入勾选的事项');
  const tasks = await desk
    .getByLabel('主要任务')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  expect(tasks).toContain('守护上学路');
  expect(tasks).not.toContain('提高教学质量');
  await fill(row(desk, 0), { 办结时限: '2027-06-20' });
  await press(desk, '保存草稿');
  const phone = await story.at('党员', '/me');
  expect(await reads(phone)).toContain('2027年党员个人承诺');
  expect(await reads(phone)).toContain('2026年承诺的年底自评');
});
