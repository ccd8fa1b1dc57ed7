import { describe, expect, it } from 'vitest';
import { applyMigrations, MigrationFailed } from '../../src/db/migrate.js';
import { sqlToSchema } from '../../src/db/migration-engine.js';
import { type Migration, readMigrations } from '../../src/db/migration-files.js';
import { withClient } from '../support/database-server.js';
import { cloneTemplate, emptyDatabase } from '../support/test-database.js';

const names = readMigrations().map(({ name }) => name);
const step = (name: string, sql: string): Migration => ({ name, sql, checksum: name.padEnd(64, '0') });

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  return (await withClient(connectionString, (client) => client.query(sql))).rows;
}

const TABLES = `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 't_'`;
const HISTORY = 'SELECT migration_name, finished_at IS NOT NULL AS finished FROM _prisma_migrations ORDER BY 1';

describe('applyMigrations', () => {
  it('brings an empty database to the Prisma schema, and does nothing the second time', async () => {
    const database = await emptyDatabase();
    expect(await applyMigrations(database)).toEqual(names);
    expect(await applyMigrations(database)).toEqual([]);
    expect(await sqlToSchema(database)).toBeNull();
  });

  it('R2: two processes that start at once do not collide', async () => {
    const database = await emptyDatabase();
    const applied = await Promise.all([1, 2, 3].map(() => applyMigrations(database)));
    expect(applied.flat()).toEqual(names);
  });

  it('R10: a migration that fails half way leaves nothing behind, says which one, and runs again once mended', async () => {
    const database = await emptyDatabase();
    const [first, broken] = [
      step('1_a', 'CREATE TABLE t1 (x int)'),
      step('2_b', 'CREATE TABLE t2 (x int); SELECT 1/0'),
    ];
    const failed = applyMigrations(database, [first, broken]);
    await expect(failed).rejects.toThrow(MigrationFailed);
    await expect(failed).rejects.toThrow('2_b: division by zero');
    expect(await query(database, TABLES)).toEqual([{ tablename: 't1' }]);
    expect(await query(database, HISTORY)).toEqual([{ migration_name: '1_a', finished: true }]);
    expect(await applyMigrations(database, [first, step('2_b', 'CREATE TABLE t2 (x int)')])).toEqual(['2_b']);
  });

  it('R10: a migration and its line in the history are one transaction', async () => {
    const database = await emptyDatabase();
    const unkept = step('1_a', 'CREATE TABLE t1 (x int); DROP TABLE _prisma_migrations');
    await expect(applyMigrations(database, [unkept])).rejects.toThrow(MigrationFailed);
    expect(await query(database, TABLES)).toEqual([]);
  });

  it('R10: a migration killed in the middle can be run again', async () => {
    const database = await emptyDatabase();
    const slow = step('1_a', `CREATE TABLE t1 (x int); SELECT pg_sleep(20)`);
    const killed = applyMigrations(database, [slow]);
    const settled = killed.catch((error: unknown) => error);
    await expect
      .poll(
        () =>
          query(
            database,
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(20)%' AND pid <> pg_backend_pid() AND datname = current_database()`,
          ),
        { timeout: 10_000 },
      )
      .toHaveLength(1);
    expect(await settled).toBeInstanceOf(MigrationFailed);
    expect(await query(database, TABLES)).toEqual([]);
    expect(await applyMigrations(database, [step('1_a', 'CREATE TABLE t1 (x int)')])).toEqual(['1_a']);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    const database = await emptyDatabase();
    await applyMigrations(database, [step('1_a', 'CREATE TABLE t1 (x int)')]);
    const edited = { ...step('1_a', 'CREATE TABLE t1 (y int)'), checksum: 'f'.repeat(64) };
    await expect(applyMigrations(database, [edited])).rejects.toThrow('1_a was changed');
  });

  it('leaves alone a database that a newer program has migrated further', async () => {
    const database = await emptyDatabase();
    const [first, second] = [step('1_a', 'CREATE TABLE t1 (x int)'), step('2_b', 'CREATE TABLE t2 (x int)')];
    await applyMigrations(database, [first, second]);
    expect(await applyMigrations(database, [first])).toEqual([]);
  });

  it('says so when the database cannot be reached', async () => {
    await expect(applyMigrations('postgresql://nobody@127.0.0.1:1/none')).rejects.toThrow(MigrationFailed);
  });

  it('T10: puts the time limits on the role in this database, where none is set yet', async () => {
    const database = await emptyDatabase();
    await applyMigrations(database);
    const [{ statement_timeout: limit }] = (await query(database, 'SHOW statement_timeout')) as [
      Record<string, string>,
    ];
    expect(limit).toBe('15s');
  });
});

it('a difference between the database and the Prisma schema is found', async () => {
  const database = await cloneTemplate();
  await query(
    database,
    'ALTER TABLE branch DROP COLUMN "isJoint"; DROP INDEX "notice_bureauId_branchId_publishedAt_idx"',
  );
  const sql = await sqlToSchema(database);
  expect(sql).toContain('ALTER TABLE "branch" ADD COLUMN     "isJoint"');
  expect(sql).toContain('CREATE INDEX "notice_bureauId_branchId_publishedAt_idx"');
});

describe('the hand-written part of the first migration', () => {
  it('holds what the Prisma schema cannot say', async () => {
    const database = await cloneTemplate();
    const partial = await query(
      database,
      `SELECT c.relname AS name FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
        WHERE x.indpred IS NOT NULL AND x.indisunique AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
    );
    expect(partial.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'commitment_one_branch',
        'commitment_one_group',
        'commitment_one_member',
        'group_membership_one_active',
        'leader_election_one_open',
        'leader_term_one_active',
        'role_assignment_one_active',
      ]),
    );
  });
});
