import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { createDb, type Db } from '../../src/db/client.js';
import { runOnce, withDatabase } from '../../src/db/scratch-database.js';
import { loadDemoDataIfEmpty } from '../../src/demo/index.js';
import { demoFiles } from './file-store.js';
import { type TestClock, testClock } from './fixed-clock.js';
import { cloneOf } from './test-database.js';
import { testCipher } from './use-case.js';

/** The moment at which the demonstration was loaded. */
export const DEMO_NOW = '2026-11-23T10:00:00+08:00';

/** Any number: one file of a run loads the demonstration, the others wait for it. */
const LOADING = 7_349_021;

/**
 * A database of this test file's own that holds the whole demonstration bureau: six branches at six steps. Loaded once a
 * run through the services, then cloned.
 */
export async function demoDatabase(): Promise<{ db: Db; clock: TestClock }> {
  const db = createDb({ connectionString: await cloneOf(await demoTemplate()), poolSize: 6 });
  afterAll(() => db.$disconnect());
  return { db, clock: testClock(DEMO_NOW) };
}

async function demoTemplate(): Promise<string> {
  const server = inject('server');
  const name = `${inject('template')}_demo`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOADING]);
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount === 0) await loadInto(server, name);
  } finally {
    await client.end();
  }
  return name;
}

async function loadInto(server: string, name: string): Promise<void> {
  const half = `${name}_half`;
  await runOnce(server, `DROP DATABASE IF EXISTS ${half} WITH (FORCE)`);
  await runOnce(server, `CREATE DATABASE ${half} TEMPLATE ${inject('template')}`);
  const db = createDb({ connectionString: withDatabase(server, half), poolSize: 6 });
  try {
    await loadDemoDataIfEmpty({ db, clock: testClock(DEMO_NOW), cipher: testCipher, files: demoFiles });
  } finally {
    await db.$disconnect();
  }
  await runOnce(server, `ALTER DATABASE ${half} RENAME TO ${name}`);
}
