import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { TEST_PASSWORD } from '../../factories/account.js';
import { aBranchToSearch, aBureauToSearch } from '../../factories/search-scene.js';
import { PHONE, startSite } from '../../support/chromium.js';
import { testClock } from '../../support/fixed-clock.js';
import { fieldOf, reads, signIn } from '../../support/hands.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const site = await startSite(db, testClock('2026-09-01T10:00:00+08:00'));
const scene = await aBranchToSearch(db, await aBureauToSearch(db), '青松');

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    const label = await focused.evaluate((element) => {
      const labels = (element as HTMLInputElement).labels;
      return labels?.[0]?.textContent ?? element.textContent ?? '';
    });
    if (label.trim() === name) return;
  }
  throw new Error(`The keyboard does not come to ${name}.`);
}

it('E42: with the keyboard alone, from the page of another subject to a person and his group', async () => {
  const page = await site.newPage();
  await signIn(page, scene.accounts.secretary.username, TEST_PASSWORD);
  await page.goto(`/branches/${scene.branch.id}/meetings`);
  await tabTo(page, '搜索');
  await page.keyboard.type('qsy');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=qsy$/);
  expect(await reads(page)).toContain('搜索“qsy”');
  expect(await fieldOf(page.locator('main'), '要查找的内容').inputValue()).toBe('qsy');
  await tabTo(page, '青松员');
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/branches/${scene.branch.id}/members/${scene.member.id}$`));
  expect(await page.locator('h1').textContent()).toContain('青松员');
});

it('on a phone without scripts the search stands in the menu', async () => {
  const page = await site.newPage({ viewport: PHONE, isMobile: true, hasTouch: true, javaScriptEnabled: false });
  await signIn(page, scene.accounts.member.username, TEST_PASSWORD);
  await page.goto('/me');
  expect(await page.locator('#search').isVisible()).toBe(false);
  await page.locator('summary', { hasText: '菜单' }).tap();
  const field = page.locator('#fold-search');
  await field.fill('青松小组');
  await field.press('Enter');
  await page.waitForURL(/\/search\?q=/);
  await page.locator('main').getByRole('link', { name: '青松小组', exact: true }).tap();
  await page.waitForURL(new RegExp(`/groups/${scene.groupId}$`));
});
