import { describe, expect, it } from 'vitest';
import { createDb } from '../../src/db/client.js';
import { mustRunAgain } from '../../src/db/errors.js';
import { statementNames } from '../../src/db/statement-names.js';
import { inTransaction } from '../../src/db/transaction.js';
import { Unavailable } from '../../src/shared/errors.js';
import { newId } from '../../src/shared/ids.js';
import { aBureau } from '../factories/bureau.js';
import { testDatabase } from '../support/test-database.js';
import { useCaseFor } from '../support/use-case.js';

const WAIT_MS = 800;
const { db } = await testDatabase();
const { db: narrow } = await testDatabase({ poolSize: 1, waitMs: WAIT_MS });

describe('T2: a full pool', () => {
  it('answers reads and use cases with 503 instead of waiting for ever, and recovers', async () => {
    const bureauId = newId();
    const held = await narrow.$pool.connect();
    await expect(narrow.branch.count({ where: { bureauId } })).rejects.toThrow(Unavailable);
    await expect(narrow.$queryRaw`SELECT 1`).rejects.toThrow(Unavailable);
    const useCase = useCaseFor(narrow, { bureauId });
    await expect(inTransaction(useCase, (tx) => tx.branch.count({ where: { bureauId } }))).rejects.toThrow(Unavailable);
    held.release();
    await expect(narrow.branch.count({ where: { bureauId } })).resolves.toBe(0);
    await expect(inTransaction(useCase, (tx) => tx.branch.count({ where: { bureauId } }))).resolves.toBe(0);
  });
});

describe('T2: a database that is not there', () => {
  it.each(['postgresql://nobody:none@127.0.0.1:1/none', 'postgresql://nobody:none@nowhere.invalid/none'])(
    '%s is 503',
    async (connectionString) => {
      const away = createDb({ connectionString });
      await expect(away.bureau.count()).rejects.toThrow(Unavailable);
      const useCase = useCaseFor(away, { bureauId: newId() });
      await expect(inTransaction(useCase, (tx) => tx.bureau.count())).rejects.toThrow(Unavailable);
      await away.$disconnect();
    },
  );

  it('an idle connection that the server closes is replaced without a word', async () => {
    const { rows } = await narrow.$pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await db.$pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await expect.poll(() => narrow.$pool.totalCount).toBe(0);
    await expect(narrow.bureau.count()).resolves.toBe(0);
  });
});

describe('T3: a serialization failure is known by either of its two shapes', () => {
  it.each(['orm', 'raw'] as const)('through %s', async (way) => {
    const { id } = await aBureau(db);
    const rename = (name: string) => ({ where: { id }, data: { name } });
    const error = await db
      .$transaction(
        async (tx) => {
          await tx.bureau.findUnique({ where: { id } });
          await db.bureau.update(rename('先改的'));
          if (way === 'orm') await tx.bureau.update(rename('后改的'));
          else await tx.$executeRaw`UPDATE bureau SET name = '后改的' WHERE id = ${id}::uuid`;
        },
        { isolationLevel: 'RepeatableRead' },
      )
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: way === 'orm' ? 'P2034' : 'P2010' });
    expect(mustRunAgain(error)).toBe(true);
    expect((await db.bureau.findUnique({ where: { id } }))?.name).toBe('先改的');
  });
});

describe('prepared statements', () => {
  it('keep their name while the text stays the same, up to a limit', () => {
    const name = statementNames(2);
    const first = name({ sql: 'SELECT 1' });
    expect(first).not.toBe('');
    expect(name({ sql: 'SELECT 2' })).not.toBe(first);
    expect(name({ sql: 'SELECT 3' })).toBe('');
    expect(name({ sql: 'SELECT 1' })).toBe(first);
  });

  it('are used by the client', async () => {
    await narrow.bureau.count();
    const { rows } = await narrow.$pool.query('SELECT name FROM pg_prepared_statements');
    expect(rows.length).toBeGreaterThan(0);
  });
});

it('T10: the limits of a session stand on the role, not in the connection', async () => {
  expect(db.$pool.options).not.toHaveProperty('statement_timeout');
  const { connectionString } = await testDatabase();
  expect(connectionString).not.toContain('timeout');
});
