import { expect, it } from 'vitest';
import { assignMember, enroll, exemptMember } from '../../../src/features/enrollments/index.js';
import { anAccount } from '../../factories/account.js';
import { anOpenRound, wishFor } from '../../factories/enrollment-step.js';
import { testAppOn } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

/** Five members: the first has signed up, the second was placed, the third is recorded as exempt. */
async function aHalfEnrolledBranch() {
  const branch = await anOpenRound(db, { members: 5 });
  const { useCase, place } = branch;
  const [enrolled, placed, exempt, ...waiting] = branch.members.map(({ id }) => id);
  await enroll(useCase, place, enrolled ?? '', wishFor(branch.teaching));
  const consultation = { heldOn: new Date('2026-06-14'), withWhom: '本人', outcome: '同意' };
  await assignMember(useCase, place, {
    memberId: placed ?? '',
    groupId: branch.teaching,
    consultation,
    reason: null,
  });
  await db.member.update({
    where: { bureauId_id: { bureauId: place.bureauId, id: exempt ?? '' } },
    data: { isLost: true },
  });
  await exemptMember(useCase, place, { memberId: exempt ?? '', reason: '病休' });
  const app = testAppOn(db, branch.clock);
  const base = `/branches/${place.branchId}/enrollment`;
  const rows = () => db.reminder.findMany({ where: { bureauId: place.bureauId }, orderBy: { memberId: 'asc' } });
  return { ...branch, app, base, waiting: waiting.toSorted(), rows };
}

it('E15: the secretary reminds those alone who have not enrolled, once a day; signing up settles it', async () => {
  const { app, base, clock, place, rows, secretary, teaching, waiting } = await aHalfEnrolledBranch();
  const browser = await app.signIn(secretary.username);
  expect((await browser.get(base)).text).toContain('催一催（2人）');

  expect((await browser.post(`${base}/reminders`)).status).toBe(303);
  expect((await rows()).map(({ memberId }) => memberId)).toEqual(waiting);
  const { result, queries } = await countQueries(db, () => browser.get(base));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  expect(result.text).toContain('已提醒2名未报名的党员');
  expect(result.text).toContain('6月15日已提醒');
  expect(result.text).not.toContain('催一催');

  const account = await anAccount(db, place.bureauId, { memberId: waiting[0] ?? '' });
  const member = await app.signIn(account.username);
  expect((await member.get('/me')).text).toContain('支部6月15日提醒您办理');
  const wish = { groupId: teaching, servicePledge: '每周答疑', seen: '' };
  expect((await member.post('/me/enrollment', wish)).status).toBe(303);
  expect((await rows()).map(({ seenAt }) => seenAt === null)).toEqual([false, true]);

  clock.advanceDays(1);
  const later = await app.signIn(secretary.username);
  expect((await later.get(base)).text).toContain('催一催（1人）');
  expect((await later.post(`${base}/reminders`)).status).toBe(303);
  const sent = (await rows()).map(({ sentAt }) => sentAt.getTime() === clock.now().getTime());
  expect(sent).toEqual([false, true]);
});

it('E15: nobody is reminded once the window has ended, nor by a member', async () => {
  const { app, base, clock, place, rows, secretary, waiting } = await aHalfEnrolledBranch();
  const account = await anAccount(db, place.bureauId, { memberId: waiting[0] ?? '' });
  const member = await app.signIn(account.username);
  expect((await member.post(`${base}/reminders`)).status).toBeGreaterThanOrEqual(403);
  clock.set('2026-06-21T10:00:00+08:00');
  const browser = await app.signIn(secretary.username);
  expect((await browser.post(`${base}/reminders`)).status).toBe(409);
  expect(await rows()).toEqual([]);
});

it('E15: who is placed by hand is no longer reminded to sign up', async () => {
  const { app, base, place, rows, safety, secretary, useCase, waiting } = await aHalfEnrolledBranch();
  const browser = await app.signIn(secretary.username);
  expect((await browser.post(`${base}/reminders`)).status).toBe(303);
  const consultation = { heldOn: new Date('2026-06-15'), withWhom: '本人', outcome: '同意' };
  await assignMember(useCase, place, { memberId: waiting[0] ?? '', groupId: safety, consultation, reason: null });
  expect((await rows()).map(({ seenAt }) => seenAt === null)).toEqual([false, true]);
});

it('R21: those alone are reminded who have not said whether they agree; their word settles it', async () => {
  const { app, base, members, place, rows, secretary } = await aHalfEnrolledBranch();
  const browser = await app.signIn(secretary.username);
  expect((await browser.get(base)).text).toContain('提醒本人确认（1人）');
  expect((await browser.post(`${base}/answer-reminders`)).status).toBe(303);
  const placed = members[1]?.id ?? '';
  expect(await rows()).toMatchObject([{ memberId: placed, subject: 'PLACE_ANSWER', seenAt: null }]);
  const { result, queries } = await countQueries(db, () => browser.get(base));
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  expect(result.text).not.toContain('提醒本人确认');

  const account = await anAccount(db, place.bureauId, { memberId: placed });
  const member = await app.signIn(account.username);
  expect((await member.get('/me')).text).toContain('支部6月15日提醒您办理');
  expect((await member.post('/me/enrollment/acknowledgement')).status).toBe(303);
  expect((await rows())[0]?.seenAt).not.toBeNull();
});
