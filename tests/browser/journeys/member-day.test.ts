import { expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../../src/features/accounts/index.js';
import { PHONE, startSite } from '../../support/chromium.js';
import { demoDatabase } from '../../support/demo-database.js';
import { arriving, choose, press, reads, signIn } from '../../support/hands.js';

const { db, clock } = await demoDatabase();
const site = await startSite(db, clock);
const WRITE = /下一步\s+2026年党员个人承诺/;
const onPhone = () => site.newPage({ viewport: PHONE, isMobile: true, hasTouch: true });

it('R60, R30: a member goes on the phone from his page to his letter, begins from his group’s item, hands it in; his leader sends it back with a word, and he is led to it again', async () => {
  const phone = await onPhone();
  await signIn(phone, 'zhongxue1-dangyuan', DEMO_PASSWORD);
  expect(await reads(phone)).toMatch(WRITE);
  await arriving(phone, () => phone.getByRole('link', { name: '去承诺' }).first().click());
  await choose(phone, '组织师德学习交流');
  await press(phone, '带入勾选的事项');
  expect(await phone.getByLabel('主要任务').first().inputValue()).toBe('组织师德学习交流');
  await phone.getByLabel('工作内容').first().fill('');
  await press(phone, '保存并核对');
  // What is missing is told at its field, and the rest stands as it was brought in.
  expect(await reads(phone)).toMatch(/请填写第1项的?工作内容|请填写.*工作内容/);
  expect(await phone.getByLabel('主要任务').first().inputValue()).toBe('组织师德学习交流');
  await phone.getByLabel('工作内容').first().fill('十二月上旬讲一个身边的师德故事，收集三条评价意见。');
  await press(phone, '保存并核对');
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  await press(phone, '提交审核');
  expect(await reads(phone)).toMatch(/等.*组长.*审核|已提交/);
  await phone.goto('/me');
  expect(await reads(phone)).not.toMatch(WRITE);

  // The leader of the group finds it among what waits for him and sends it back with one sentence.
  const desk = await onPhone();
  await signIn(desk, await leaderOf('秦文静'), DEMO_PASSWORD);
  await arriving(desk, () => desk.getByRole('link', { name: '去审核' }).first().click());
  await arriving(desk, () => desk.locator('tr', { hasText: '秦文静' }).getByRole('link').last().click());
  await choose(desk, '退回修改');
  await desk.getByLabel('对这一项的意见（选填）').fill('请写明为哪些家长和学生讲。');
  await press(desk, '提交审核意见');
  expect(await desk.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);

  await phone.goto('/me');
  expect(await reads(phone)).toContain('退回');
  await arriving(phone, () => phone.locator('.next-card, .next').getByRole('link').first().click());
  const again = await reads(phone);
  expect(again).toContain('请写明为哪些家长和学生讲。');
  await phone.getByLabel('工作内容').first().fill('十二月上旬给初一家长和学生讲一个身边的师德故事，收集三条评价意见。');
  await press(phone, '保存并核对');
  await press(phone, '提交审核');
  await phone.goto('/account/work/done');
  expect(await reads(phone)).toContain('提交承诺');
});

/** The account of the leader of a member's group, with the password of the demonstration. */
async function leaderOf(member: string): Promise<string> {
  const { rows } = await db.$pool.query<{ username: string }>(
    `UPDATE account a SET "mustChangePassword" = false,
       "passwordHash" = (SELECT "passwordHash" FROM account WHERE username = 'ju-shuji')
     FROM member m JOIN group_membership s ON s."bureauId" = m."bureauId" AND s."memberId" = m.id AND s."endedAt" IS NULL
       JOIN leader_term t ON t."bureauId" = s."bureauId" AND t."groupId" = s."groupId" AND t."endedAt" IS NULL
     WHERE m.name = $1 AND a."bureauId" = t."bureauId" AND a."memberId" = t."memberId" RETURNING a.username`,
    [member],
  );
  return rows[0]?.username ?? '';
}
