import { expect, it } from 'vitest';
import { appointLeader } from '../../../src/features/elections/index.js';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { aBranchToReorganize } from '../../factories/group-change.js';
import { PHONE } from '../../support/chromium.js';
import { choose, fill, press, reads, select, signIn } from '../../support/hands.js';
import { Story } from '../journey/story.js';

const story = await Story.begin(ENROLLMENT_DAY);

it('E12, R53: two groups become one, seen by a member on a phone and by everybody on the notice board', async () => {
  const branch = await aBranchToReorganize(story.db);
  const { place, useCase } = branch;
  const home = `/branches/${place.branchId}`;
  for (const [groupId, name] of [
    [branch.teaching, '丁晓'],
    [branch.safety, '赵敏'],
  ] as const)
    await appointLeader(useCase, place, { groupId, memberId: branch.idOf(name), reason: '支委会研究' });
  const member = await anAccount(story.db, place.bureauId, { memberId: branch.idOf('钱进'), displayName: '钱进' });
  await story.enter('书记', { username: branch.secretary.username, password: TEST_PASSWORD });
  const desk = await story.at('书记', `${home}/groups`);
  await press(desk, '小组调整');
  await press(desk, '合并小组');
  await choose(desk, '教学科研', '校园平安');
  await select(desk, '合并后保留的小组', '教学科研');
  await fill(desk, { 合并后的名称: '教研和平安', 合并后的人数上限: '12', 调整理由: '人员变动，力量集中' });
  await select(desk, '依据的会议', '2026年6月14日 支部党员大会');
  await press(desk, '确认合并');
  expect(await reads(desk)).toMatch(/教学科研（5人）、校园平安（5人）\s*教研和平安（10人）/);
  await desk.goto(`${home}/enrollment/publication/new`);
  await fill(desk, { 保密审查人: '王秀兰' });
  await choose(desk, '已进行保密审查');
  await desk.getByRole('button', { name: /公布/ }).click();
  await desk.waitForLoadState();

  const phone = await story.site.newPage({ viewport: PHONE, isMobile: true, hasTouch: true });
  await signIn(phone, member.username, TEST_PASSWORD);
  await phone.goto(`${home}/groups`);
  expect(await reads(phone)).toContain('教研和平安');
  expect(await reads(phone)).not.toContain('校园平安');
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  const board = await story.site.newPage({ viewport: PHONE, isMobile: true, hasTouch: true });
  await board.goto(`/board/${place.bureauId}/branches/${place.branchId}`);
  const shown = await reads(board);
  expect(shown).toContain('教研和平安');
  expect(shown).not.toContain('校园平安');
});
