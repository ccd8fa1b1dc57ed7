import { expect } from 'vitest';
import { PHONE } from '../../support/chromium.js';
import { choose, fill, press, reads } from '../../support/hands.js';
import type { Story } from './story.js';

/** R25, R40: a parent reads the board on a phone without an account. */
export async function parentReadsTheBoard(story: Story): Promise<void> {
  const phone = await story.site.newPage({ viewport: PHONE, isMobile: true, hasTouch: true });
  await phone.goto('/');
  await press(phone, '示范区机关幼儿园');
  const branch = await reads(phone);
  expect(branch).toContain('保教科研');
  expect(branch).toContain('组长');
  expect(branch).not.toMatch(/1[3-9]\d{9}/);
  story.known.set('board', new URL(phone.url()).pathname);
  await press(phone, '看承诺内容');
  const letters = await reads(phone);
  expect(letters).toContain('每月向大班家长开放一次半日活动。');
  expect(letters).toContain('带好青年教师');
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
}

/** A parent's word reaches the branch, is answered, and stands on the board with the answer. */
export async function parentIsAnswered(story: Story): Promise<void> {
  const phone = await story.site.newPage({ viewport: PHONE, isMobile: true, hasTouch: true });
  await phone.goto(story.get('board'));
  await press(phone, '提建议、问一问');
  await press(phone, '提交');
  expect(await reads(phone)).toContain('请填写内容');
  await choose(phone, '问一问');
  await fill(phone, { 内容: '家长半日开放怎样报名？' });
  await press(phone, '提交');
  expect(await reads(phone)).toContain('家长半日开放怎样报名？');
  const state = phone.url();
  const desk = await story.at('幼儿园', `/branches/${story.get('幼儿园')}/feedback`);
  await press(desk, '答复并公开');
  await choose(desk, '采纳', '已核对');
  await fill(desk, { 答复: '每月第一周在班级群里报名。' });
  await press(desk, '答复并公开');
  await phone.goto(state);
  expect(await reads(phone)).toContain('每月第一周在班级群里报名。');
  await phone.goto(story.get('board'));
  expect(await reads(phone)).toContain('每月第一周在班级群里报名。');
}

/** The bureau's board tells how far each of the three branches is. */
export async function bureauSeesAll(story: Story): Promise<void> {
  const page = await story.at('书记', '/bureau/board');
  const text = await reads(page);
  expect(text).toContain('幼儿园党支部');
  await page.goto(`/bureau/board/${story.get('幼儿园')}`);
  expect(await reads(page)).toContain('申报评选');
}
