import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { saveCommitment, submitCommitment } from '../../../src/features/commitments/index.js';
import { TEST_PASSWORD } from '../../factories/account.js';
import { aBranchMakingCommitments, anItem, joinGroup } from '../../factories/commitment-step.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { arriving, reads } from '../../support/hands.js';
import { useCaseFor } from '../../support/use-case.js';
import { Story } from '../journey/story.js';

const story = await Story.begin('2026-07-05T10:00:00+08:00');
const { db, clock } = story;

const MOST_TABS = 80;

/** Goes on with the tabulator key until what is focused says this. */
async function tabTo(page: Page, words: RegExp): Promise<void> {
  for (let left = MOST_TABS; left > 0; left -= 1) {
    await page.keyboard.press('Tab');
    const said = await page.evaluate(() => {
      const focused = document.activeElement;
      const label = focused?.id ? document.querySelector(`label[for="${focused.id}"]`) : null;
      return (label ?? focused)?.textContent ?? '';
    });
    if (words.test(said.trim())) return;
  }
  throw new Error(`The keyboard does not reach ${words}.`);
}

it('R39: a reviewer goes through the whole queue by the keyboard alone', async () => {
  const { branch, bureau, teaching, target, campaignId } = await aBranchMakingCommitments(db);
  const fellow = await joinGroup(db, branch, { ...teaching.group, campaignId }, '钱进');
  for (const { member, account } of [teaching.member, fellow]) {
    const useCase = useCaseFor(db, { bureauId: bureau.id, accountId: account.id, name: account.displayName }, clock);
    const own = { ...target, level: 'MEMBER', memberId: member.id } as const;
    await saveCommitment(useCase, own, { preamble: '', revision: 0, items: [anItem()] });
    await submitCommitment(useCase, own, { revision: 1 });
  }
  await story.enter('组长', { username: teaching.leader.account.username, password: TEST_PASSWORD });
  const page = await story.at('组长', `/branches/${branch.id}/reviews`);
  await tabTo(page, /^审核$/);
  await arriving(page, () => page.keyboard.press('Enter'));
  expect(await reads(page)).toContain('第1份，共2份');
  for (const left of ['还有1份', '没有等待您审核的了']) {
    await tabTo(page, /^审定通过/);
    await page.keyboard.press('Space');
    await tabTo(page, /^提交审核意见$/);
    await arriving(page, () => page.keyboard.press('Enter'));
    expect(await reads(page.locator('body'))).toContain(left);
  }
  expect(await db.commitment.count({ where: { bureauId: bureau.id, status: 'APPROVED' } })).toBe(2);
});

it('R37: the pictures print on A4 with their numbers', async () => {
  const { base, secretary } = await publishedLetters({ db, clock });
  await story.enter('书记', { username: secretary.username, password: TEST_PASSWORD });
  const page = await story.at('书记', `${base}/commitments/pictures`);
  // A4 at 96 dots an inch, less the margins of a printer.
  await page.setViewportSize({ width: 718, height: 1040 });
  await page.emulateMedia({ media: 'print' });
  const pictures = await page.locator('.picture img').evaluateAll((images) =>
    images.map((image) => {
      const { naturalWidth, clientWidth } = image as HTMLImageElement;
      return { drawn: naturalWidth > 0, fits: clientWidth <= 718 };
    }),
  );
  expect(pictures).toEqual([1, 2, 3].map(() => ({ drawn: true, fits: true })));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(718);
  const numbers = page.locator('.picture-numbers table').first();
  expect(await numbers.evaluate((table) => table.getBoundingClientRect().height)).toBeGreaterThan(20);
  await page.emulateMedia({ media: 'screen' });
});
