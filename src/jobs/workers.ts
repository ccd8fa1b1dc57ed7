import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type JobHelpers, Logger, run, type WorkerEvents } from 'graphile-worker';
import { Pool } from 'pg';
import type { Logger as Log } from 'pino';
import { Lease } from './lease.js';
import type { TaskRow } from './task.js';

export interface WorkerSettings {
  /** A direct connection: notifications and locks of a session do not go through a transaction pooler. */
  connectionString: string;
  tasks: readonly TaskRow[];
  /** How many jobs this process works on at once. */
  workers: number;
  log: Log;
  /** How often what killed processes left is looked for. */
  sweepMs?: number;
  /** How often the queue is asked without having been notified: for jobs that are due later or tried again. */
  pollMs?: number;
}

export interface Workers {
  /** Gives the jobs under way back to the queue and ends; the next start goes on with them. */
  stop(): Promise<void>;
}

/** Jobs look at their signal between steps; what does not is left to the next start. Within the ten seconds of a stop. */
const STOP_LIMIT_MS = 7_000;

/** Works on the queue in this process until it is stopped. Throws when the database is out of reach. */
export async function startWorkers(settings: WorkerSettings): Promise<Workers> {
  const { connectionString, tasks, workers, log, sweepMs = 15_000, pollMs = 2_000 } = settings;
  const rows = new Map(tasks.map((row) => [row.task.name, row]));
  const underWay = new Set<AbortController>();
  const givenBack: { id: string; attempts: number }[] = [];
  let stopping = false;
  const abortAll = (reason: string) => {
    for (const controller of underWay) controller.abort(new Error(reason));
  };
  const lease = await Lease.open({
    connectionString,
    onLost: () => abortAll('The database connection was lost.'),
    onGivenUp: async ({ task, payload }) => rows.get(task)?.givenUp(payload),
  });
  const sweep = () =>
    lease.releaseDead().then(
      (freed) => freed > 0 && log.warn({ freed }, 'Jobs of ended workers were freed'),
      (error: unknown) => log.warn({ err: error }, 'Jobs of ended workers were not looked for'),
    );

  const work = async (row: TaskRow, payload: unknown, { job }: JobHelpers): Promise<void> => {
    const pool = job.locked_by ?? '';
    await requireOwn(lease, pool, job.id);
    const controller = new AbortController();
    underWay.add(controller);
    try {
      if (stopping) controller.abort(new Error('The process stops.'));
      controller.signal.throwIfAborted();
      await row.run(payload, { signal: controller.signal, attempt: job.attempts });
      await requireOwn(lease, pool, job.id);
    } catch (error) {
      if (stopping) givenBack.push({ id: job.id, attempts: job.attempts - 1 });
      else if (job.attempts >= job.max_attempts && !controller.signal.aborted) await row.givenUp(payload);
      throw error;
    } finally {
      underWay.delete(controller);
    }
  };

  await sweep();
  const pgPool = new Pool({ connectionString, max: workers + 1, keepAlive: true, connectionTimeoutMillis: 10_000 });
  pgPool.on('error', () => {});
  pgPool.on('connect', (client) => client.on('error', () => {}));
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => void lease.announce(workerPool.id).catch(() => {}));
  const runner = await run({
    pgPool,
    events,
    concurrency: workers,
    pollInterval: pollMs,
    noHandleSignals: true,
    logger: loggerOf(log),
    taskList: Object.fromEntries(
      tasks.map((row) => [row.task.name, (payload: unknown, helpers: JobHelpers) => work(row, payload, helpers)]),
    ),
  });
  runner.promise.catch((error: unknown) => log.error({ err: error }, 'The workers ended'));
  const sweeping = setInterval(sweep, sweepMs).unref();

  return {
    async stop() {
      stopping = true;
      clearInterval(sweeping);
      abortAll('The process stops.');
      const ended = runner.stop().then(() => lease.giveBack(givenBack));
      await Promise.race([ended.catch(() => {}), pause(STOP_LIMIT_MS, undefined, { ref: false })]);
      await lease.close();
      await Promise.race([pgPool.end().catch(() => {}), pause(1_000, undefined, { ref: false })]);
    },
  };
}

/**
 * Thrown where the job was freed and may be somebody else's by now. The queue lets a failure of somebody else's job pass,
 * while a success would delete it.
 */
async function requireOwn(lease: Lease, pool: string, jobId: string): Promise<void> {
  if (!(await lease.has(pool, jobId))) throw new Error('The job was taken over by another worker.');
}

/** The queue's own words go where the portal's go; its everyday ones only when debugging. */
function loggerOf(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    const error = (meta as { error?: unknown } | undefined)?.error;
    if (level === 'error') log.error({ err: error }, message);
    else if (level === 'warning') log.warn(message);
    else log.debug(message);
  });
}
