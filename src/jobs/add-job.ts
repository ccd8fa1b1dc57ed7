import type { Tx } from '../db/client.js';
import type { Task } from './task.js';

export interface JobOptions {
  /** A job of this name and key that still waits is replaced by this one. */
  key: string;
  /** Not before this moment; at once without. */
  runAt?: Date;
}

/** Puts a job into the queue with the caller's transaction: rolled back, there is none. Gives its number. */
export async function addJob<P>(tx: Tx, task: Task<P>, payload: P, { key, runAt }: JobOptions): Promise<string> {
  const { name, maxAttempts, lane } = task;
  const body = JSON.stringify(task.payload.parse(payload));
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT (graphile_worker.add_job(${name}, payload => ${body}::json, queue_name => ${lane}::text,
      run_at => ${runAt ?? null}::timestamptz, max_attempts => ${maxAttempts}::int, job_key => ${`${name}:${key}`})).id::text AS id`;
  const [row] = rows;
  if (!row) throw new Error('The queue gave no job.');
  return row.id;
}

/** Takes a job out of the queue that has not begun. One under way goes on and finds out for itself. */
export async function removeJob(tx: Tx, task: Task, key: string): Promise<void> {
  await tx.$queryRaw`SELECT (graphile_worker.remove_job(${`${task.name}:${key}`})).id::text AS id`;
}
