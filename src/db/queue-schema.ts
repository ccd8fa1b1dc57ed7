import { Logger, runMigrations } from 'graphile-worker';
import { Pool } from 'pg';

/** Where the queue of background jobs keeps its tables; apart from the portal's own in `public`. */
export const QUEUE_SCHEMA = 'graphile_worker';

/**
 * Brings the queue's own tables to what its installed version expects. A database that a newer version has changed is left
 * as it is. The caller holds the lock under which the portal migrates.
 */
export async function migrateQueue(connectionString: string): Promise<void> {
  const pgPool = new Pool({ connectionString, max: 2, connectionTimeoutMillis: 5_000 });
  pgPool.on('error', () => {});
  pgPool.on('connect', (client) => client.on('error', () => {}));
  try {
    await runMigrations({ pgPool, schema: QUEUE_SCHEMA, logger: new Logger(() => () => {}) });
  } finally {
    await pgPool.end();
  }
}
