import type { Db } from '../db/client.js';

export interface FailedJob {
  id: string;
  task: string;
  attempts: number;
  lastError: string | null;
}

/** Jobs that are not tried again, the latest first: for the operator and the tests. */
export async function listFailedJobs(db: Pick<Db, '$queryRaw'>): Promise<FailedJob[]> {
  return db.$queryRaw<FailedJob[]>`
    SELECT id::text AS id, task_identifier AS task, attempts::int AS attempts, last_error AS "lastError"
    FROM graphile_worker.jobs WHERE attempts >= max_attempts AND locked_at IS NULL ORDER BY updated_at DESC LIMIT 100`;
}
