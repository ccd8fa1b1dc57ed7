import { describe, expect, it } from 'vitest';
import { verifyAuditChain } from '../../src/db/audit-chain.js';
import { demoDatabase } from '../support/demo-database.js';

const { db } = await demoDatabase();
const bureau = await db.bureau.findFirstOrThrow({ where: { kind: 'BUREAU' }, select: { id: true } });
const bureauId = bureau.id;

/** Runs SQL as somebody who owns the database and steps past its triggers, looks, and puts everything back. */
async function firstBrokenAfter(sql: string, values: unknown[] = []): Promise<bigint | null> {
  const client = await db.$pool.connect();
  try {
    await client.query('DROP TABLE IF EXISTS audit_kept; CREATE TABLE audit_kept AS SELECT * FROM audit_event');
    await client.query(`SET session_replication_role = 'replica'`);
    await client.query(sql, values);
    const broken = await verifyAuditChain(db, bureauId);
    await client.query('TRUNCATE audit_event; INSERT INTO audit_event SELECT * FROM audit_kept; DROP TABLE audit_kept');
    return broken;
  } finally {
    await client.query(`SET session_replication_role = 'origin'`);
    client.release();
  }
}

const AT = `WHERE "bureauId" = $1 AND seq = $2`;

describe('S11: the audit chain of the whole demonstration', () => {
  it('is whole', async () => {
    expect(await db.auditEvent.count({ where: { bureauId } })).toBeGreaterThan(500);
    expect(await verifyAuditChain(db, bureauId)).toBeNull();
  });

  it.each([
    ['another name', `UPDATE audit_event SET "actorName" = '某人' ${AT}`],
    ['another action', `UPDATE audit_event SET action = 'nothing.happened' ${AT}`],
    ['another moment', `UPDATE audit_event SET at = at + interval '1 millisecond' ${AT}`],
    ['another state', `UPDATE audit_event SET "toState" = 'OTHER' ${AT}`],
    ['another note', `UPDATE audit_event SET note = coalesce(note, '') || ' ' ${AT}`],
    ['another detail', `UPDATE audit_event SET detail = '{"was": "never"}' ${AT}`],
    ['another hash', `UPDATE audit_event SET hash = repeat('a', 64) ${AT}`],
    ['no row', `DELETE FROM audit_event ${AT}`],
  ])('names the row with %s', async (_what, sql) => {
    for (const seq of [1n, 7n, 300n]) expect(await firstBrokenAfter(sql, [bureauId, seq])).toBe(seq);
    expect(await verifyAuditChain(db, bureauId)).toBeNull();
  });

  it('sees a cut-off end against the head', async () => {
    const last = await db.auditEvent.count({ where: { bureauId } });
    const sql = 'DELETE FROM audit_event WHERE "bureauId" = $1 AND seq = $2';
    expect(await firstBrokenAfter(sql, [bureauId, last])).toBe(BigInt(last));
  });

  it.each([
    `UPDATE audit_event SET note = 'x' WHERE seq = 1`,
    'DELETE FROM audit_event WHERE seq = 1',
    'TRUNCATE audit_event',
  ])('lets nobody do it by the way: %s', async (sql) => {
    await expect(db.$pool.query(sql)).rejects.toThrow();
  });
});
