import { describe, expect, it } from 'vitest';
import type { Tx } from '../../src/db/client.js';
import { isUniqueViolation } from '../../src/db/errors.js';
import { inTransaction } from '../../src/db/transaction.js';
import { NotFound, RuleViolation, StaleState, Unavailable } from '../../src/shared/errors.js';
import { newId } from '../../src/shared/ids.js';
import { aBranch } from '../factories/branch.js';
import { aBureau } from '../factories/bureau.js';
import { testDatabase } from '../support/test-database.js';
import { useCaseFor } from '../support/use-case.js';

const { db } = await testDatabase();

async function twoBranches() {
  const bureau = await aBureau(db);
  const [first, second] = [await aBranch(db, bureau.id), await aBranch(db, bureau.id)];
  return { bureauId: bureau.id, first, second, useCase: useCaseFor(db, { bureauId: bureau.id }) };
}

const entry = (entityId: string) => ({ action: 'branch.rename', entity: 'Branch', entityId });

/** The three names of a branch are written together. */
const named = (name: string) => ({ name, shortName: name, schoolName: name });

const renameByOrm = (tx: Tx, bureauId: string, id: string) =>
  tx.branch.update({ where: { bureauId_id: { bureauId, id } }, data: named(`改名${id}`) });

const lockByRawSql = (tx: Tx, bureauId: string, id: string) =>
  tx.$queryRaw`SELECT id FROM branch WHERE "bureauId" = ${bureauId}::uuid AND id = ${id}::uuid FOR UPDATE`;

describe('inTransaction', () => {
  it('S11: writes the change and its audit row together', async () => {
    const { bureauId, first, useCase } = await twoBranches();
    const result = await inTransaction(useCase, async (tx, record) => {
      record({
        ...entry(first.id),
        branchId: first.id,
        from: 'A',
        to: 'B',
        note: '说明',
        detail: { field: 'shortName' },
      });
      return renameByOrm(tx, bureauId, first.id);
    });
    expect(result.shortName).toBe(`改名${first.id}`);
    const events = await db.auditEvent.findMany({ where: { bureauId } });
    expect(events).toEqual([
      expect.objectContaining({ seq: 1n, action: 'branch.rename', entityId: first.id, fromState: 'A', toState: 'B' }),
    ]);
  });

  it('S11: refuses a change without an audit row', async () => {
    const { bureauId, first, useCase } = await twoBranches();
    await expect(inTransaction(useCase, (tx) => renameByOrm(tx, bureauId, first.id))).rejects.toThrow('audit entry');
    const where = { bureauId_id: { bureauId, id: first.id } };
    expect((await db.branch.findUnique({ where }))?.shortName).toBe(first.shortName);
  });

  it('lets a use case that changed nothing go without one', async () => {
    const { bureauId, useCase } = await twoBranches();
    await expect(inTransaction(useCase, (tx) => tx.branch.count({ where: { bureauId } }))).resolves.toBe(2);
  });

  it('writes nothing at all when the work throws, and hands domain errors on', async () => {
    const { bureauId, first, useCase } = await twoBranches();
    const refusal = new RuleViolation('不符合规定。');
    const work = inTransaction(useCase, async (tx, record) => {
      record(entry(first.id));
      await renameByOrm(tx, bureauId, first.id);
      throw refusal;
    });
    await expect(work).rejects.toBe(refusal);
    expect(await db.auditEvent.count({ where: { bureauId } })).toBe(0);
    expect(await db.branch.count({ where: { bureauId, shortName: { startsWith: '改名' } } })).toBe(0);
  });

  it.each([
    ['by the ORM', renameByOrm],
    ['by raw SQL', lockByRawSql],
  ])('T3: runs a deadlocked transaction again as a whole, %s', async (_way, touch) => {
    const { bureauId, first, second, useCase } = await twoBranches();
    let attempts = 0;
    let waiting = 0;
    let open: () => void = () => {};
    const bothIn = new Promise<void>((resolve) => {
      open = resolve;
    });
    const run = (one: string, other: string) =>
      inTransaction(useCase, async (tx, record) => {
        attempts += 1;
        await touch(tx, bureauId, one);
        waiting += 1;
        if (waiting >= 2) open();
        await bothIn;
        await touch(tx, bureauId, other);
        record(entry(one));
      });
    await Promise.all([run(first.id, second.id), run(second.id, first.id)]);
    expect(attempts).toBeGreaterThan(2);
    expect(await db.auditEvent.count({ where: { bureauId } })).toBe(2);
  });

  it('tells a taken key, a missing row and a missing reference in the words of the domain', async () => {
    const { bureauId, first, second, useCase } = await twoBranches();
    const where = { bureauId_id: { bureauId, id: second.id } };
    const taken = inTransaction(useCase, (tx) => tx.branch.update({ where, data: named(first.name) }));
    await expect(taken).rejects.toThrow(StaleState);
    await expect(inTransaction(useCase, (tx) => renameByOrm(tx, bureauId, newId()))).rejects.toThrow(NotFound);
    const role = { bureauId, id: newId(), accountId: newId(), role: 'INSPECTOR' as const, grantedAt: new Date(0) };
    await expect(inTransaction(useCase, (tx) => tx.roleAssignment.create({ data: role }))).rejects.toThrow(NotFound);
  });

  it('lets the work give a taken key a better meaning', async () => {
    const { bureauId, first, second, useCase } = await twoBranches();
    const where = { bureauId_id: { bureauId, id: second.id } };
    const work = inTransaction(useCase, (tx) =>
      tx.branch.update({ where, data: named(first.name) }).catch((error) => {
        expect(isUniqueViolation(error)).toBe(true);
        expect(isUniqueViolation(error, ['bureauId', 'name'])).toBe(true);
        expect(isUniqueViolation(error, 'branch_bureauId_name_key')).toBe(true);
        expect(isUniqueViolation(error, ['bureauId', 'shortName'])).toBe(false);
        throw new RuleViolation('已有同名支部。', 'name');
      }),
    );
    await expect(work).rejects.toThrow('已有同名支部。');
  });

  it('T2: a connection that dies in the middle is 503, and the next use case works', async () => {
    const { bureauId, first, useCase } = await twoBranches();
    const cut = inTransaction(useCase, async (tx, record) => {
      record(entry(first.id));
      await renameByOrm(tx, bureauId, first.id);
      await tx.$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
      await renameByOrm(tx, bureauId, first.id);
    });
    await expect(cut).rejects.toThrow(Unavailable);
    await inTransaction(useCase, async (tx, record) => {
      record(entry(first.id));
      await renameByOrm(tx, bureauId, first.id);
    });
    expect(await db.auditEvent.count({ where: { bureauId } })).toBe(1);
  });

  it('T2: a row that stays locked too long is 503', async () => {
    const { bureauId, first, useCase } = await twoBranches();
    await db.$transaction(async (tx) => {
      await lockByRawSql(tx, bureauId, first.id);
      const blocked = inTransaction(useCase, async (waiting) => {
        await waiting.$queryRaw`SELECT set_config('lock_timeout', '100ms', true)`;
        await lockByRawSql(waiting, bureauId, first.id);
      });
      await expect(blocked).rejects.toThrow(Unavailable);
    });
  });
});
