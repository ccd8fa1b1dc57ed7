import pg from 'pg';
import type { Config } from './config.js';
import { createDb, type Db } from './db/client.js';
import { createFileStore } from './db/file-store.js';
import { QUEUE_SCHEMA } from './db/queue-schema.js';
import { runOnce } from './db/scratch-database.js';
import { type AccountSlip, ADMINISTRATOR, openFirstAdministrator } from './features/accounts/index.js';
import type { FieldCipher } from './shared/cipher.js';
import { systemClock } from './shared/clock.js';
import { StartupError } from './shared/startup-error.js';

interface FirstStart {
  connectionString: string;
  config: Pick<Config, 'demo' | 'databaseUrl' | 'evidenceDir' | 's3'>;
  cipher: FieldCipher;
  migrate: () => Promise<void>;
}

/** Loading makes many small transactions; on a slow machine they may wait longer than a person would. */
const PATIENT = { waitMs: 30_000, poolSize: 5 };

/**
 * What a database without accounts gets at its first start: the demonstration bureau, or the administrator's account,
 * whose slip is given back to be shown to the operator once.
 */
export async function fillFirstData(start: FirstStart): Promise<AccountSlip | null> {
  if (await hasAdministrator(start.connectionString)) return null;
  if (start.config.demo) await discardHalfDemo(start);
  return withDb(start, async (db) => {
    const deps = { db, clock: systemClock, cipher: start.cipher };
    if (!start.config.demo) return openFirstAdministrator(deps);
    const { loadDemoDataIfEmpty } = await import('./demo/index.js');
    await loadDemoDataIfEmpty({ ...deps, files: createFileStore(start.config) });
    return null;
  });
}

/** His account is the last thing made. Asked by the driver alone: a further client of Prisma takes memory for good. */
async function hasAdministrator(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM login_name WHERE username = $1', [ADMINISTRATOR]);
    return found.rowCount === 1;
  } finally {
    await client.end();
  }
}

/** A first start that was killed while loading is begun anew; only the embedded database is emptied without asking. */
async function discardHalfDemo(start: FirstStart): Promise<void> {
  const { demoState } = await import('./demo/index.js');
  if ((await withDb(start, demoState)) !== 'half') return;
  if (start.config.databaseUrl !== null) {
    throw new StartupError(
      '演示数据没有完整写入数据库。请清空这个数据库后重新启动。\nThe demonstration data are incomplete: empty the database and start again.',
    );
  }
  await runOnce(start.connectionString, `DROP SCHEMA IF EXISTS ${QUEUE_SCHEMA}, public CASCADE; CREATE SCHEMA public`);
  await start.migrate();
}

async function withDb<T>({ connectionString }: FirstStart, work: (db: Db) => Promise<T>): Promise<T> {
  const db = createDb({ connectionString, ...PATIENT });
  try {
    return await work(db);
  } finally {
    await db.$disconnect();
  }
}
