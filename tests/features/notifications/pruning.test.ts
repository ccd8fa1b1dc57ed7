import { expect, it } from 'vitest';
import { beginDay } from '../../../src/features/notifications/day.service.js';
import { pruneBureau } from '../../../src/features/notifications/pruning.service.js';
import { newId } from '../../../src/shared/ids.js';
import { aBureau } from '../../factories/bureau.js';
import { aBranchToRemind } from '../../factories/reminding.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();
const DAY_MS = 86_400_000;
const signal = new AbortController().signal;

/** A branch a good year after its sign-up; what somebody was told or sent lies so many days back. */
async function aYearLater() {
  const branch = await aBranchToRemind(db, { members: 3 });
  const { clock, place, people, system } = branch;
  const { bureauId, branchId, campaignId } = place;
  clock.set('2027-12-01T08:00:00+08:00');
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  const accountId = people[0]?.account.id ?? '';
  const message = async (name: string, { made, read }: { made: number; read?: number }) => {
    const id = newId();
    const words = { kind: 'NEW' as const, occasion: 'NEW', title: name, text: '', path: '/me', sentBy: null };
    const times = { madeAt: daysAgo(made), readAt: read === undefined ? null : daysAgo(read) };
    const thing = `${campaignId} ${name}`;
    await db.notification.create({ data: { bureauId, id, accountId, branchId, thing, ...words, ...times } });
    return id;
  };
  type Status = 'QUEUED' | 'SENDING' | 'SENT' | 'DROPPED' | 'FAILED';
  const mail = async (status: Status, days: number, words: readonly string[] = []) => {
    const id = newId();
    const sentAt = status === 'SENT' ? daysAgo(days) : null;
    const row = { kind: 'DIGEST' as const, occasion: `DIGEST ${id}`, createdAt: daysAgo(days + 1), sentAt };
    await db.outgoingMail.create({ data: { bureauId, id, accountId, status, dueAt: daysAgo(days), ...row } });
    await db.mailWord.createMany({ data: words.map((notificationId) => ({ bureauId, notificationId, mailId: id })) });
  };
  const titles = async () =>
    (await db.notification.findMany({ where: { bureauId }, orderBy: { id: 'asc' } })).map(({ title }) => title);
  const prunings = () => db.auditEvent.count({ where: { bureauId, action: 'notification.prune' } });
  const prune = (batch?: number) => pruneBureau(system, { signal }, batch);
  return { ...branch, bureauId, branchId, campaignId, daysAgo, message, mail, titles, prunings, prune };
}

it('E15: messages go 180 days after they were opened, unopened ones after a year, in batches, and only of this bureau', async () => {
  const other = await aYearLater();
  await other.message('elsewhere', { made: 500, read: 400 });
  const { message, mail, titles, prunings, prune } = await aYearLater();
  await message('read long ago', { made: 200, read: 181 });
  await message('read lately', { made: 500, read: 179 });
  await message('never read', { made: 365 });
  const mailed = await message('never read, for a year', { made: 367 });
  await mail('SENDING', 1, [mailed]);
  for (const name of ['a', 'b', 'c']) await message(name, { made: 300, read: 300 });
  await prune(2);
  expect(await titles()).toEqual(['read lately', 'never read']);
  expect(await other.titles()).toEqual(['elsewhere']);
  expect(await prunings()).toBe(3);
  await prune(2);
  expect(await prunings()).toBe(3);
});

it('E15: a message about something that is still to do stays, so that the morning does not say it again', async () => {
  const { bureauId, clock, people, morning, titles, prune } = await aYearLater();
  const skills = { where: { bureauId, id: people[0]?.member.id ?? '' } };
  await db.member.updateMany({ ...skills, data: { skillsFilledAt: null } });
  await morning();
  const told = async () => (await titles()).filter((title) => title === '填写能力特长');
  expect(await told()).toHaveLength(1);
  await db.notification.updateMany({ where: { bureauId }, data: { readAt: clock.now() } });
  clock.advanceDays(200);
  await prune(2);
  await morning();
  expect(await told()).toHaveLength(1);
  await db.member.updateMany({ ...skills, data: { skillsFilledAt: clock.now() } });
  await prune(2);
  expect(await told()).toEqual([]);
});

it('R47: messages about an accepted branch go too', async () => {
  const { bureauId, campaignId, branchId, message, titles, prune } = await aYearLater();
  await message('old', { made: 300, read: 300 });
  await db.$pool.query(
    `INSERT INTO acceptance_verdict ("bureauId", id, "campaignId", "branchId", number, outcome, text, "decidedOn", "decidedBy", "recordedBy", "createdAt")
     VALUES ($1, gen_random_uuid(), $2, $3, 9, 'PASSED', '通过', current_date, '自治区', '陈志远', now())`,
    [bureauId, campaignId, branchId],
  );
  await prune();
  expect(await titles()).toEqual([]);
});

it('E15: the outbox keeps what ended for 30 days, and what has not ended for ever', async () => {
  const { bureauId, branchId, daysAgo, message, mail, titles, prune } = await aYearLater();
  const word = await message('kept', { made: 40, read: 40 });
  await mail('SENT', 31, [word]);
  for (const status of ['DROPPED', 'FAILED'] as const) await mail(status, 31);
  for (const status of ['SENT', 'DROPPED', 'FAILED'] as const) await mail(status, 29);
  for (const status of ['QUEUED', 'SENDING'] as const) await mail(status, 90);
  const robotId = newId();
  const robot = { kind: 'WECOM' as const, urlCipher: 'x', setBy: '王秀兰', setAt: daysAgo(90) };
  await db.groupRobot.create({ data: { bureauId, id: robotId, branchId, ...robot } });
  for (const [status, days] of [
    ['SENT', 31],
    ['FAILED', 31],
    ['SENT', 29],
    ['QUEUED', 90],
  ] as const) {
    const sentAt = status === 'SENT' ? daysAgo(days) : null;
    const row = { id: newId(), occasion: `DAY ${status} ${days}`, createdAt: daysAgo(days), sentAt };
    await db.robotMessage.create({ data: { bureauId, robotId, status, ...row } });
  }
  await prune(2);
  const mails = await db.outgoingMail.findMany({ where: { bureauId } });
  expect(mails.map(({ status }) => status).toSorted()).toEqual(['DROPPED', 'FAILED', 'QUEUED', 'SENDING', 'SENT']);
  const robots = await db.robotMessage.findMany({ where: { bureauId } });
  expect(robots.map(({ occasion }) => occasion).toSorted()).toEqual(['DAY QUEUED 90', 'DAY SENT 29']);
  expect(await db.mailWord.count({ where: { bureauId } })).toBe(0);
  expect(await titles()).toEqual(['kept']);
});

it('E15: each morning deletes in every bureau, also where no campaign runs; a process that stops goes on later', async () => {
  const idle = await aBureau(db);
  const { bureauId, clock, message, titles, system } = await aYearLater();
  await message('old', { made: 300, read: 300 });
  await expect(pruneBureau(system, { signal: AbortSignal.abort() })).rejects.toThrow();
  expect(await titles()).toEqual(['old']);
  await beginDay({ db, clock }, { day: '2027-12-01' });
  const { rows } = await db.$pool.query<{ key: string }>(
    `SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'notifications.prune'`,
  );
  const keys = [bureauId, idle.id].map((id) => `notifications.prune:${id} 2027-12-01`);
  expect(rows.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
  const nothing = useCaseFor(db, { bureauId: idle.id, accountId: null, name: '系统' }, clock);
  await pruneBureau(nothing, { signal });
  expect(await db.auditEvent.count({ where: { bureauId: idle.id } })).toBe(0);
});
