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
  const queries: string[] = [];
  const watched = new Map<PoolClient, () => void>();
  const watch = (client: PoolClient): void => {
    if (!watched.has(client))
      watched.set(
        client,
        listen(client, (text) => queries.push(text)),
      );
  };
  db.$pool.on('acquire', watch);
  try {
    return { result: await work(), queries };
  } finally {
    db.$pool.off('acquire', watch);
    for (const forget of watched.values()) forget();
  }
}

/** Calls `heard` with the text of each query of the connection; gives the function that ends it. */
function listen(client: PoolClient, heard: (text: string) => void): () => void {
  const query = client.query;
  const listening = (...args: unknown[]): unknown => {
    const [first] = args as [string | { text: string }];
    heard(typeof first === 'string' ? first : first.text);
    return Reflect.apply(query, client, args);
  };
  Object.assign(client, { query: listening });
  return () => Object.assign(client, { query });
}
