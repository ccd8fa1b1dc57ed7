import { Client } from 'pg';
import { StartupError } from '../shared/startup-error.js';

const OLDEST = 15;
const CONNECT_LIMIT_MS = 5_000;

/** Throws StartupError when no database answers at the address, or it is older than PostgreSQL 15. */
export async function requireDatabase(connectionString: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    await requireVersion(client);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(
      `无法连接数据库 ${withoutPassword(connectionString)}，请检查 DATABASE_URL 以及数据库是否在运行。\n` +
        `The database cannot be reached: ${reasonOf(error)}`,
      { cause: error },
    );
  } finally {
    await client.end().catch(() => {});
  }
}

async function requireVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (version >= OLDEST) return;
  throw new StartupError(
    `数据库版本过低：当前是 PostgreSQL ${version}，需要 PostgreSQL ${OLDEST} 或更高版本。\n` +
      `PostgreSQL ${OLDEST} or newer is needed.`,
  );
}

/** A refused connection to a name with several addresses comes as an AggregateError without a message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

function withoutPassword(connectionString: string): string {
  try {
    const url = new URL(connectionString);
    return `${url.hostname}:${url.port || '5432'}${url.pathname}`;
  } catch {
    return '';
  }
}
