import type { PoolClient } from 'pg';
import type { Db } from '../../src/db/client.js';

/** Stands in every text of the second bureau; nobody of the first may ever read it. */
export const CANARY = '外局金丝雀';

export interface SecondBureau {
  bureauId: string;
  /** The id of a row's copy. */
  idOf(id: string): string;
  usernameOf(username: string): string;
}

/** A UUID v7 of our days begins with 0; its copy begins with f. */
export const foreignId = (id: string): string => `f${id.slice(1)}`;
const FOREIGN_ID = (column: string) => `('f' || substr(${column}::text, 2))::uuid`;

interface Column {
  table: string;
  name: string;
  type: string;
}

/** Texts that must stay as they are: secrets, codes, and what is checked by a constraint. */
const EXACT =
  /^(passwordHash|hash|prevHash|phone(Cipher|Index)|idNumber(Cipher|Index)|payload|action|entity|entityId)$/;

/**
 * A whole second bureau: a copy of every row of the demonstration bureau, with other ids, so that every kind of row
 * exists there, and the canary in every text. Raw SQL past the triggers: this is no bureau that works, but a stranger.
 */
export async function copyOfDemoBureau(db: Db): Promise<SecondBureau> {
  const client = await db.$pool.connect();
  try {
    const { rows } = await client.query<{ bureauId: string }>(
      `SELECT "bureauId" FROM login_name WHERE username = 'ju-shuji'`,
    );
    const bureauId = rows[0]?.bureauId;
    if (bureauId === undefined) throw new Error('There is no demonstration bureau.');
    await copyRows(client, bureauId);
    return { bureauId: foreignId(bureauId), idOf: foreignId, usernameOf: (username) => `${username}-f` };
  } finally {
    client.release();
  }
}

async function copyRows(client: PoolClient, bureauId: string): Promise<void> {
  await client.query('BEGIN');
  await client.query(`SET LOCAL session_replication_role = 'replica'`);
  const all = await columnsOf(client);
  for (const table of new Set(all.map((column) => column.table))) {
    const columns = all.filter((column) => column.table === table);
    const key = table === 'bureau' ? 'id' : 'bureauId';
    if (!columns.some(({ name }) => name === key)) continue;
    const names = columns.map(({ name }) => `"${name}"`).join(', ');
    const values = columns.map((column) => copyOf(column)).join(', ');
    await client.query(`INSERT INTO "${table}" (${names}) SELECT ${values} FROM "${table}" WHERE "${key}" = $1`, [
      bureauId,
    ]);
  }
  await client.query('COMMIT');
}

async function columnsOf(client: PoolClient): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT table_name AS "table", column_name AS name, udt_name AS type FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name NOT IN ('session', 'rate_limit', '_prisma_migrations')
       AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position`,
  );
  return rows;
}

function copyOf({ name, type }: Column): string {
  const column = `"${name}"`;
  if (type === 'uuid') return FOREIGN_ID(column);
  if (name === 'username') return `${column} || '-f'`;
  if (name === 'trackingCode') return `reverse(${column})`;
  if (type === 'text' && !EXACT.test(name)) return `${column} || '${CANARY}'`;
  return column;
}
