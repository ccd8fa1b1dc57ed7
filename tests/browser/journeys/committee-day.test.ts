import { expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../../src/features/accounts/index.js';
import { startSite } from '../../support/chromium.js';
import { demoDatabase } from '../../support/demo-database.js';
import { arriving, choose, press, reads, signIn } from '../../support/hands.js';

const { db, clock } = await demoDatabase();
const site = await startSite(db, clock);

it('R60, R49: a committee member reviews what a branch handed in from his list, the board moves at once, and he finds it again among what was done', async () => {
  const page = await site.newPage();
  await signIn(page, 'ju-weiyuan1', DEMO_PASSWORD);
  const waiting = page.locator('.checks li', { hasText: '审核支部报送的材料' });
  expect(await waiting.count()).toBe(1);
  await page.goto('/bureau/board?state=blocked');
  expect(await reads(page)).toContain('自查报告已报送，等待局党委审核');

  await page.goto('/');
  await arriving(page, () => waiting.getByRole('link').click());
  expect(await reads(page)).toContain('创先争优活动自查报告');
  await press(page, '提交审核结论');
  expect(await reads(page)).toMatch(/请选择/);
  await choose(page, '退回修改');
  await press(page, '提交审核结论');
  // A return says what is to be mended.
  expect(await reads(page)).toMatch(/请(填写|写明)/);
  expect(await page.getByLabel('退回修改').isChecked()).toBe(true);
  await page
    .getByLabel(/审核意见/)
    .last()
    .fill('第四部分请写明整改的时间。');
  await press(page, '提交审核结论');
  await page.goto('/');
  expect(await waiting.count()).toBe(0);
  await page.goto('/bureau/board');
  expect(await reads(page)).not.toContain('自查报告已报送，等待局党委审核');

  await page.goto('/account/work/done');
  await page.getByLabel('事项、名称或党支部').fill('职业中专');
  await arriving(page, () => page.locator('main').getByRole('button', { name: '查找' }).click());
  expect(await reads(page)).toContain('自查报告');

  // The branch is told what to mend, on its own first page.
  const desk = await site.newPage();
  await signIn(desk, 'zhizhong-shuji', DEMO_PASSWORD);
  expect(await reads(desk)).toContain('局党委已退回自查报告');
  await arriving(desk, () => desk.getByRole('link', { name: '去修改' }).first().click());
  expect(await reads(desk)).toContain('第四部分请写明整改的时间。');
});
