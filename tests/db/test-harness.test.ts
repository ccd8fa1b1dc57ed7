import { expect, it } from 'vitest';
import { aBranch } from '../factories/branch.js';
import { aBureau } from '../factories/bureau.js';
import { aMember } from '../factories/member.js';
import { countQueries } from '../support/query-counter.js';
import { testDatabase } from '../support/test-database.js';

const { db } = await testDatabase();

it('P3: counts the queries of Prisma and of the pool', async () => {
  const branch = await aBranch(db, (await aBureau(db)).id);
  await aMember(db, branch);
  const where = { bureauId: branch.bureauId };
  const { result, queries } = await countQueries(db, async () => {
    await db.$pool.query('SELECT 1');
    return db.branch.findMany({ where, relationLoadStrategy: 'join', include: { members: true } });
  });
  expect(result[0]?.members).toHaveLength(1);
  expect(queries).toHaveLength(2);
  const { queries: split } = await countQueries(db, () =>
    db.branch.findMany({ where, relationLoadStrategy: 'query', include: { members: true } }),
  );
  expect(split).toHaveLength(2);
});
