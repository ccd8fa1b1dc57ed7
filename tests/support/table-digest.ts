import type { Db } from '../../src/db/client.js';

/** Written by reading and by being refused, too: sessions and the counts of the throttles. */
const LEFT_OUT = ['session', 'rate_limit', '_prisma_migrations'];

/** For each table the number of its rows and a digest of all they hold. */
export type TableDigest = Readonly<Record<string, string>>;

/** What stands in the database, to be compared before and after a sweep: `expect(await digestOf(db)).toEqual(before)`. */
export async function digestOf(db: Db): Promise<TableDigest> {
  const tables = await db.$pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY 1`,
    [LEFT_OUT],
  );
  const parts = tables.rows.map(
    ({ name }) =>
      `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS digest FROM "${name}" t`,
  );
  const { rows } = await db.$pool.query<{ name: string; digest: string }>(`${parts.join(' UNION ALL ')} ORDER BY 1`);
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
