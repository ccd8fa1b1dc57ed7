import { expect, it } from 'vitest';
import { appointLeader } from '../../../src/features/elections/index.js';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aListedBranch, ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { PHONE } from '../../support/chromium.js';
import { choose, fill, press, reads, select } from '../../support/hands.js';
import { Story } from '../journey/story.js';

const story = await Story.begin(ENROLLMENT_DAY);

it('E1, E2: a member goes to another branch in mid-campaign; both rosters and the notice board say so', async () => {
  const { db, site } = story;
  const branch = await aListedBranch(db, { members: 10 });
  const { place, useCase, members } = branch;
  const { bureauId, branchId } = place;
  await db.groupProposal.updateMany({ where: { bureauId }, data: { status: 'ANNOUNCED' } });
  const idOf = (name: string) => members.find((row) => row.name === name)?.id ?? '';
  for (const [groupId, name] of [
    [branch.teaching, '丁晓'],
    [branch.safety, '赵敏'],
  ] as const)
    await appointLeader(useCase, place, { groupId, memberId: idOf(name), reason: '支委会研究' });
  const other = await aBranch(db, bureauId, { shortName: '第六小学党支部' });
  const there = await anAccount(db, bureauId, { role: 'BRANCH_SECRETARY', branchId: other.id });
  const leaver = await anAccount(db, bureauId, { memberId: idOf('孙强'), displayName: '孙强' });
  const board = await site.newPage({ viewport: PHONE, isMobile: true, hasTouch: true });
  const onBoard = async () => {
    await board.goto(`/board/${bureauId}/branches/${branchId}`);
    return reads(board);
  };
  const publish = async (version: string) => {
    const page = await story.at('书记', `/branches/${branchId}/enrollment/publication/new`);
    await fill(page, { 保密审查人: '王秀兰' });
    await choose(page, '已进行保密审查');
    await press(page, '公布');
    expect(await onBoard()).toContain(version);
  };
  await story.enter('书记', { username: branch.secretary.username, password: TEST_PASSWORD });
  await publish('孙强');

  const desk = await story.at('书记', `/branches/${branchId}/members/${idOf('孙强')}`);
  await press(desk, '转出组织关系');
  await select(desk, '转往本局支部', '第六小学党支部');
  await press(desk, '开具介绍信');
  expect(await reads(desk)).toContain('转接中');

  await story.enter('接收', { username: there.username, password: TEST_PASSWORD });
  const receiving = await story.at('接收', `/branches/${other.id}/transfers`);
  await press(receiving, '办理接收', receiving.locator('.next-card'));
  await press(receiving, '确认接收');
  expect(await reads(receiving)).toContain('已接收');
  await receiving.goto(`/branches/${other.id}/members`);
  expect(await reads(receiving)).toContain('孙强');

  await desk.goto(`/branches/${branchId}/enrollment/lists/2`);
  expect(await reads(desk)).toContain('组织关系转出');
  expect(await reads(desk)).not.toMatch(/孙强\s/);
  await publish('丁晓');
  expect(await onBoard()).not.toContain('孙强');

  await story.enter('孙强', { username: leaver.username, password: TEST_PASSWORD }, { phone: true });
  const phone = await story.at('孙强', '/me');
  expect(await reads(phone)).not.toContain('没有找到');
});
