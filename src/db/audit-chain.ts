import { createHash } from 'node:crypto';
import { Prisma } from '../generated/prisma/client.js';
import type { Db, Tx } from './client.js';

/** What a use case says about a change. Never phone, ID number or password. */
export interface AuditEntry {
  action: string;
  entity: string;
  entityId: string;
  branchId?: string;
  from?: string;
  to?: string;
  note?: string;
  detail?: Prisma.InputJsonObject;
}

/** Who acts: the account, and the name that stays readable when the account is gone. */
export interface Actor {
  bureauId: string;
  accountId: string | null;
  name: string;
}

const FIRST_LINK = '0'.repeat(64);

type Link = Omit<Prisma.AuditEventCreateManyInput, 'hash' | 'detail'> & { seq: bigint; at: Date; detail: unknown };

/**
 * Appends the entries to the bureau's chain. Locks the head row until the transaction ends, so this is its last step:
 * two transactions of one bureau write their links one after the other.
 */
export async function appendAudit(tx: Tx, actor: Actor, at: Date, entries: readonly AuditEntry[]): Promise<void> {
  const head = await takeSequence(tx, actor.bureauId, entries.length);
  let seq = head.seq - BigInt(entries.length);
  let prevHash = head.hash;
  const rows = entries.map((entry) => {
    seq += 1n;
    const link = linkOf(entry, actor, at, seq, prevHash);
    prevHash = hashOf(link);
    return { ...link, detail: entry.detail ?? Prisma.DbNull, hash: prevHash };
  });
  await tx.auditEvent.createMany({ data: rows });
  await tx.auditHead.update({ where: { bureauId: actor.bureauId }, data: { hash: prevHash } });
}

async function takeSequence(tx: Tx, bureauId: string, count: number): Promise<{ seq: bigint; hash: string }> {
  const [head] = await tx.$queryRaw<{ seq: bigint; hash: string }[]>`
    INSERT INTO audit_head ("bureauId", seq, hash) VALUES (${bureauId}::uuid, ${count}, ${FIRST_LINK})
    ON CONFLICT ("bureauId") DO UPDATE SET seq = audit_head.seq + EXCLUDED.seq
    RETURNING seq, hash`;
  if (!head) throw new Error('The head of the audit chain was not returned.');
  return head;
}

function linkOf(entry: AuditEntry, actor: Actor, at: Date, seq: bigint, prevHash: string): Link {
  return {
    bureauId: actor.bureauId,
    seq,
    at,
    accountId: actor.accountId,
    actorName: actor.name,
    action: entry.action,
    entity: entry.entity,
    entityId: entry.entityId,
    branchId: entry.branchId ?? null,
    fromState: entry.from ?? null,
    toState: entry.to ?? null,
    note: entry.note ?? null,
    detail: entry.detail ?? null,
    prevHash,
  };
}

/** SHA-256, hex, over the link's canonical JSON: keys in order, so that it does not matter how the database keeps it. */
function hashOf(link: Link): string {
  return createHash('sha256').update(canonical(link)).digest('hex');
}

function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (typeof value === 'bigint') return JSON.stringify(value.toString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}

const BATCH = 1000;

/**
 * Walks the bureau's chain. Gives the number of the first link that was changed, removed or put in between, or null
 * where the chain is whole. A cut-off end shows against the head.
 */
export async function verifyAuditChain(db: Db | Tx, bureauId: string): Promise<bigint | null> {
  let expected = 1n;
  let prevHash = FIRST_LINK;
  for (;;) {
    const where = { bureauId, seq: { gte: expected } };
    const links = await db.auditEvent.findMany({ where, orderBy: { seq: 'asc' }, take: BATCH });
    for (const { hash, ...link } of links) {
      if (link.seq !== expected || link.prevHash !== prevHash || hashOf(link) !== hash) return expected;
      prevHash = hash;
      expected += 1n;
    }
    if (links.length < BATCH) break;
  }
  const before = await db.auditEvent.count({ where: { bureauId, seq: { lt: 1n } } });
  if (before > 0) return 0n;
  const head = await db.auditHead.findUnique({ where: { bureauId }, select: { seq: true, hash: true } });
  const whole = head === null ? expected === 1n : head.seq === expected - 1n && head.hash === prevHash;
  return whole ? null : expected;
}
