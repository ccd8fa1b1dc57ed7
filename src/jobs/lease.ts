import { setTimeout as pause } from 'node:timers/promises';
import { Client, type QueryResult, type QueryResultRow } from 'pg';

/** An arbitrary number: the class of the advisory locks "these workers live". */
const ALIVE = 7_140_911;
const AGAIN_MS = 1_000;

const HOLDERS = `SELECT DISTINCT locked_by AS id FROM graphile_worker.jobs WHERE locked_at IS NOT NULL AND locked_by <> ALL($1)`;

export interface GivenUpJob {
  id: string;
  task: string;
  payload: unknown;
}

export interface LeaseOptions {
  connectionString: string;
  /** The connection broke: others may take this process's jobs from now on. */
  onLost(): void;
  /** A job whose last attempt ended with its process. */
  onGivenUp(job: GivenUpJob): Promise<void>;
}

/**
 * Tells the other processes which workers live here: one connection that holds an advisory lock for their pool and ends with the
 * process, however that ends. The queue's own rule would keep a killed worker's job for four hours.
 */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #pools = new Set<string>();
  #client: Promise<Client>;
  /** One statement after the other: they share the connection. */
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  private constructor(options: LeaseOptions) {
    this.#options = options;
    this.#client = this.#connect();
  }

  static async open(options: LeaseOptions): Promise<Lease> {
    const lease = new Lease(options);
    await lease.#client;
    return lease;
  }

  /** From now on the other processes see that the pool of workers lives. */
  async announce(pool: string): Promise<void> {
    if (this.#pools.has(pool)) return;
    this.#pools.add(pool);
    await this.#query('SELECT pg_advisory_lock($1, hashtext($2))', [ALIVE, pool]);
  }

  /** True when the announced pool still has the job. Nobody can free it from then on. */
  async has(pool: string, jobId: string): Promise<boolean> {
    await this.announce(pool);
    const { rowCount } = await this.#query('SELECT 1 FROM graphile_worker.jobs WHERE id = $1 AND locked_by = $2', [
      jobId,
      pool,
    ]);
    return rowCount === 1;
  }

  /** Frees what dead pools hold and gives their number. Several processes may do so at once. */
  async releaseDead(): Promise<number> {
    const { rows } = await this.#query<{ id: string }>(HOLDERS, [[...this.#pools]]);
    let freed = 0;
    for (const { id } of rows) {
      // Whoever gets a pool's lock knows that it does not live, and keeps it from coming to life until it is freed.
      if (!(await this.#tryLock(id))) continue;
      try {
        await this.#free(id);
        freed += 1;
      } finally {
        await this.#query('SELECT pg_advisory_unlock($1, hashtext($2))', [ALIVE, id]);
      }
    }
    return freed;
  }

  async #free(pool: string): Promise<void> {
    const last = await this.#query<GivenUpJob>(
      `SELECT j.id::text AS id, j.task_identifier AS task, p.payload FROM graphile_worker.jobs j
       JOIN graphile_worker._private_jobs p ON p.id = j.id WHERE j.locked_by = $1 AND j.attempts >= j.max_attempts`,
      [pool],
    );
    for (const job of last.rows) await this.#options.onGivenUp(job);
    await this.#query('SELECT graphile_worker.force_unlock_workers(ARRAY[$1::text])', [pool]);
  }

  /** Puts jobs back as they were before this process took them; `attempts`: how many they had then. */
  async giveBack(jobs: readonly { id: string; attempts: number }[]): Promise<void> {
    for (const { id, attempts } of jobs)
      await this.#query(
        'SELECT count(*) FROM graphile_worker.reschedule_jobs(ARRAY[$1::bigint], run_at => now(), attempts => $2::int)',
        [id, attempts],
      );
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client.then((client) => client.end()).catch(() => {});
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.#options.connectionString,
      application_name: 'campaign-portal jobs',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    client.on('error', () => {});
    await client.connect();
    client.once('end', () => this.#lost());
    for (const pool of this.#pools) await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [ALIVE, pool]);
    return client;
  }

  #query<R extends QueryResultRow>(sql: string, values: unknown[]): Promise<QueryResult<R>> {
    const answer = this.#turn.then(async () => (await this.#client).query<R>(sql, values));
    this.#turn = answer.catch(() => {});
    return answer;
  }

  async #tryLock(pool: string): Promise<boolean> {
    const { rows } = await this.#query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS got', [
      ALIVE,
      pool,
    ]);
    return rows[0]?.got === true;
  }

  #lost(): void {
    if (this.#closed) return;
    this.#options.onLost();
    this.#client = this.#again();
    this.#client.catch(() => {});
  }

  async #again(): Promise<Client> {
    while (!this.#closed) {
      try {
        return await this.#connect();
      } catch {
        await pause(AGAIN_MS);
      }
    }
    throw new Error('The lease is closed.');
  }
}
