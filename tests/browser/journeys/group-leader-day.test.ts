import sharp from 'sharp';
import { expect, it } from 'vitest';
import { TEST_PASSWORD } from '../../factories/account.js';
import { aBranchMakingCommitments } from '../../factories/commitment-step.js';
import { aPhotograph } from '../../factories/picture.js';
import { PHONE } from '../../support/chromium.js';
import { choose, fill, press, reads } from '../../support/hands.js';
import { Story } from '../journey/story.js';

const story = await Story.begin('2026-09-10T10:00:00+08:00');

it('R27: a leader tells of his group’s activity on his phone with a photograph, the secretary publishes it, the public sees it without the place it was taken', async () => {
  const { db, site } = story;
  const { branch, teaching, secretary } = await aBranchMakingCommitments(db);
  const { bureauId, id: branchId } = branch;
  await story.enter('组长', { username: teaching.leader.account.username, password: TEST_PASSWORD }, { phone: true });
  await story.enter('书记', { username: secretary.username, password: TEST_PASSWORD });

  const phone = await story.at('组长', '/me');
  await phone.getByRole('link', { name: '登记“教学科研”的活动' }).click();
  await phone.waitForLoadState();
  await fill(phone, { 活动主题: '党员示范课', 活动日期: '2026-09-09', 地点: '录播教室' });
  await press(phone, '保存活动记录');
  expect(await reads(phone)).toContain('请勾选参加活动的党员');
  await choose(phone, '李慧', '赵敏');
  await fill(phone, { 活动内容和效果: '上课两节，集体评课。' });
  await phone.locator('input[type=file]').setInputFiles({
    ...{ name: 'IMG_2026.jpg', mimeType: 'image/jpeg', buffer: await aPhotograph() },
  });
  await press(phone, '保存活动记录');
  expect(await reads(phone)).toContain('照片里的拍摄地点等信息已去掉');
  expect(await reads(phone)).toContain('李慧、赵敏');
  expect(await phone.locator('.evidence img').evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(80);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);

  const board = await site.newPage({ viewport: PHONE, isMobile: true, hasTouch: true });
  await board.goto(`/board/${bureauId}/branches/${branchId}/activities`);
  expect(await reads(board)).toContain('还没有公布的活动');

  const desk = await story.at('书记', `/branches/${branchId}`);
  await desk.getByRole('link', { name: '小组活动', exact: true }).click();
  await desk.getByRole('link', { name: '党员示范课' }).click();
  await desk.getByRole('link', { name: '在公开栏公布' }).click();
  await fill(desk, { 保密审查人: '陈建国' });
  await choose(desk, '已进行保密审查');
  await press(desk, '确认公布');
  expect(await reads(desk)).toContain('公开栏已公布');

  await board.goto(`/board/${bureauId}/branches/${branchId}`);
  await board.getByRole('link', { name: '党员示范课' }).click();
  await board.waitForLoadState();
  const shown = await reads(board);
  expect(shown).toContain('上课两节，集体评课。');
  expect(shown).not.toContain('赵敏');
  const src = await board.locator('.evidence img').getAttribute('src');
  const served = await board.request.get(src ?? '');
  expect(served.headers()['content-type']).toBe('image/jpeg');
  const bytes = await served.body();
  expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  expect(bytes.includes('Phone')).toBe(false);
});
