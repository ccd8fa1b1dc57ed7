import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { beginDay, planToday } from '../../src/features/notifications/day.service.js';
import { BRANCH } from '../../src/features/notifications/notifications.tasks.js';
import { addJob } from '../../src/jobs/add-job.js';
import { aBranchToRemind, wantsMail } from '../factories/reminding.js';
import { testClock } from '../support/fixed-clock.js';
import { type MailStep, startMailServer } from '../support/mail-server.js';
import { testDatabase } from '../support/test-database.js';

const { db, connectionString } = await testDatabase();
const server = await startMailServer();
const NOW = '2026-06-17T10:00:00+08:00';

const children = new Set<ChildProcess>();
/** A process of its own that works on the queue; ready once it says so. */
async function startWorker(): Promise<ChildProcess> {
  const child = spawn('node', ['tests/fixtures/notification-worker.mjs', connectionString, server.url, NOW], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  await new Promise((ready) => child.stdout?.once('data', ready));
  return child;
}

const ended = (child: ChildProcess): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', resolve));

afterEach(async () => {
  server.on = () => {};
  server.got.length = 0;
  for (const child of children) {
    child.kill('SIGKILL');
    await ended(child);
  }
  children.clear();
  await db.$pool.query('TRUNCATE graphile_worker._private_jobs, graphile_worker._private_job_queues');
});

/** A branch whose members want mail at once, and the morning's job for it in the queue. */
async function aMorning(members: number) {
  const branch = await aBranchToRemind(db, { members: members + 1 });
  const { bureauId, branchId } = branch.place;
  for (const { account } of branch.people) await wantsMail(db, account, `${account.username}@example.cn`);
  const queue = () => db.$transaction((tx) => addJob(tx, BRANCH, { bureauId, branchId }, { key: branchId }));
  const addresses = branch.people.map(({ account }) => `${account.username}@example.cn`).toSorted();
  const states = async () =>
    (await db.outgoingMail.findMany({ where: { bureauId } })).map(({ status }) => status as string);
  const allSent = () =>
    expect.poll(states, { timeout: 25_000, interval: 100 }).toEqual(Array(members).fill('SENT') as string[]);
  return { ...branch, queue, addresses, allSent };
}

/** Who got how many mails; a second one of the same Message-ID counts as the same. */
const delivered = () =>
  [...new Map(server.got.map(({ messageId, to }) => [messageId, to[0] ?? ''])).values()].toSorted();

describe('E15, R6: reminders by mail from the queue', () => {
  it('E15, R6: two processes send each mail once', { timeout: 60_000 }, async () => {
    const { queue, addresses, allSent, words } = await aMorning(12);
    await Promise.all([startWorker(), startWorker()]);
    await queue();
    await allSent();
    expect(server.got.map(({ to }) => to[0]).toSorted()).toEqual(addresses);
    await queue();
    await expect.poll(async () => (await jobs()).length, { timeout: 10_000 }).toBe(0);
    await pause(300);
    expect(server.got).toHaveLength(12);
    expect(await words()).toHaveLength(12);
  });

  const steps: readonly MailStep[] = ['connect', 'from', 'to', 'data'];
  it.each(steps)(
    'E15, R6: a worker killed at the step “%s” loses no mail and doubles none',
    { timeout: 90_000 },
    async (at) => {
      const { queue, addresses, allSent } = await aMorning(5);
      let kills = 0;
      server.on = async (step) => {
        const alive = [...children].filter((child) => !child.killed);
        // Whoever spoke is gone: the server drops what had come.
        if (alive.length === 0) throw new Error('gone');
        if (step !== at || kills === 3) return;
        kills += alive.length;
        for (const child of alive) child.kill('SIGKILL');
        for (const child of children) await ended(child);
        throw new Error('gone');
      };
      await queue();
      for (let start = 0; start < 4; start += 1) {
        const worker = await startWorker();
        if (start < 3) await ended(worker);
        children.delete(worker);
        if (start === 3) children.add(worker);
      }
      await allSent();
      expect(kills).toBe(3);
      expect(server.got.map(({ to }) => to[0]).toSorted()).toEqual(addresses);
    },
  );

  it('E15, R6: killed in the one moment between the server’s word and its own mark, the mail comes again under the same Message-ID', {
    timeout: 90_000,
  }, async () => {
    const { queue, addresses, allSent } = await aMorning(5);
    let kills = 0;
    server.on = (step) => {
      if (step !== 'taken' || kills === 2) return;
      const alive = [...children].filter((child) => !child.killed);
      kills += alive.length;
      for (const child of alive) child.kill('SIGKILL');
    };
    await queue();
    for (let start = 0; start < 3; start += 1) {
      const worker = await startWorker();
      if (start < 2) await ended(worker);
    }
    await allSent();
    expect(delivered()).toEqual(addresses);
    // Two mails at most were under way at each kill.
    expect(server.got.length).toBeLessThanOrEqual(addresses.length + 4);
  });

  it('E15, R6: killed at any moment of the morning, nobody is forgotten and nobody told twice', {
    timeout: 120_000,
  }, async () => {
    const { queue, addresses, allSent, words } = await aMorning(8);
    await queue();
    for (const ms of [0, 15, 30, 60, 120]) {
      const worker = await startWorker();
      await pause(ms);
      worker.kill('SIGKILL');
      await ended(worker);
    }
    await startWorker();
    await expect.poll(async () => (await words()).length, { timeout: 20_000 }).toBe(8);
    await allSent();
    expect(delivered()).toEqual(addresses);
  });
});

const jobs = async (name = '') =>
  (
    await db.$pool.query<{ task: string; key: string; run_at: Date }>(
      `SELECT task_identifier AS task, key, run_at FROM graphile_worker.jobs WHERE task_identifier LIKE $1 ORDER BY key`,
      [`%${name}%`],
    )
  ).rows;

describe('E15: the morning plans itself', () => {
  it('E15: each start plans today’s morning once; the morning hands out the branches and plans the next', async () => {
    const { place } = await aBranchToRemind(db);
    const clock = testClock('2026-06-15T06:00:00+08:00');
    await planToday({ db, clock });
    await planToday({ db, clock });
    expect(await jobs('notifications.day')).toEqual([
      { task: 'notifications.day', key: 'notifications.day:2026-06-15', run_at: new Date('2026-06-15T08:00:00+08:00') },
    ]);
    clock.set('2026-06-15T08:00:00+08:00');
    await Promise.all([beginDay({ db, clock }, { day: '2026-06-15' }), beginDay({ db, clock }, { day: '2026-06-15' })]);
    expect((await jobs('notifications.branch')).filter(({ key }) => key.includes(place.branchId))).toHaveLength(1);
    expect((await jobs('notifications.bureau')).filter(({ key }) => key.includes(place.bureauId))).toHaveLength(1);
    expect((await jobs('notifications.day')).map(({ key }) => key)).toContain('notifications.day:2026-06-16');
  });

  it('E15: a morning that comes days too late gives way to today’s', async () => {
    await aBranchToRemind(db);
    const clock = testClock('2026-06-18T09:00:00+08:00');
    await beginDay({ db, clock }, { day: '2026-06-15' });
    expect(await jobs()).toMatchObject([{ key: 'notifications.day:2026-06-18' }]);
  });
});
