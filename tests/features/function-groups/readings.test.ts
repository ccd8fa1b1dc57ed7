import { expect, it } from 'vitest';
import { giveOpinion, openConsultation } from '../../../src/features/function-groups/consultation.service.js';
import { addGroup } from '../../../src/features/function-groups/proposal.service.js';
import { readConsultation, remindUnread } from '../../../src/features/function-groups/readings.service.js';
import { NotFound, StaleState } from '../../../src/shared/errors.js';
import { anAccount } from '../../factories/account.js';
import { aBranchInGroupSetup, GROUP_INPUT } from '../../factories/group-setup.js';
import { aMember } from '../../factories/member.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp('2026-06-02T10:00:00+08:00');
const { db, clock } = app;

async function consulting() {
  clock.set('2026-06-02T10:00:00+08:00');
  const setup = await aBranchInGroupSetup(db, clock, { members: 4 });
  const { useCase, place, bureauId } = setup;
  await addGroup(useCase, place, GROUP_INPUT);
  await openConsultation(useCase, place, { closesOn: new Date('2026-06-08') });
  const everybody = await db.member.findMany({ where: { bureauId, leftOn: null }, select: { id: true } });
  return {
    ...setup,
    memberIds: setup.members.map(({ id }) => id),
    everybody: everybody.length,
    page: `/branches/${setup.branch.id}/group-proposal/readings`,
    readings: () => db.consultationReading.findMany({ where: { bureauId } }),
    standing: () => db.reminder.findMany({ where: { bureauId, seenAt: null }, select: { memberId: true } }),
  };
}

it('R13: reading counts once, an opinion counts as reading, and both settle the reminder', async () => {
  const { useCase, place, memberIds, everybody, readings, standing } = await consulting();
  const [one = '', two = ''] = memberIds;
  expect(await remindUnread(useCase, place)).toBe(everybody);
  await readConsultation(useCase, place, one);
  const [first] = await readings();
  clock.advanceDays(1);
  await readConsultation(useCase, place, one);
  expect(await readings()).toEqual([first]);
  await giveOpinion(useCase, place, { memberId: two, stance: 'SUPPORT', content: null });
  expect((await readings()).map((row) => row.memberId).sort()).toEqual([one, two].sort());
  const still = (await standing()).map((row) => row.memberId);
  expect(still).toHaveLength(everybody - 2);
  expect(still).not.toContain(one);
  expect(still).not.toContain(two);
});

it('E15: reminds those alone who have not read, once a day, and nobody after the closing day', async () => {
  const { useCase, place, branch, memberIds, everybody, standing } = await consulting();
  const [one = ''] = memberIds;
  await aMember(db, branch, { name: '失联者', isLost: true });
  await readConsultation(useCase, place, one);
  expect(await remindUnread(useCase, place)).toBe(everybody - 1);
  expect((await standing()).map((row) => row.memberId)).not.toContain(one);
  expect(await remindUnread(useCase, place)).toBe(0);
  clock.set('2026-06-09T00:10:00+08:00');
  await expect(remindUnread(useCase, place)).rejects.toThrow('已经截止');
  await expect(readConsultation(useCase, place, one)).rejects.toThrow('已经截止');
});

it('R13: nothing is read before the consultation, nor by a member of another branch', async () => {
  const setup = await consulting();
  const beside = await aBranchInGroupSetup(db, clock, { beside: setup, members: 3 });
  const stranger = beside.members[0]?.id ?? '';
  await expect(readConsultation(setup.useCase, setup.place, stranger)).rejects.toBeInstanceOf(NotFound);
  await expect(readConsultation(beside.useCase, beside.place, stranger)).rejects.toBeInstanceOf(StaleState);
  expect(await setup.readings()).toEqual([]);
});

it('E15: the secretary sees who has not read and reminds them; the member says that he has read', async () => {
  const { page, secretary, bureauId, memberIds, readings, everybody } = await consulting();
  const memberId = memberIds[0] ?? '';
  const account = await anAccount(db, bureauId, { memberId, displayName: '党员1' });
  const office = await app.signIn(secretary.username);
  const phone = await app.signIn(account.username);
  expect((await office.get(page)).text).toContain(`催一催这${everybody}名党员`);
  expect((await office.post(page.replace('readings', 'reminders'))).status).toBe(303);
  const after = await office.get(page);
  expect(after.text).toContain('6月2日已提醒');
  expect(after.text).not.toContain('催一催');
  expect((await phone.get('/me/consultation')).text).toContain('我已阅读');
  expect((await phone.post('/me/consultation/reading')).status).toBe(303);
  expect(await readings()).toMatchObject([{ memberId }]);
  expect((await phone.get('/me/consultation')).text).not.toContain('我已阅读');
  expect((await office.get(page)).text).not.toContain(`m-${memberId}`);
  expect((await phone.get(page)).status).toBe(403);
  const { queries } = await countQueries(db, () => office.get(page));
  expect(queries.length).toBeLessThanOrEqual(6);
});
