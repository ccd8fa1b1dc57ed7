import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** The same server, another database. */
export function withDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  return url.toString();
}

/** One statement on a connection of its own. */
export async function runOnce(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Runs `work` on an empty database of the same server, which is dropped afterwards. The role must be able to create one. */
export async function onScratchDatabase<T>(
  connectionString: string,
  work: (connectionString: string) => Promise<T>,
): Promise<T> {
  const name = `scratch_${randomBytes(6).toString('hex')}`;
  await runOnce(connectionString, `CREATE DATABASE ${name} TEMPLATE template0`);
  try {
    return await work(withDatabase(connectionString, name));
  } finally {
    await runOnce(connectionString, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}
