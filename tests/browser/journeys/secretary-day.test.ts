import { expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../../src/features/accounts/index.js';
import { startSite } from '../../support/chromium.js';
import { demoDatabase } from '../../support/demo-database.js';
import { arriving, reads, signIn } from '../../support/hands.js';

const { db, clock } = await demoDatabase();
const site = await startSite(db, clock);

it('R60: a secretary goes from his home to the very form, does it, and finds it under what was done', async () => {
  const page = await site.newPage();
  await signIn(page, 'zhongxue1-shuji', DEMO_PASSWORD);
  expect(await reads(page)).toMatch(/等您办理的\d+项，最急的在前面/);
  await arriving(page, () => page.getByRole('link', { name: /^全部\d+项$/ }).click());
  const question = page.locator('.checks li', { hasText: '答复群众的提问' });
  const before = await question.count();
  expect(before).toBeGreaterThan(0);
  await arriving(page, () => question.first().getByRole('link').click());
  expect(new URL(page.url()).pathname).toMatch(/\/feedback\/[^/]+\/answer\/new$/);
  const reply = '已经转有关处室办理。';
  await page.getByLabel('采纳', { exact: true }).check();
  await page.getByLabel('答复', { exact: true }).fill(reply);
  await page
    .getByLabel(/公开|核对/)
    .last()
    .check();
  await arriving(page, () => page.locator('main form button[type=submit]').click());
  const { id: bureauId } = await db.bureau.findFirstOrThrow({ where: { kind: 'BUREAU' } });
  expect(await db.feedback.count({ where: { bureauId, reply } })).toBe(1);

  await page.goto('/account/work');
  expect(await page.locator('.checks li', { hasText: '答复群众的提问' }).count()).toBe(before - 1);
  await arriving(page, () => page.getByRole('link', { name: '已办' }).click());
  await page.getByLabel('事项、名称或党支部').fill('答复群众');
  await arriving(page, () => page.locator('main').getByRole('button', { name: '查找' }).click());
  expect(await reads(page)).toContain('答复群众意见');
  await arriving(page, () => page.getByRole('link', { name: '答复群众意见' }).first().click());
  expect(await reads(page)).toContain(reply);
});
