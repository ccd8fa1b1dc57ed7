import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { createDb, type Db, type DbSettings } from '../../src/db/client.js';
import { runOnce, withDatabase } from '../../src/db/scratch-database.js';

export interface TestDatabase {
  db: Db;
  connectionString: string;
}

/**
 * A migrated database of this test file's own; dropped after the file. It is not emptied between tests: each test makes
 * a bureau of its own (`aBureau`), and no bureau sees another's rows.
 *
 *     const { db } = await testDatabase();
 *     it('…', async () => { const bureau = await aBureau(db); … });
 */
export async function testDatabase(settings: Partial<DbSettings> = {}): Promise<TestDatabase> {
  const connectionString = await cloneTemplate();
  return { db: openForTests(connectionString, settings), connectionString };
}

/** The portal's client on a test database, closed after the file. */
export function openForTests(connectionString: string, settings: Partial<DbSettings> = {}): Db {
  // Patient, so that a busy machine makes a test slow and not red; tests of the full pool set a wait of their own.
  const db = createDb({ connectionString, poolSize: 6, waitMs: 20_000, ...settings });
  afterAll(() => db.$disconnect());
  return db;
}

/** Only the connection string of a fresh clone, dropped after the file. */
export function cloneTemplate(): Promise<string> {
  return cloneOf(inject('template'));
}

/** A database without tables, dropped after the file: for tests of the migrations. */
export function emptyDatabase(): Promise<string> {
  return cloneOf('template0');
}

/** A copy of any database of the test server, dropped after the file. */
export async function cloneOf(template: string): Promise<string> {
  const server = inject('server');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runOnce(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  afterAll(() => runOnce(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  return withDatabase(server, name);
}
