import { describe, expect, it } from 'vitest';
import { verifyAuditChain } from '../../src/db/audit-chain.js';
import type { Db } from '../../src/db/client.js';
import { inTransaction } from '../../src/db/transaction.js';
import { aBureau } from '../factories/bureau.js';
import { testDatabase } from '../support/test-database.js';
import { useCaseFor } from '../support/use-case.js';

const { db } = await testDatabase();

/** A bureau with `length` links in its chain, written one use case each. */
async function aChain(length: number): Promise<string> {
  const { id: bureauId } = await aBureau(db);
  for (let n = 1; n <= length; n += 1) await addLink(bureauId, n);
  return bureauId;
}

function addLink(bureauId: string, n: number): Promise<void> {
  return inTransaction(useCaseFor(db, { bureauId }), async (_tx, record) => {
    record({
      action: 'test',
      entity: 'Thing',
      entityId: String(n),
      note: '说明',
      detail: { z: n, a: ['一', null], m: {} },
    });
  });
}

/** What only somebody with the rights of the database's owner can do. */
async function tamper(owner: Db, sql: string, values: unknown[]): Promise<void> {
  await owner.$pool.query('ALTER TABLE audit_event DISABLE TRIGGER USER');
  await owner.$pool.query(sql, values);
  await owner.$pool.query('ALTER TABLE audit_event ENABLE TRIGGER USER');
}

describe('S11: the audit chain', () => {
  it('is whole as written, also when use cases run at once', async () => {
    const bureauId = await aChain(3);
    await Promise.all([4, 5, 6, 7, 8].map((n) => addLink(bureauId, n)));
    expect(await db.auditEvent.count({ where: { bureauId } })).toBe(8);
    expect(await verifyAuditChain(db, bureauId)).toBeNull();
  });

  it('holds several entries of one use case in their order', async () => {
    const { id: bureauId } = await aBureau(db);
    await inTransaction(useCaseFor(db, { bureauId }), async (_tx, record) => {
      for (const entityId of ['1', '2', '3']) record({ action: 'test', entity: 'Thing', entityId });
    });
    const events = await db.auditEvent.findMany({ where: { bureauId }, orderBy: { seq: 'asc' } });
    expect(events.map(({ entityId }) => entityId)).toEqual(['1', '2', '3']);
    expect(await verifyAuditChain(db, bureauId)).toBeNull();
  });

  it('is empty and whole in a new bureau', async () => {
    expect(await verifyAuditChain(db, (await aBureau(db)).id)).toBeNull();
  });

  it.each([
    ['a text', `UPDATE audit_event SET note = '改过' WHERE "bureauId" = $1 AND seq = 3`, 3n],
    ['the actor', `UPDATE audit_event SET "actorName" = '别人' WHERE "bureauId" = $1 AND seq = 1`, 1n],
    ['the time', `UPDATE audit_event SET at = at + interval '1 ms' WHERE "bureauId" = $1 AND seq = 4`, 4n],
    ['the detail', `UPDATE audit_event SET detail = '{"z":9}' WHERE "bureauId" = $1 AND seq = 2`, 2n],
    ['the detail away', `UPDATE audit_event SET detail = NULL WHERE "bureauId" = $1 AND seq = 2`, 2n],
    ['its own hash', `UPDATE audit_event SET hash = repeat('a', 64) WHERE "bureauId" = $1 AND seq = 5`, 5n],
    ['a link away', `DELETE FROM audit_event WHERE "bureauId" = $1 AND seq = 2`, 2n],
    ['the first link away', `DELETE FROM audit_event WHERE "bureauId" = $1 AND seq = 1`, 1n],
    ['the end away', `DELETE FROM audit_event WHERE "bureauId" = $1 AND seq >= 4`, 4n],
    ['everything away', `DELETE FROM audit_event WHERE "bureauId" = $1`, 1n],
    ['the numbers', `UPDATE audit_event SET seq = seq + 1 WHERE "bureauId" = $1 AND seq >= 5`, 5n],
    ['a link before the first', `UPDATE audit_event SET seq = 0 WHERE "bureauId" = $1 AND seq = 1`, 1n],
    ['the head', `UPDATE audit_head SET hash = repeat('0', 64) WHERE "bureauId" = $1`, 6n],
    ['the number in the head', `UPDATE audit_head SET seq = seq + 1 WHERE "bureauId" = $1`, 6n],
    ['the head away', `DELETE FROM audit_head WHERE "bureauId" = $1`, 6n],
  ])('shows who changed %s', async (_what, sql, firstBad) => {
    const bureauId = await aChain(5);
    const neighbor = await aChain(1);
    await tamper(db, sql, [bureauId]);
    expect(await verifyAuditChain(db, bureauId)).toBe(firstBad);
    expect(await verifyAuditChain(db, neighbor)).toBeNull();
  });
});

describe('S11: audit rows are append-only', () => {
  it.each([
    `UPDATE audit_event SET note = 'x' WHERE "bureauId" = '00000000-0000-0000-0000-000000000000'`,
    `DELETE FROM audit_event WHERE "bureauId" = '00000000-0000-0000-0000-000000000000'`,
    'TRUNCATE audit_event',
  ])('%s', async (sql) => {
    await expect(db.$pool.query(sql)).rejects.toMatchObject({ code: '42501', message: 'audit_event is append-only' });
  });
});
