import { describe, expect, it } from 'vitest';
import { findBranchPlace } from '../../../src/campaign/place.queries.js';
import { tellBranch } from '../../../src/features/notifications/day.service.js';
import { urge } from '../../../src/features/notifications/urging.service.js';
import { NotFound } from '../../../src/shared/errors.js';
import { anAccount } from '../../factories/account.js';
import { aHandedOverVisit } from '../../factories/inspection.js';
import { aBranchToRemind } from '../../factories/reminding.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { openForTests, testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';
import { withOpenBox } from '../ballots/voting.js';

const { db, connectionString } = await testDatabase();
const [second, third] = [openForTests(connectionString), openForTests(connectionString)];

const kinds = (words: readonly { kind: string }[]) => words.map(({ kind }) => kind);

describe('E15: the morning tells everybody what waits for him', () => {
  it('E15: once that it is there, three days before, on the last day, and nothing twice', async () => {
    const { clock, morning, words, people } = await aBranchToRemind(db, { members: 2 });
    const [one] = people;
    expect(await morning()).toBe(1);
    expect(await morning()).toBe(0);
    for (let day = 16; day <= 25; day += 1) {
      clock.advanceDays(1);
      await morning();
      await morning();
    }
    const told = (await words()).filter(({ path }) => path === '/me/enrollment');
    expect(told.map(({ kind, madeAt }) => `${kind} ${madeAt.getUTCDate()}`)).toEqual(['NEW 15', 'SOON 17', 'DUE 20']);
    expect(told.every(({ accountId }) => accountId === one?.account.id)).toBe(true);
    expect(told[0]).toMatchObject({ title: '报名参加一个功能党小组', text: '请在2026年6月20日前办好。', readAt: null });
  });

  it('E15: a day put off is a new occasion', async () => {
    const { clock, morning, words, place } = await aBranchToRemind(db, { members: 2 });
    const { bureauId, branchId } = place;
    clock.set('2026-06-18T08:00:00+08:00');
    await morning();
    await db.enrollmentRound.updateMany({ where: { bureauId, branchId }, data: { closesOn: new Date('2026-06-30') } });
    clock.set('2026-06-28T08:00:00+08:00');
    await morning();
    expect((await words()).map(({ occasion }) => occasion)).toEqual(['SOON 2026-06-20', 'SOON 2026-06-30']);
  });

  it('E15: never whoever has acted, and never a member without an account', async () => {
    const { clock, morning, words, people, signUp } = await aBranchToRemind(db, { members: 4 });
    const [one, two, three] = people;
    if (!one || !two || !three) throw new Error('three people');
    await signUp(one.member);
    await morning();
    await signUp(two.member);
    clock.advanceDays(3);
    await morning();
    const told = await words();
    const toldTo = ({ account }: typeof one) => kinds(told.filter(({ accountId }) => accountId === account.id));
    expect([one, two, three].map(toldTo)).toEqual([[], ['NEW'], ['NEW', 'SOON']]);
    expect(told).toHaveLength(3);
  });

  it('E15: two at once say it once', async () => {
    const { words, system, place } = await aBranchToRemind(db);
    const said = await Promise.all([db, second, third].map((one) => tellBranch({ ...system, db: one }, place)));
    expect(said.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(await words()).toHaveLength(3);
  });

  it('E15, R49: the secretary is told when the end of the step is near, and after it', async () => {
    const { clock, morning, place } = await aBranchToRemind(db);
    const secretary = await db.account.findFirstOrThrow({
      where: { bureauId: place.bureauId, roles: { some: { role: 'BRANCH_SECRETARY' } } },
    });
    for (const day of ['2027-05-27', '2027-05-28', '2027-05-31', '2027-06-01', '2027-06-02']) {
      clock.set(`${day}T08:00:00+08:00`);
      await morning();
    }
    const told = await db.notification.findMany({
      where: { bureauId: place.bureauId, accountId: secretary.id },
      orderBy: { madeAt: 'asc' },
    });
    expect(kinds(told)).toEqual(['SOON', 'DUE', 'OVERDUE']);
    expect(told[2]).toMatchObject({ title: '完成“报名定岗”这一步', path: `/branches/${place.branchId}` });
  });

  it.each(['validUntil', 'revokedAt'] as const)(
    'E15: a secretary whose office is over (%s) is told nothing',
    async (ended) => {
      const { clock, morning, place } = await aBranchToRemind(db);
      const { bureauId } = place;
      const office = { bureauId, role: 'BRANCH_SECRETARY' as const };
      const { accountId } = await db.roleAssignment.findFirstOrThrow({ where: office });
      const where = { bureauId, accountId };
      await db.roleAssignment.updateMany({ where, data: { [ended]: clock.now() } });
      clock.set('2027-05-31T08:00:00+08:00');
      await morning();
      expect(await db.notification.count({ where })).toBe(0);
    },
  );

  it('R49: the secretary is told of a problem to mend while it waits for the branch, not once it has answered', async () => {
    const clock = testClock('2026-09-01T08:00:00+08:00');
    const { bureauId, branchId, secretary, problemId } = await aHandedOverVisit({ db, clock }, new Date('2026-09-10'));
    const system = useCaseFor(db, { bureauId, accountId: null, name: '系统' }, clock);
    const where = { bureauId, accountId: secretary.id, thing: { endsWith: `rectification:${problemId}` } };
    const told = async () => kinds(await db.notification.findMany({ where, orderBy: { madeAt: 'asc' } }));
    await tellBranch(system, { bureauId, branchId });
    expect(await told()).toEqual(['NEW']);
    const mark = (status: 'REPORTED' | 'RETURNED') =>
      db.rectification.updateMany({ where: { bureauId, id: problemId }, data: { status } });
    await mark('REPORTED');
    clock.set('2026-09-08T08:00:00+08:00');
    await tellBranch(system, { bureauId, branchId });
    expect(await told()).toEqual(['NEW']);
    await mark('RETURNED');
    await tellBranch(system, { bureauId, branchId });
    expect(await told()).toEqual(['NEW', 'SOON']);
  });

  it('R47: says nothing in an accepted branch', async () => {
    const { clock, morning, place } = await aBranchToRemind(db);
    await db.$pool.query(
      `INSERT INTO acceptance_verdict ("bureauId", id, "campaignId", "branchId", number, outcome, text, "decidedOn", "decidedBy", "recordedBy", "createdAt")
       VALUES ($1, gen_random_uuid(), $2, $3, 9, 'PASSED', '通过', current_date, '自治区', '陈志远', now())`,
      [place.bureauId, place.campaignId, place.branchId],
    );
    expect(await morning()).toBe(0);
    // The end of the step is near: its secretary is not told either.
    clock.set('2027-05-31T08:00:00+08:00');
    expect(await morning()).toBe(0);
  });
});

describe('E15: 催办 by hand', () => {
  it('E15: reminds all who have not signed up, once a day; who has signed up since is left out', async () => {
    const { clock, people, place, useCase, signUp, words, members } = await aBranchToRemind(db);
    const at = await findBranchPlace(db, place.bureauId, place.branchId);
    if (!at || !people[0]) throw new Error('no branch');
    const send = (memberId: string | null = null) => urge(useCase, at, { thing: 'enrollment', memberId });
    expect(await send(people[0].member.id)).toEqual({ told: 1, again: 0, withoutAccount: 0 });
    expect(await send()).toEqual({ told: 2, again: 1, withoutAccount: 1 });
    expect(await db.reminder.count({ where: { bureauId: place.bureauId } })).toBe(4);
    clock.advanceDays(1);
    await signUp(people[0].member);
    expect(await send()).toEqual({ told: 2, again: 0, withoutAccount: 1 });
    expect(await words()).toHaveLength(5);
    expect((await words())[0]).toMatchObject({ kind: 'URGED', sentBy: '王秀兰' });
    for (const member of members.slice(1)) await signUp(member);
    await expect(send()).rejects.toThrow(NotFound);
  });

  it('R24, E15: nobody is urged to vote: who has not voted yet is not for the branch to see', async () => {
    const { branch, boxId } = await withOpenBox(db, ['王伟', '李慧']);
    const { bureauId, branchId } = branch.place;
    const voter = await anAccount(db, bureauId, { memberId: branch.idOf('周军') });
    const at = await findBranchPlace(db, bureauId, branchId);
    if (!at) throw new Error('no branch');
    for (const memberId of [null, branch.idOf('周军')])
      await expect(urge(branch.useCase, at, { thing: `ballot:${boxId}`, memberId })).rejects.toThrow(NotFound);
    expect(await db.notification.count({ where: { bureauId, accountId: voter.id } })).toBe(0);
  });

  it('E15: on the page: who has not acted, who has read it, and a word to one or to all', async () => {
    const { clock, people, place, secretary } = await aBranchToRemind(db);
    const app = testAppOn(db, clock);
    const [one] = people;
    if (!one) throw new Error('nobody');
    const path = `/branches/${place.branchId}/reminders`;
    const office = await app.signIn(secretary.username);
    const before = await office.get(path);
    expect(before.text).toContain('还有4人没有办，2026年6月20日截止，还有5天');
    expect(before.text).toContain('没有账号');
    const sent = await office.post(path, { thing: 'enrollment' });
    expect(sent.status).toBe(303);
    expect((await office.get(path)).text).toContain('已催办3人；1人没有登录账号，请当面通知。');
    const member = await app.signIn(one.account.username);
    const page = await member.get('/account/messages');
    expect(page.text).toContain('支部催办');
    expect(page.text).toMatch(/消息 <b>1<\/b>/);
    const [, action = ''] = /action="(\/account\/messages\/[^"]+\/reading)"/.exec(page.text) ?? [];
    const opened = await member.post(action);
    expect([opened.status, opened.headers['location']]).toEqual([303, '/me/enrollment']);
    expect((await member.get('/account/messages')).text).not.toMatch(/消息 <b>/);
    expect((await member.post(action)).headers['location']).toBe('/me/enrollment');
    expect((await office.get(path)).text).toMatch(/已读/);
    for (const thing of ['ENROLLMENT', '../x', '']) expect((await office.post(path, { thing })).status).toBe(422);
    expect((await office.post(path, { thing: ['enrollment', 'skills'] })).status).toBe(422);
    expect((await office.post(path, { thing: 'ballot:1' })).status).toBe(404);
    expect((await member.get(path)).status).toBe(403);
  });

  it('E15, R53: reading moves no audit trail, so that no copy of a page falls, and yet the number of unread ones is right', async () => {
    const { clock, people, place, morning, words } = await aBranchToRemind(db);
    const [one] = people;
    if (!one) throw new Error('nobody');
    const member = await testAppOn(db, clock).signIn(one.account.username);
    const path = `/branches/${place.branchId}`;
    const unread = async () => /消息 <b>(\d+)<\/b>/.exec((await member.get(path)).text)?.[1] ?? '0';
    const head = () => db.auditHead.findUniqueOrThrow({ where: { bureauId: place.bureauId } });
    expect([await unread(), await unread()]).toEqual(['0', '0']);
    await db.member.updateMany({
      where: { bureauId: place.bureauId, id: one.member.id },
      data: { skillsFilledAt: null },
    });
    await morning();
    const told = (await words()).filter(({ accountId }) => accountId === one.account.id);
    expect([told.length, await unread()]).toEqual([2, '2']);
    const before = await head();
    expect((await member.post(`/account/messages/${told[0]?.id}/reading`)).headers['location']).toBe(told[0]?.path);
    expect([await unread(), await unread()]).toEqual(['1', '1']);
    await member.post('/account/messages/reading');
    expect(await unread()).toBe('0');
    expect((await words()).filter(({ readAt }) => readAt !== null)).toHaveLength(2);
    expect(await head()).toEqual(before);
  });

  it('E15: nobody opens another’s message', async () => {
    const { clock, people, words, morning } = await aBranchToRemind(db);
    await morning();
    const [mine] = await words();
    const other = people.find(({ account }) => account.id !== mine?.accountId);
    const browser = await testAppOn(db, clock).signIn(other?.account.username ?? '');
    expect((await browser.post(`/account/messages/${mine?.id}/reading`)).status).toBe(404);
    expect(await words()).toMatchObject([{ readAt: null }, { readAt: null }, { readAt: null }]);
  });
});
