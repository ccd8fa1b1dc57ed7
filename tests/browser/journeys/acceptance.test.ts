import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { ACCEPTANCE_ITEMS } from '../../../src/features/acceptance/acceptance.rules.js';
import { aBranchAtAcceptance } from '../../factories/acceptance.js';
import { TEST_PASSWORD } from '../../factories/account.js';
import { choose, fill, press, reads } from '../../support/hands.js';
import { Story } from '../journey/story.js';

const story = await Story.begin('2026-12-01T10:00:00+08:00');

/** Writes where the template asks for words, as one edits a text. */
async function wordTheTemplate(page: Page): Promise<void> {
  const field = page.getByLabel('正文');
  const text = await field.inputValue();
  await field.fill(text.replaceAll(/【请补充：[^】]*】/g, '支部坚持集体研究，师生参与监督。'));
}

it('R46, R47: from the self-assessment and the summary to the region’s verdict, the freeze, and opening again', {
  timeout: 600_000,
}, async () => {
  const { db } = story;
  const scene = await aBranchAtAcceptance(db, story.clock);
  const { place, branch, secretary, head, member, region } = scene;
  const base = `/branches/${branch.id}`;
  await db.branchStep.updateMany({
    where: { ...place, step: { in: ['STUDY', 'SUMMARY'] } },
    data: { status: 'OPEN' },
  });
  for (const [who, account] of [
    ['支部书记', secretary],
    ['局党委书记', head],
    ['委员', member],
    ['检查员', region],
  ] as const)
    await story.enter(who, { username: account.username, password: TEST_PASSWORD });

  // A gap leads to the place where it is mended.
  const desk = await story.at('支部书记', `${base}/acceptance`);
  await press(desk, '去补：开展学习活动');
  await press(desk, '登记学习活动', desk.locator('main').first());
  await fill(desk, {
    ...{ 学习主题: '学习教育工作会议精神', 学习日期: '2026-11-20', 地点: '会议室' },
    ...{ 学习材料: '会议文件', 学习情况: '全体党员参加' },
  });
  await desk.locator('input[name=attendeeIds]').first().check();
  await press(desk, '保存学习活动');
  await desk.goto(`${base}/acceptance`);
  expect(await reads(desk)).toContain('学习活动记录（1次）');

  // The summary from the template, with its figures.
  await desk.goto(`${base}/statements/summary`);
  await press(desk, '按模板起草，填入数据');
  expect(await reads(desk)).toContain('以下数据由系统统计，截至2026年12月1日');
  await press(desk, '继续修改');
  await wordTheTemplate(desk);
  await press(desk, '保存');
  await press(desk, '第2稿');
  expect(await reads(desk)).toContain('与上一稿对照');
  await desk.goto(`${base}/statements/summary`);
  await press(desk, '报局党委审核');
  await press(desk, '确认报送');

  // Handed in, returned once with words, handed in again, passed on.
  const submit = async () => {
    await desk.goto(`${base}/acceptance`);
    await press(desk, '提交自查');
    await press(desk, '确认提交');
  };
  await submit();
  const judge = await story.at('委员', '/bureau/acceptance');
  await press(judge, `审核${branch.shortName}`);
  await choose(judge, '退回修改');
  await fill(judge, { 审核意见: '请写明践诺情况' });
  await press(judge, '提交审核结论');
  await desk.goto(`${base}/acceptance`);
  expect(await reads(desk)).toContain('局党委意见：请写明践诺情况');
  await desk.goto(`${base}/acceptance/items/keeping`);
  await fill(desk, { 说明: '逾期事项已逐项说明' });
  await press(desk, '保存');
  await submit();
  await judge.goto(`/bureau/acceptance/branches/${branch.id}`);
  await press(judge, '去审核');
  await choose(judge, '同意转报');
  await press(judge, '提交审核结论');

  // The region's reviewer comes home to his work, scores the branch and the bureau, and closes his review.
  const visitor = await story.at('检查员', '/bureau/acceptance');
  await press(visitor, '去检查');
  await press(visitor, `检查${branch.shortName}`);
  const score = async (remark: string) => {
    for (const [index, { points }] of ACCEPTANCE_ITEMS.entries())
      await visitor.locator(`input[name="scores.${index}.points"]`).fill(String(points));
    await fill(visitor, { 总的意见: remark });
    await press(visitor, '保存评分');
  };
  await score('资料齐全');
  await press(visitor, '定稿');
  expect(await reads(visitor)).toContain('100分');
  await press(visitor, '返回我的检查');
  await press(visitor, '全局总体', visitor.locator('.next-card'));
  await score('组织有力');
  await press(visitor, '结束检查');
  expect(await reads(visitor)).toContain('您的检查已经结束');

  // The verdict freezes the branch: a form refuses and says why.
  const chief = await story.at('局党委书记', '/bureau/acceptance');
  await press(chief, `登记${branch.shortName}的结论`);
  await choose(chief, '通过');
  await fill(chief, { 结论意见: '予以通过', 作出结论的单位和检查组: '自治区教育厅检查组' });
  await press(chief, '登记结论');
  expect(await reads(chief)).toContain('已通过验收，资料已冻结');
  await desk.goto(`${base}/study-sessions/new`);
  expect(await reads(desk)).toContain('通过验收，活动资料已冻结，只能查看');
  await fill(desk, { 学习主题: '再学习', 学习日期: '2026-11-25', 地点: '会议室', 学习材料: '文件', 学习情况: '参加' });
  await desk.locator('input[name=attendeeIds]').first().check();
  await press(desk, '保存学习活动');
  expect(await reads(desk)).toContain('活动资料已冻结，不能再更改');
  expect(await db.studySession.count({ where: place })).toBe(1);

  // One asks, another agrees; the branch can mend again.
  await chief.goto(`/bureau/acceptance/branches/${branch.id}`);
  await fill(chief, { 重新打开的理由: '学习记录漏登一次' });
  await press(chief, '提出重新打开');
  expect(await reads(chief)).toContain('等待另一名委员同意');
  await judge.goto(`/bureau/acceptance/branches/${branch.id}`);
  await press(judge, '同意重新打开');
  expect(await reads(judge)).toContain('已重新打开');
  await desk.goto(`${base}/study-sessions/new`);
  expect(await reads(desk)).not.toContain('已冻结');
});
