import { describe, expect, it } from 'vitest';
import { tellBranch, tellBureau } from '../../../src/features/notifications/day.service.js';
import { sendMail } from '../../../src/features/notifications/send-mail.service.js';
import { dayInput } from '../../../src/shared/dates.js';
import { newId } from '../../../src/shared/ids.js';
import { anAccount } from '../../factories/account.js';
import { aBranchMakingCommitments } from '../../factories/commitment-step.js';
import { aMember } from '../../factories/member.js';
import { wantsMail } from '../../factories/reminding.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { startMailServer } from '../../support/mail-server.js';
import { openForTests, testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db, connectionString } = await testDatabase();
const second = openForTests(connectionString);
const server = await startMailServer();

/** On June 15 letters of all three levels and a text of the branch wait for whoever reviews them. */
async function lettersToReview() {
  const clock = testClock('2026-06-15T08:00:00+08:00');
  const setup = await aBranchMakingCommitments(db);
  const { branch, campaignId, teaching, safety, secretary } = setup;
  const { bureauId, id: branchId } = branch;
  const place = { bureauId, campaignId, branchId };
  await db.member.updateMany({ where: { bureauId, branchId }, data: { skillsFilledAt: clock.now() } });
  const submit = async (level: 'BRANCH' | 'GROUP' | 'MEMBER', by: string, over: object = {}) => {
    const id = newId();
    const sides = { preamble: '', organizationSide: '上级', peopleSide: '群众', createdAt: clock.now() };
    const sent = { status: 'SUBMITTED' as const, submittedAt: clock.now(), submittedById: by };
    await db.commitment.create({ data: { ...place, id, year: 2026, level, ...sides, ...sent, ...over } });
    return id;
  };
  const ofGroup = (groupId: string, memberId: string | null = null) => ({ groupId, memberId });
  const { group, leader, member } = teaching;
  const letters = {
    ofMember: await submit('MEMBER', member.account.id, ofGroup(group.id, member.member.id)),
    ofLeader: await submit('MEMBER', leader.account.id, ofGroup(group.id, leader.member.id)),
    ofGroup: await submit('GROUP', safety.leader.account.id, ofGroup(safety.group.id)),
    ofBranch: await submit('BRANCH', secretary.id),
  };
  const statement = newId();
  const text = { kind: 'GOALS' as const, title: '目标任务', body: '正文', status: 'SUBMITTED' as const };
  await db.branchStatement.create({
    data: { ...place, ...text, id: statement, createdAt: clock.now(), submittedAt: clock.now() },
  });
  const system = useCaseFor(db, { bureauId, accountId: null, name: '系统' }, clock);
  /** What the portal does in the morning, also by two processes at once. */
  const morning = async (processes = [db]) => {
    const day = { bureauId, day: dayInput(clock.now()) };
    await Promise.all(processes.map((one) => tellBranch({ ...system, db: one }, { bureauId, branchId })));
    await Promise.all(processes.map((one) => tellBureau({ ...system, db: one }, day)));
  };
  /** Titles and addresses of what somebody was told about reviews. */
  const told = async ({ id: accountId }: { id: string }) =>
    (await db.notification.findMany({ where: { bureauId, accountId }, orderBy: [{ madeAt: 'asc' }, { id: 'asc' }] }))
      .filter(({ title }) => title.startsWith('审核'))
      .map(({ title, path }) => `${title} ${path}`);
  return { ...setup, ...{ place, bureauId, clock, letters, statement, system, morning, told, submit } };
}

describe('E15: the morning tells reviewers what waits for them', () => {
  it('E15, E10: each once, of each thing for itself; leaders of members, officers of groups and leaders, the committee of the branch', async () => {
    const { bureauId, branch, teaching, safety, secretary, officer, committee, letters, statement, ...scene } =
      await lettersToReview();
    const { id: memberId } = await aMember(db, branch, { skillsFilledAt: scene.clock.now() });
    const ofThisBranch = await anAccount(db, bureauId, { role: 'COMMITTEE_MEMBER', memberId });
    const reviews = `/branches/${branch.id}/reviews`;
    const byOfficers = [
      `审核“李慧”的承诺 ${reviews}/${letters.ofLeader}`,
      `审核“校园平安”的承诺 ${reviews}/${letters.ofGroup}`,
    ];
    const expected = async () => {
      expect(await scene.told(teaching.leader.account)).toEqual([`审核“赵敏”的承诺 ${reviews}/${letters.ofMember}`]);
      for (const one of [secretary, officer]) expect((await scene.told(one)).toSorted()).toEqual(byOfficers.toSorted());
      expect((await scene.told(committee)).toSorted()).toEqual([
        `审核党支部2026年承诺 /bureau/reviews/${letters.ofBranch}`,
        `审核支部报送的材料 /bureau/statements/${statement}`,
      ]);
      for (const one of [ofThisBranch, teaching.member.account, safety.leader.account])
        expect(await scene.told(one)).toEqual([]);
    };
    await scene.morning([db, second]);
    await expected();
    // A week later it is the same thing still.
    scene.clock.advanceDays(8);
    await scene.morning();
    await expected();
  });

  it('E15: a letter that comes back is a new thing; one that was reviewed is none', async () => {
    const { bureauId, teaching, committee, letters, clock, morning, told } = await lettersToReview();
    await morning();
    clock.advanceDays(1);
    const where = (id: string) => ({ where: { bureauId_id: { bureauId, id } } });
    await db.commitment.update({ ...where(letters.ofMember), data: { status: 'RETURNED' } });
    await db.commitment.update({ ...where(letters.ofBranch), data: { status: 'APPROVED' } });
    await morning();
    expect(await told(teaching.leader.account)).toHaveLength(1);
    clock.advanceDays(1);
    await db.commitment.update({
      ...where(letters.ofMember),
      data: { status: 'SUBMITTED', submittedAt: clock.now() },
    });
    await morning();
    expect(await told(teaching.leader.account)).toHaveLength(2);
    expect(await told(committee)).toHaveLength(2);
  });

  it('E15: opening such a message leads to the very form', async () => {
    const { clock, committee, letters, morning, bureauId } = await lettersToReview();
    await morning();
    const message = await db.notification.findFirstOrThrow({
      where: { bureauId, accountId: committee.id, path: { endsWith: letters.ofBranch } },
    });
    expect(message).toMatchObject({ kind: 'NEW', branchId: null, readAt: null });
    const reviewer = await testAppOn(db, clock).signIn(committee.username);
    const opened = await reviewer.post(`/account/messages/${message.id}/reading`);
    expect(opened.headers['location']).toBe(`/bureau/reviews/${letters.ofBranch}`);
    expect((await reviewer.get(`/bureau/reviews/${letters.ofBranch}`)).status).toBe(200);
  });

  it('E15: what was reviewed before the mail goes out is not in it', async () => {
    server.got.length = 0;
    const { committee, officer, letters, morning, bureauId, system } = await lettersToReview();
    for (const one of [committee, officer]) await wantsMail(db, one, `${one.username}@example.cn`);
    await morning();
    const reviewed = [letters.ofBranch, letters.ofGroup];
    await db.commitment.updateMany({ where: { bureauId, id: { in: reviewed } }, data: { status: 'APPROVED' } });
    const deps = { useCase: system, mail: { smtpUrl: server.url, from: 'portal@example.cn' }, baseUrl: 'https://a.cn' };
    const job = { signal: new AbortController().signal, attempt: 1 };
    for (const { id } of await db.outgoingMail.findMany({ where: { bureauId } })) await sendMail(deps, id, job);
    const got = new Map(server.got.map(({ to, subject }) => [to[0], subject]));
    expect(got.get(`${committee.username}@example.cn`)).toBe('请办理：审核支部报送的材料');
    expect(got.get(`${officer.username}@example.cn`)).toBe('请办理：审核“李慧”的承诺');
    expect(server.got).toHaveLength(2);
  });

  it('E15: of many new things twenty are told on a day, the next ones on the next', async () => {
    const { bureauId, branch, teaching, clock, morning, told, submit } = await lettersToReview();
    for (let number = 0; number < 24; number += 1) {
      const { id: memberId } = await aMember(db, branch, { skillsFilledAt: clock.now() });
      await submit('MEMBER', teaching.member.account.id, { groupId: teaching.group.id, memberId });
    }
    const { account } = teaching.leader;
    for (let run = 0; run < 2; run += 1) {
      await morning();
      expect(await db.notification.count({ where: { bureauId, accountId: account.id } })).toBe(20);
    }
    clock.advanceDays(1);
    await morning();
    expect(new Set(await told(account)).size).toBe(25);
    expect(await told(account)).toHaveLength(25);
  });
});
