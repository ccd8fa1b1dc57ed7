import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { limitSessions } from './limits.js';
import { type Migration, readMigrations } from './migration-files.js';
import { migrateQueue } from './queue-schema.js';

/** Thrown when the database could not be brought to the state of the migrations; says which one and why. */
export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed';
}

/** The lock `prisma migrate deploy` takes too, so that the two never run at once. */
const ADVISORY_LOCK = 72_707_369;
const LOCK_WAIT = '60s';

const HISTORY_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Applies the migrations that the database has not had, oldest first, then those of the queue, and gives the names of its own. Needs a direct connection,
 * not a transaction pooler. Processes that start at once take turns. Each migration and its line in `_prisma_migrations`
 * are one transaction: killed half way, it leaves nothing behind and runs again at the next start.
 */
export async function applyMigrations(connectionString: string, migrations = readMigrations()): Promise<string[]> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(`SET statement_timeout = 0; SET lock_timeout = '${LOCK_WAIT}'`);
    await client.query(`SELECT pg_advisory_lock(${ADVISORY_LOCK})`);
    const pending = await findPending(client, migrations);
    for (const migration of pending) await apply(client, migration);
    await migrateQueue(connectionString);
    await limitSessions(client);
    return pending.map(({ name }) => name);
  } catch (error) {
    throw error instanceof MigrationFailed ? error : new MigrationFailed(messageOf(error), { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}

interface HistoryRow {
  name: string;
  checksum: string;
  finished: boolean;
}

/** Migrations that only the database knows are left alone: a newer program wrote them so that this one still works. */
async function findPending(client: Client, migrations: Migration[]): Promise<Migration[]> {
  await client.query(HISTORY_TABLE);
  const { rows } = await client.query<HistoryRow>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const history = new Map(rows.map((row) => [row.name, row]));
  return migrations.filter(({ name, checksum }) => {
    const row = history.get(name);
    if (row && !row.finished) {
      throw new MigrationFailed(`${name} was begun by another program and never finished; see _prisma_migrations.`);
    }
    if (row && row.checksum !== checksum) {
      throw new MigrationFailed(`${name} was changed after this database had it. Put the change into a new migration.`);
    }
    return !row;
  });
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw new MigrationFailed(`${name}: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
