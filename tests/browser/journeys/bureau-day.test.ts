import { expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../../src/features/accounts/index.js';
import { startSite } from '../../support/chromium.js';
import { demoDatabase } from '../../support/demo-database.js';
import { arriving, reads, signIn } from '../../support/hands.js';

const { db, clock } = await demoDatabase();
const site = await startSite(db, clock);
const LATE = '机关幼儿园党支部';

it('R60, R49: the committee’s secretary finds the late branch, looks in, comes back to his place and prints for the meeting', async () => {
  const page = await site.newPage();
  await signIn(page, 'ju-shuji', DEMO_PASSWORD);
  expect(await reads(page)).toContain('等您办理');
  await arriving(page, () => page.getByRole('link', { name: '推进情况' }).first().click());
  await page.getByLabel('情况').selectOption({ label: '逾期' });
  await arriving(page, () => page.getByRole('button', { name: '筛选' }).click());
  const filtered = new URL(page.url());
  expect(await page.locator('.matrix-branches tbody').count()).toBe(1);
  expect(await reads(page)).toContain('未填写能力特长');

  // Into the branch, on to its step, and back: the same filter, at the same row, which is marked.
  await arriving(page, () => page.getByRole('link', { name: LATE, exact: true }).click());
  expect(await reads(page)).toContain('“调查摸底”的各项');
  await arriving(page, () => page.getByRole('link', { name: '调查摸底' }).first().click());
  await arriving(page, () => page.getByRole('link', { name: '返回推进情况' }).click());
  const back = new URL(page.url());
  expect([back.pathname, back.searchParams.get('state')]).toEqual([filtered.pathname, 'late']);
  const row = page.locator('.matrix-branches tbody:target');
  expect(await reads(row)).toContain(LATE);
  expect(await row.isVisible()).toBe(true);

  await arriving(page, () => page.getByRole('link', { name: '会议材料' }).click());
  const told = await reads(page);
  for (const words of [LATE, '还没有整改到位的问题', '重点工作的落实', '今后30天内到期']) expect(told).toContain(words);
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['打印', '截至哪一天'])
    expect(await page.getByText(hidden, { exact: true }).first().isVisible()).toBe(false);
  for (const landscape of [false, true]) {
    const pdf = await page.pdf({ format: 'A4', landscape });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length;
    expect(sheets).toBeLessThanOrEqual(landscape ? 2 : 1);
  }
});
