import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../src/features/accounts/index.js';
import { PHONE, startSite } from '../support/chromium.js';
import { demoDatabase } from '../support/demo-database.js';
import { choose, fill, press, reads, signIn } from '../support/hands.js';

const { db, clock } = await demoDatabase();
const site = await startSite(db, clock);

it('without scripts a member signs in, enrolls and is told what is missing', async () => {
  const page = await site.newPage({ javaScriptEnabled: false, viewport: PHONE });
  await signIn(page, 'zhongxue2-dangyuan', DEMO_PASSWORD);
  await page.goto('/me/enrollment');
  await press(page, '提交报名');
  expect(await reads(page.locator('.error-summary'))).toContain('请选择第一志愿');
  await choose(page, '文体活动');
  await fill(page, { 服务承诺: '每周带两次社团活动。' });
  await press(page, '提交报名');
  expect(await reads(page)).toContain('已报名“文体活动”');
});

it('without scripts a secretary writes minutes, and what was typed stays where it is refused', async () => {
  const page = await site.newPage({ javaScriptEnabled: false });
  await signIn(page, 'xiaoxue3-shuji', DEMO_PASSWORD);
  await press(page, '会议记录', page.locator('nav.menu'));
  await press(page, '登记会议');
  await fill(page, { 会议地点: '党员活动室', 应到人数: '二十' });
  await press(page, '保存会议记录');
  expect(await reads(page.locator('.error-summary'))).toContain('应到人数');
  expect(await page.getByLabel('会议地点').inputValue()).toBe('党员活动室');
});

it('with the keyboard alone a member signs in and completes the sign-up form', async () => {
  const page = await site.newPage();
  await page.goto('/sign-in');
  await tabTo(page, '用户名');
  await page.keyboard.type('zhongxue2-yubei');
  await tabTo(page, '密码');
  await page.keyboard.type(DEMO_PASSWORD);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  await page.goto('/me/enrollment');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('跳到正文');
  await page.keyboard.press('Enter');
  await tabTo(page, '校园建设');
  expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).not.toBe(
    'none',
  );
  await page.keyboard.press('Space');
  await tabTo(page, '服务承诺');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('参加校园值班护学。');
  await tabTo(page, '志愿服务');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toMatch(/^(提交报名|保存改报)/);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  expect(await reads(page)).toContain('已报名“校园建设”');
});

/** Walks on by Tab (and by arrows within radio buttons) until the thing of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    const here = await focused(page);
    if (here.startsWith(name)) return;
    const inRadios = await page.evaluate(() => document.activeElement?.matches('input[type=radio]') ?? false);
    const among = await page.evaluate(
      (wanted) =>
        [...(document.activeElement?.closest('fieldset')?.querySelectorAll('label') ?? [])].some((label) =>
          label.textContent?.trim().startsWith(wanted),
        ),
      name,
    );
    await page.keyboard.press(inRadios && among ? 'ArrowDown' : 'Tab');
  }
  throw new Error(`Tab does not lead to ${name}.`);
}

/** What has the focus, by its label or its text. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const here = document.activeElement;
    const label = here instanceof HTMLInputElement || here instanceof HTMLTextAreaElement ? here.labels?.[0] : null;
    return (label ?? here)?.textContent?.trim() ?? '';
  });
}
