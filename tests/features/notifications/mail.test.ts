import { describe, expect, it } from 'vitest';
import { findBranchPlace } from '../../../src/campaign/place.queries.js';
import { sendMail } from '../../../src/features/notifications/send-mail.service.js';
import { urge } from '../../../src/features/notifications/urging.service.js';
import { aBranchToRemind, wantsMail } from '../../factories/reminding.js';
import { startMailServer } from '../../support/mail-server.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const server = await startMailServer();
const job = { signal: new AbortController().signal, attempt: 1 };

async function setUp(members = 3) {
  server.got.length = 0;
  server.on = () => {};
  const branch = await aBranchToRemind(db, { members });
  const { bureauId, branchId } = branch.place;
  const mail = { smtpUrl: server.url, from: 'portal@example.cn' };
  const deps = { useCase: branch.system, mail, baseUrl: 'https://portal.example.cn' };
  const mails = () => db.outgoingMail.findMany({ where: { bureauId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return {
    ...branch,
    deps,
    mails,
    /** What the queue does with every mail whose time has come. */
    async sendDue() {
      for (const { id, dueAt } of await mails()) if (dueAt <= branch.clock.now()) await sendMail(deps, id, job);
    },
    async urgeAll() {
      const place = await findBranchPlace(db, bureauId, branchId);
      if (!place) throw new Error('no branch');
      return urge(branch.useCase, place, { thing: 'enrollment', memberId: null });
    },
  };
}

const [one, two] = [0, 1];

describe('E15: reminders by mail', () => {
  it('E15: at once, in Chinese, with the link to the very form; nobody without an address', async () => {
    const { people, morning, sendDue, mails } = await setUp();
    const account = people[one]?.account;
    if (!account) throw new Error('nobody');
    await wantsMail(db, account, 'a@example.cn');
    await morning();
    await sendDue();
    expect(server.got).toMatchObject([{ to: ['a@example.cn'], subject: '请办理：报名参加一个功能党小组' }]);
    expect(server.got[0]?.text).toContain(`${account.displayName}，您好。有1件事等您办理：`);
    expect(server.got[0]?.text).toContain('https://portal.example.cn/me/enrollment');
    expect(server.got[0]?.html).toContain('<a href="https://portal.example.cn/me/enrollment">打开办理</a>');
    const [row] = await mails();
    expect(row).toMatchObject({ status: 'SENT', attempt: 1 });
    expect(server.got[0]?.messageId).toBe(`<${row?.id}@portal.example.cn>`);
    await sendDue();
    expect(server.got).toHaveLength(1);
  });

  it('E15: not to an account that was closed after the word was said', async () => {
    const { people, morning, sendDue, mails } = await setUp();
    const account = people[one]?.account;
    if (!account) throw new Error('nobody');
    await wantsMail(db, account, 'a@example.cn');
    await morning();
    const where = { bureauId: account.bureauId, id: account.id };
    await db.account.updateMany({ where, data: { status: 'DISABLED' } });
    await sendDue();
    expect(server.got).toEqual([]);
    expect(await mails()).toMatchObject([{ status: 'DROPPED' }]);
  });

  it('E15: never whoever has acted before the mail goes out', async () => {
    const { people, morning, sendDue, mails, signUp } = await setUp();
    for (const { account } of people) await wantsMail(db, account, `${account.username}@example.cn`);
    await morning();
    if (people[one]) await signUp(people[one].member);
    await sendDue();
    expect(server.got.map(({ to }) => to[0])).toEqual([`${people[two]?.account.username}@example.cn`]);
    expect((await mails()).map(({ status }) => status).toSorted()).toEqual(['DROPPED', 'SENT']);
  });

  it('E15: a digest once a day, with all that was said since the last', async () => {
    const { clock, people, morning, sendDue, urgeAll, mails } = await setUp(2);
    const account = people[one]?.account;
    if (!account) throw new Error('nobody');
    await wantsMail(db, account, 'a@example.cn', { mailMode: 'DIGEST', fromHour: 8 });
    await db.member.updateMany({
      where: { bureauId: account.bureauId, id: account.memberId ?? '' },
      data: { skillsFilledAt: null },
    });
    clock.set('2026-06-15T08:00:00+08:00');
    await morning();
    await sendDue();
    expect(server.got.map(({ subject }) => subject)).toEqual(['有2件事等您办理']);
    clock.set('2026-06-15T15:00:00+08:00');
    await urgeAll();
    await sendDue();
    expect(server.got).toHaveLength(1);
    clock.set('2026-06-16T08:00:00+08:00');
    await morning();
    await sendDue();
    expect(server.got.map(({ subject }) => subject)).toEqual(['有2件事等您办理', '请办理：报名参加一个功能党小组']);
    expect((await mails()).map(({ occasion }) => occasion)).toEqual(['DIGEST 2026-06-15', 'DIGEST 2026-06-16']);
  });

  it('E15: of one thing the latest word alone', async () => {
    const { clock, people, morning, sendDue, urgeAll } = await setUp(2);
    const account = people[one]?.account;
    if (!account) throw new Error('nobody');
    await wantsMail(db, account, 'a@example.cn', { mailMode: 'DIGEST', fromHour: 18 });
    clock.set('2026-06-15T08:00:00+08:00');
    await morning();
    await urgeAll();
    clock.set('2026-06-15T18:00:00+08:00');
    await sendDue();
    expect(server.got).toHaveLength(1);
    expect(server.got[0]?.text.match(/报名参加/g)).toHaveLength(1);
  });

  it('E15: nothing in the quiet hours, all of it after them', async () => {
    const { clock, people, sendDue, urgeAll, mails } = await setUp();
    for (const { account } of people)
      await wantsMail(db, account, `${account.username}@example.cn`, { fromHour: 0, untilHour: 24 });
    clock.set('2026-06-15T22:30:00+08:00');
    await urgeAll();
    const due = new Date('2026-06-16T07:00:00+08:00');
    expect((await mails()).map(({ dueAt }) => dueAt)).toEqual([due, due]);
    clock.set('2026-06-16T06:59:00+08:00');
    await sendDue();
    expect(server.got).toEqual([]);
    clock.set(due);
    await sendDue();
    expect(server.got).toHaveLength(2);
  });

  it('E15: a mail that comes late into the quiet hours waits for their end', async () => {
    const { clock, people, morning, mails, deps } = await setUp();
    const account = people[one]?.account;
    if (!account) throw new Error('nobody');
    await wantsMail(db, account, 'a@example.cn');
    await morning();
    clock.set('2026-06-15T23:00:00+08:00');
    const [mail] = await mails();
    await sendMail(deps, mail?.id ?? '', job);
    expect(server.got).toEqual([]);
    expect((await mails())[0]).toMatchObject({ status: 'QUEUED', dueAt: new Date('2026-06-16T08:00:00+08:00') });
    const jobs = await db.$pool.query(`SELECT run_at FROM graphile_worker.jobs WHERE key = $1`, [
      `notifications.mail:${mail?.id}`,
    ]);
    expect(jobs.rows).toEqual([{ run_at: new Date('2026-06-16T08:00:00+08:00') }]);
  });

  it('E15: whoever wants no mail gets none, and what waits for him is dropped', async () => {
    const { people, morning, sendDue, mails } = await setUp();
    const [first, second] = people.map(({ account }) => account);
    if (!first || !second) throw new Error('two people');
    await wantsMail(db, first, 'a@example.cn', { mailMode: 'OFF' });
    await wantsMail(db, second, 'b@example.cn');
    await morning();
    await db.contactSetting.updateMany({ where: { bureauId: first.bureauId }, data: { mailMode: 'OFF' } });
    await sendDue();
    expect(server.got).toEqual([]);
    expect((await mails()).map(({ accountId, status }) => [accountId, status])).toEqual([[second.id, 'DROPPED']]);
  });

  it('R6: what the server refuses for good fails, what it refuses for now is tried again', async () => {
    const { people, morning, sendDue, mails } = await setUp();
    for (const { account } of people) await wantsMail(db, account, `${account.username}@example.cn`);
    await morning();
    const refuse = (responseCode: number) => {
      server.on = (step) => {
        if (step === 'to') throw Object.assign(new Error('no'), { responseCode });
      };
    };
    refuse(451);
    await expect(sendDue()).rejects.toThrow();
    expect((await mails())[0]).toMatchObject({ status: 'SENDING', attempt: 1 });
    refuse(550);
    await sendDue();
    expect(await mails()).toMatchObject([
      { status: 'FAILED', attempt: 2, failure: '邮件服务器拒收（550），请检查邮箱地址是否正确' },
      { status: 'FAILED', attempt: 1 },
    ]);
    server.on = () => {};
    await sendDue();
    expect(server.got).toEqual([]);
  });

  it('R6: a word stands in one mail at most', async () => {
    const { people, morning, words, mails } = await setUp();
    for (const { account } of people) await wantsMail(db, account, `${account.username}@example.cn`);
    await morning();
    const [word] = await words();
    const [, other] = await mails();
    const twice = { bureauId: word?.bureauId ?? '', notificationId: word?.id ?? '', mailId: other?.id ?? '' };
    await expect(db.mailWord.create({ data: twice })).rejects.toThrow();
  });
});
