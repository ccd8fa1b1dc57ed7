import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { TEST_PASSWORD } from '../../factories/account.js';
import { aVotingGroup } from '../../factories/election.js';
import { ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { PHONE } from '../../support/chromium.js';
import { fill, press, reads, select } from '../../support/hands.js';
import { Story } from '../journey/story.js';

const story = await Story.begin(ENROLLMENT_DAY);

interface Round {
  present: string;
  /** Votes in favor by name; all other ballots are against. */
  votes: Readonly<Record<string, number>>;
  says: string;
}

async function enterCount(desk: Page, { present, votes, says }: Round): Promise<void> {
  await press(desk, '录入计票结果');
  const papers = { 实到人数: present, 发出选票: present, 收回选票: present, 无效票: '0' };
  await fill(desk, { 投票日期: '2026-06-15', 投票地点: '党员活动室', ...papers });
  for (const [name, yes] of Object.entries(votes)) {
    const against = String(Number(present) - yes);
    await fill(desk, { [`${name}：赞成`]: String(yes), [`${name}：不赞成`]: against, [`${name}：弃权`]: '0' });
  }
  await select(desk, '监票人', '周军');
  await select(desk, '计票人', '丁晓');
  await press(desk, '提交计票结果');
  expect(await reads(desk)).toContain(says);
}

it('R24, E19, E21: too few come, then two tie, then the run-off has a winner, and every round has its record', async () => {
  const { branch } = await aVotingGroup(story.db, '王伟', '李慧', '刘洋');
  const path = `/branches/${branch.place.branchId}/groups/${branch.teaching}/election`;
  await story.enter('书记', { username: branch.secretary.username, password: TEST_PASSWORD });
  const desk = await story.at('书记', path);
  expect(await reads(desk)).toContain('差额推选（3名候选人，选1人）');

  await enterCount(desk, { present: '3', votes: { 李慧: 1, 王伟: 1, 刘洋: 1 }, says: '到会人数不足，选举不能进行' });
  await enterCount(desk, { present: '5', votes: { 李慧: 2, 王伟: 2, 刘洋: 1 }, says: '票数相等' });
  expect(await reads(desk.locator('table').first())).toMatch(/进入本轮[\s\S]*进入本轮/);
  await desk.goto(`${path}/count/new`);
  expect(await reads(desk)).not.toContain('刘洋：赞成');
  await desk.goto(path);
  await enterCount(desk, { present: '5', votes: { 李慧: 3, 王伟: 2 }, says: '组长：李慧' });

  const records = await desk
    .getByRole('link', { name: '打印选举结果记录' })
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(records).toHaveLength(3);
  await desk.goto(records[2] ?? '');
  await desk.emulateMedia({ media: 'print' });
  const paper = await reads(desk.locator('.paper'));
  for (const words of ['第3轮', '应到5人，实到5人，缺席0人', '李慧：赞成3票', '超过应到半数', '监票人：', '主持人：'])
    expect(paper).toContain(words);
  expect((await desk.pdf({ format: 'A4' })).length).toBeGreaterThan(1000);

  const phone = await story.site.newPage({ viewport: PHONE, isMobile: true, hasTouch: true });
  await phone.context().addCookies(await desk.context().cookies());
  await phone.goto(path);
  expect(await reads(phone)).toContain('组长：李慧');
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});
