import type { Client } from 'pg';

/** No statement of the portal needs longer; a stuck one must not hold a connection for ever. */
const LIMITS: Record<string, string> = {
  statement_timeout: '15s',
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '60s',
};

/**
 * Sets the limits that have no value yet on the role in this database. Poolers such as PgBouncer refuse them as startup
 * parameters of a connection. A server that forbids it keeps its own limits.
 */
export async function limitSessions(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; database: string }>(
    `SELECT name, current_database() AS database FROM pg_settings WHERE name = ANY($1) AND reset_val = '0'`,
    [Object.keys(LIMITS)],
  );
  for (const { name, database } of rows) {
    const target = `CURRENT_USER IN DATABASE ${client.escapeIdentifier(database)}`;
    await client.query(`ALTER ROLE ${target} SET ${name} = '${LIMITS[name]}'`).catch(ignoreForbidden);
  }
}

function ignoreForbidden(error: { code?: string }): void {
  if (error.code !== '42501') throw error;
}
