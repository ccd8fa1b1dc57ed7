import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addJob, removeJob } from '../../src/jobs/add-job.js';
import { listFailedJobs } from '../../src/jobs/failed-jobs.js';
import { Lease } from '../../src/jobs/lease.js';
import { type JobRun, type Task, taskRow } from '../../src/jobs/task.js';
import { startWorkers, type Workers } from '../../src/jobs/workers.js';
import { testDatabase } from '../support/test-database.js';

const { db, connectionString } = await testDatabase();
const log = pino({ level: 'silent' });
const open: Workers[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((workers) => workers.stop()));
  await db.$pool.query('TRUNCATE graphile_worker._private_jobs, graphile_worker._private_job_queues');
});

let kinds = 0;
function aTask(more: Partial<Task<{ id: string }>> = {}): Task<{ id: string }> {
  kinds += 1;
  return { name: `test-${kinds}`, payload: z.object({ id: z.string() }), maxAttempts: 5, lane: null, ...more };
}

type Run = (payload: { id: string }, job: JobRun) => Promise<void>;

async function work(
  task: Task<{ id: string }>,
  run: Run,
  more: { givenUp?: Run; workers?: number; sweepMs?: number } = {},
) {
  const { givenUp, workers = 2, sweepMs = 200 } = more;
  const handlers = { run, ...(givenUp ? { givenUp: (payload: { id: string }) => givenUp(payload, never) } : {}) };
  const started = await startWorkers({
    ...{ connectionString, workers, log, sweepMs, pollMs: 100 },
    tasks: [taskRow(task, handlers)],
  });
  open.push(started);
  return started;
}
const never: JobRun = { signal: new AbortController().signal, attempt: 0 };

const add = (task: Task<{ id: string }>, id: string, runAt?: Date) =>
  db.$transaction((tx) => addJob(tx, task, { id }, runAt ? { key: id, runAt } : { key: id }));

const jobs = async (task: Task<{ id: string }>) =>
  (
    await db.$pool.query<{ attempts: number; locked_by: string | null; due: boolean }>(
      'SELECT attempts, locked_by, run_at <= now() AS due FROM graphile_worker.jobs WHERE task_identifier = $1',
      [task.name],
    )
  ).rows;

describe('R6: a job is put into the queue with the transaction', () => {
  it('and is none when that is rolled back', async () => {
    const task = aTask();
    const done: string[] = [];
    await work(task, async ({ id }) => void done.push(id));
    await expect(
      db.$transaction(async (tx) => {
        await addJob(tx, task, { id: 'lost' }, { key: 'lost' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await add(task, 'kept');
    await expect.poll(() => done).toEqual(['kept']);
    await pause(300);
    expect(done).toEqual(['kept']);
    await expect.poll(() => jobs(task)).toEqual([]);
  });

  it('once under the same key while it waits, and not before its time', async () => {
    const task = aTask();
    const later = new Date(Date.now() + 3_600_000);
    await add(task, 'one', later);
    await add(task, 'one', later);
    expect(await jobs(task)).toHaveLength(1);
    const done: string[] = [];
    await work(task, async ({ id }) => void done.push(id));
    await pause(300);
    expect(done).toEqual([]);
    await db.$transaction((tx) => removeJob(tx, task, 'one'));
    expect(await jobs(task)).toEqual([]);
  });

  it('and refuses a payload that the task does not know', async () => {
    const task = aTask();
    const wrong = { id: 7 } as unknown as { id: string };
    await expect(db.$transaction((tx) => addJob(tx, task, wrong, { key: 'x' }))).rejects.toThrow();
    expect(await jobs(task)).toEqual([]);
  });
});

describe('R6: a job is worked on once', () => {
  it('by two processes', async () => {
    const task = aTask();
    const done: string[] = [];
    const run: Run = async ({ id }) => {
      done.push(id);
      await pause(5);
    };
    await work(task, run);
    await work(task, run);
    const ids = Array.from({ length: 40 }, (_, index) => `job-${index}`);
    for (const id of ids) await add(task, id);
    await expect.poll(() => jobs(task), { timeout: 10_000 }).toEqual([]);
    expect(done.sort()).toEqual(ids.sort());
  });

  it('and those of one lane one after the other', async () => {
    const task = aTask({ lane: 'one-by-one' });
    let atOnce = 0;
    let most = 0;
    const run: Run = async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await pause(30);
      atOnce -= 1;
    };
    await work(task, run);
    await work(task, run);
    for (const id of ['a', 'b', 'c', 'd', 'e']) await add(task, id);
    await expect.poll(() => jobs(task), { timeout: 10_000 }).toEqual([]);
    expect(most).toBe(1);
  });
});

describe('R6: a worker that was killed', () => {
  /** What a kill leaves behind: a job that a pool holds of which no process lives. */
  const heldByDead = (task: Task<{ id: string }>) =>
    db.$pool.query(
      `UPDATE graphile_worker._private_jobs j SET locked_at = now(), locked_by = 'pool-dead', attempts = attempts + 1
       FROM graphile_worker._private_tasks t WHERE t.id = j.task_id AND t.identifier = $1`,
      [task.name],
    );

  it('loses its job to the next start at once', async () => {
    const task = aTask();
    await add(task, 'again');
    await heldByDead(task);
    const attempts: number[] = [];
    await work(task, async (_, { attempt }) => void attempts.push(attempt), { sweepMs: 600_000 });
    await expect.poll(() => attempts, { timeout: 3_000 }).toEqual([2]);
  });

  it('loses it to a process that was there all the time', async () => {
    const task = aTask();
    const done: string[] = [];
    await work(task, async ({ id }) => void done.push(id));
    await add(task, 'later', new Date(Date.now() + 3_600_000));
    await heldByDead(task);
    await db.$pool.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
    await expect.poll(() => done, { timeout: 3_000 }).toEqual(['later']);
  });

  it('at the last attempt has it shown as failed', async () => {
    const task = aTask({ maxAttempts: 1 });
    await add(task, 'last');
    await heldByDead(task);
    const given: string[] = [];
    await work(task, async () => expect.fail('not again'), { givenUp: async ({ id }) => void given.push(id) });
    await expect.poll(() => given).toEqual(['last']);
    expect(await listFailedJobs(db)).toMatchObject([{ task: task.name, attempts: 1 }]);
  });

  it('keeps it while its process lives, however long that takes', async () => {
    const task = aTask();
    let begun = 0;
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    await work(task, async () => {
      begun += 1;
      await finished;
    });
    await add(task, 'long');
    await expect.poll(() => begun).toBe(1);
    const other = await Lease.open({ connectionString, onLost: () => {}, onGivenUp: async () => {} });
    expect(await other.releaseDead()).toBe(0);
    await other.close();
    finish();
    await expect.poll(() => jobs(task)).toEqual([]);
    expect(begun).toBe(1);
  });

  it('whose database connection broke stops, and does the job again', async () => {
    const task = aTask();
    const attempts: number[] = [];
    await work(task, async (_, { signal, attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) await pause(20_000, undefined, { signal });
    });
    await add(task, 'cut');
    await expect.poll(() => attempts).toEqual([1]);
    await db.$pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'campaign-portal jobs' AND datname = current_database()`,
    );
    await expect.poll(() => attempts, { timeout: 12_000 }).toEqual([1, 2]);
  });
});

describe('R6: a job that fails', () => {
  it('is tried again, later each time, then shown as failed', async () => {
    const task = aTask({ maxAttempts: 2 });
    const at: number[] = [];
    const given: string[] = [];
    const run: Run = async () => {
      at.push(performance.now());
      throw new Error('the printer is on fire');
    };
    await work(task, run, { givenUp: async ({ id }) => void given.push(id) });
    await add(task, 'bad');
    await expect.poll(() => at.length, { timeout: 8_000 }).toBe(2);
    await expect.poll(() => given).toEqual(['bad']);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(2_000);
    await expect
      .poll(() => listFailedJobs(db))
      .toMatchObject([{ task: task.name, attempts: 2, lastError: expect.stringContaining('on fire') }]);
  });
});

describe('R7: stopping', () => {
  it('gives the job under way back at once, without counting the attempt', async () => {
    const task = aTask({ maxAttempts: 1 });
    let begun = 0;
    const given: string[] = [];
    const first = await work(
      task,
      async (_, { signal }) => {
        begun += 1;
        await pause(20_000, undefined, { signal });
      },
      { givenUp: async ({ id }) => void given.push(id) },
    );
    await add(task, 'long');
    await expect.poll(() => begun).toBe(1);
    const start = performance.now();
    await first.stop();
    open.splice(0);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(await jobs(task)).toEqual([{ attempts: 0, locked_by: null, due: true }]);
    expect(given).toEqual([]);
    const attempts: number[] = [];
    await work(task, async (_, { attempt }) => void attempts.push(attempt));
    await expect.poll(() => attempts).toEqual([1]);
  });

  it('does not wait for a job that does not listen; the next start takes it', async () => {
    const task = aTask();
    let begun = 0;
    const deaf = await work(task, async () => {
      begun += 1;
      if (begun === 1) await new Promise(() => {});
    });
    await add(task, 'deaf');
    await expect.poll(() => begun).toBe(1);
    const start = performance.now();
    await deaf.stop();
    open.splice(0);
    expect(performance.now() - start).toBeLessThan(9_500);
    await work(task, async () => {
      begun += 1;
    });
    await expect.poll(() => begun, { timeout: 5_000 }).toBe(2);
  }, 30_000);
});
