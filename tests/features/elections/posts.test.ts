import { expect, it } from 'vitest';
import { isUniqueViolation } from '../../../src/db/errors.js';
import { appointLeader } from '../../../src/features/elections/index.js';
import { newId } from '../../../src/shared/ids.js';
import { aListedBranch, ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { startTestApp } from '../../support/app.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;

/** 王伟 is secretary of the branch, teacher and head of the office. */
async function aSecretaryWithTwoPosts() {
  const branch = await aListedBranch(db, { members: 10 });
  const { bureauId } = branch.place;
  const memberId = branch.members.find((row) => row.name === '王伟')?.id ?? '';
  const posts = { post: '数学教师', postDuties: '兼任办公室主任：负责文秘、值班' };
  await db.member.update({ where: { bureauId_id: { bureauId, id: memberId } }, data: posts });
  await db.account.updateMany({ where: { bureauId, username: branch.secretary.username }, data: { memberId } });
  return { ...branch, bureauId, memberId, browser: await app.signIn(branch.secretary.username) };
}

it('E9: whoever holds several posts belongs to one group all the same', async () => {
  const { place, safety, memberId, bureauId, clock } = await aSecretaryWithTwoPosts();
  const second = db.groupMembership.create({
    data: { ...place, id: newId(), memberId, groupId: safety, source: 'ENROLLED', startedAt: clock.now() },
  });
  const refusal: unknown = await second.catch((error: unknown) => error);
  expect(isUniqueViolation(refusal, 'group_membership_one_active')).toBe(true);
  expect(await db.groupMembership.count({ where: { bureauId, memberId } })).toBe(1);
});

it('E9: the secretary of the branch may lead the group; one post is named, the others stand in the duties', async () => {
  const { useCase, place, teaching: groupId, memberId, bureauId, browser } = await aSecretaryWithTwoPosts();
  await appointLeader(useCase, place, { groupId, memberId, reason: '支委会研究' });
  expect(await db.leaderTerm.findMany({ where: { bureauId } })).toMatchObject([{ memberId, endedAt: null }]);
  expect((await browser.get(`/branches/${place.branchId}/groups/${groupId}/election`)).text).toContain('组长：王伟');
  const roster = (await browser.get(`/branches/${place.branchId}/members/${memberId}`)).text;
  for (const words of ['数学教师', '兼任办公室主任：负责文秘、值班']) expect(roster).toContain(words);
});
