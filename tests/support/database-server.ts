import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/db/embedded.js';
import { applyMigrations } from '../../src/db/migrate.js';
import { runOnce, withDatabase } from '../../src/db/scratch-database.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the server's own database, and the name of the migrated template. */
    server: string;
    template: string;
  }
}

const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
const PREFIX = 'campaign-portal-tests-';

/**
 * Once a run: one PostgreSQL (TEST_DATABASE_URL, or an embedded one in a temporary folder) and one migrated template
 * database, from which each test file takes a clone (test-database.ts).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outside = process.env['TEST_DATABASE_URL'];
  const server = outside ? { connectionString: outside, stop: async () => {} } : await startOwnServer();
  const template = `template_${process.pid}`;
  await runOnce(server.connectionString, `DROP DATABASE IF EXISTS ${template}`);
  await runOnce(server.connectionString, `CREATE DATABASE ${template} TEMPLATE template0`);
  await applyMigrations(withDatabase(server.connectionString, template));
  project.provide('server', server.connectionString);
  project.provide('template', template);
  return async () => {
    // `_demo`: the demonstration, where a test file loaded it (demo-database.ts).
    for (const name of [template, `${template}_demo`, `${template}_demo_half`])
      await runOnce(server.connectionString, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.stop();
  };
}

async function startOwnServer(): Promise<{ connectionString: string; stop(): Promise<void> }> {
  await stopLeftovers();
  const dataDir = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(dataDir, 0o755);
  const server = await startEmbeddedPostgres({ dataDir, settings: FAST, log: () => {} });
  const stop = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { connectionString: server.connectionString, stop };
}

/** A run that was killed leaves its server behind: it is taken over and stopped. */
async function stopLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    if (isAlive(Number(name.slice(PREFIX.length).split('-')[0]))) continue;
    const dataDir = path.join(tmpdir(), name);
    await startEmbeddedPostgres({ dataDir, log: () => {} })
      .then((server) => server.stop())
      .catch(() => {});
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** For tests of the server itself. */
export async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
