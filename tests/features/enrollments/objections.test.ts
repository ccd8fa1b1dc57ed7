import { expect, it } from 'vitest';
import { assignMember, closeRound, confirmList, enroll } from '../../../src/features/enrollments/index.js';
import { anAccount } from '../../factories/account.js';
import { anOpenRound, type EnrollingBranch, wishFor } from '../../factories/enrollment-step.js';
import { testAppOn } from '../../support/app.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

it('R21: the member objects in the portal, the list waits, the branch answers with a reason', async () => {
  const branch = await anOpenRound(db);
  const { useCase, place, members } = branch;
  for (const [at, { id }] of members.entries()) {
    await enroll(useCase, place, id, wishFor(at < 4 ? branch.teaching : branch.safety));
  }
  const memberId = members[0]?.id ?? '';
  const consultation = { heldOn: new Date('2026-06-15'), withWhom: '本人', outcome: '本人再考虑' };
  await assignMember(useCase, place, { memberId, groupId: branch.safety, consultation, reason: null });
  await closeRound(useCase, place);
  const account = await anAccount(db, place.bureauId, { displayName: '丁晓', memberId });
  const app = testAppOn(db, branch.clock);
  const member = await app.signIn(account.username);
  expect((await member.get('/me/enrollment')).text).toContain('不同意支部的安排');
  expect((await member.post('/me/enrollment/objection', { objection: '' })).status).toBe(422);
  expect((await member.post('/me/enrollment/objection', { objection: '更熟悉教学' })).status).toBe(303);
  await expect(confirmList(useCase, place, { exceptionReason: null })).rejects.toThrow('尚未答复：丁晓');

  const secretary = await app.signIn(branch.secretary.username);
  const home = `/branches/${place.branchId}/enrollment/members/${memberId}`;
  expect((await secretary.get(home)).text).toContain('更熟悉教学');
  expect((await secretary.post(`${home}/settlement`, { settlement: '教学组已够，请先参加' })).status).toBe(303);
  expect((await secretary.post(`${home}/settlement`, { settlement: '再答复' })).status).toBe(409);
  expect((await member.get('/me/enrollment')).text).toContain('教学组已够，请先参加');
  await confirmList(useCase, place, { exceptionReason: null });
  expect(await objectionsOf(branch)).toMatchObject([{ objection: '更熟悉教学', settlement: '教学组已够，请先参加' }]);
});

it('R21: nobody objects to a group of his own choice', async () => {
  const branch = await anOpenRound(db);
  const memberId = branch.members[0]?.id ?? '';
  await enroll(branch.useCase, branch.place, memberId, wishFor(branch.teaching));
  const account = await anAccount(db, branch.place.bureauId, { displayName: '丁晓', memberId });
  const member = await testAppOn(db, branch.clock).signIn(account.username);
  const refused = await member.post('/me/enrollment/objection', { objection: '想换' });
  expect(refused.status).toBe(422);
  expect(await objectionsOf(branch)).toEqual([]);
});

const objectionsOf = ({ place: { bureauId } }: EnrollingBranch) =>
  db.groupMembership.findMany({ where: { bureauId, objectedAt: { not: null } } });
