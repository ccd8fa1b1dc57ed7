import type { PoolClient } from 'pg';
import type { Db } from '../../src/db/client.js';

/**
 * The statements that reach the database while `work` runs, through Prisma and through the pool alike, begin and commit
 * included. Count with nothing else running on `db`.
 *
 *     const { result, queries } = await countQueries(db, () => agent.get('/branches/…'));
 *     expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
 */
export async function countQueries<T>(
  db: Db,
  work: () => PromiseLike<T>,
): Promise<{ result: T; queries: readonly string[] }> {
  const { result, statements } = await recordStatements(db, work);
  return { result, queries: statements.map(({ text }) => text) };
}

export interface Statement {
  text: string;
  values: unknown[];
}

/** The same with the values of each statement, to be explained. */
export async function recordStatements<T>(
  db: Db,
  work: () => PromiseLike<T>,
): Promise<{ result: T; statements: readonly Statement[] }> {
  const statements: Statement[] = [];
  const watched = new Map<PoolClient, () => void>();
  const watch = (client: PoolClient): void => {
    if (!watched.has(client))
      watched.set(
        client,
        listen(client, (statement) => statements.push(statement)),
      );
  };
  db.$pool.on('acquire', watch);
  try {
    return { result: await work(), statements };
  } finally {
    db.$pool.off('acquire', watch);
    for (const forget of watched.values()) forget();
  }
}

/** Calls `heard` with each query of the connection; gives the function that ends it. */
function listen(client: PoolClient, heard: (statement: Statement) => void): () => void {
  const query = client.query;
  const listening = (...args: unknown[]): unknown => {
    const [first, second] = args as [string | { text: string; values?: unknown[] }, unknown];
    const values = Array.isArray(second) ? second : typeof first === 'string' ? [] : (first.values ?? []);
    heard({ text: typeof first === 'string' ? first : first.text, values });
    return Reflect.apply(query, client, args);
  };
  Object.assign(client, { query: listening });
  return () => Object.assign(client, { query });
}
