import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { StartupError } from '../shared/startup-error.js';
import { PORTAL } from './embedded-cluster.js';

/** An arbitrary number, the same in every portal: the advisory lock "a portal uses this database server". */
const IN_USE_LOCK = 7_140_263;
const WRONG_PASSWORD = '28P01';

/** A connection to the server's own database; null while the server does not take connections yet. */
export async function connect(port: number, password: string): Promise<Client | null> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: PORTAL,
    password,
    database: 'postgres',
    application_name: 'campaign-portal supervisor',
    keepAlive: true,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    if (error instanceof DatabaseError && error.code === WRONG_PASSWORD) {
      throw new StartupError('内置数据库的口令与数据目录不符，目录内的文件可能来自另一次安装。', { cause: error });
    }
    return null;
  }
}

/** Tries for a second, for a killed portal's lock goes a moment after it. False when another portal holds it. */
export async function takeLock(client: Client): Promise<boolean> {
  for (let attempt = 0; attempt < 25; attempt++) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [IN_USE_LOCK]);
    if (rows[0]?.taken) return true;
    await pause(40);
  }
  return false;
}

export async function createPortalDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [PORTAL]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${PORTAL}`);
}

/** A TCP port of the loopback address that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
