import { setTimeout as pause } from 'node:timers/promises';
import type { FieldCipher } from '../shared/cipher.js';
import type { Clock } from '../shared/clock.js';
import { type Actor, type AuditEntry, appendAudit } from './audit-chain.js';
import type { Db, Tx } from './client.js';
import { asDomainError, mustRunAgain } from './errors.js';
import { refuseFrozen } from './freeze.js';
import { inTurn } from './turns.js';
import { watchWrites } from './write-watch.js';

export type { Actor, AuditEntry } from './audit-chain.js';

/** What a use case is given. */
export interface UseCase {
  db: Db;
  clock: Clock;
  actor: Actor;
  cipher: FieldCipher;
}

const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 20;
const LIMITS = { maxWait: 2_000, timeout: 10_000 };

/**
 * Runs `work` in one transaction; the entries it records are written in it, as its last step. A serialization failure or
 * deadlock runs the whole of it again, so `work` must have no effect outside the database.
 * Throws domain errors: BranchFrozen (an accepted branch, see freeze.ts), Unavailable (database out of reach or busy), StaleState (unique key taken), NotFound (row or
 * reference missing). Where a unique key means something more precise, `work`'s caller lets `work` catch it first.
 */
export async function inTransaction<T>(
  useCase: UseCase,
  work: (tx: Tx, record: (entry: AuditEntry) => void) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTurn(useCase.db.$pool, () => useCase.db.$transaction((tx) => runOnce(tx, useCase, work), LIMITS));
    } catch (error) {
      if (attempt === ATTEMPTS || !mustRunAgain(error)) throw asDomainError(error);
      await pause(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
    }
  }
}

async function runOnce<T>(
  tx: Tx,
  { actor, clock }: UseCase,
  work: (tx: Tx, record: (entry: AuditEntry) => void) => Promise<T>,
): Promise<T> {
  const entries: AuditEntry[] = [];
  const { result, wrote } = await watchWrites(() => work(tx, (entry) => entries.push(entry)));
  if (wrote && entries.length === 0) throw new Error('A use case changed rows without recording an audit entry.');
  await refuseFrozen(tx, actor.bureauId, entries);
  if (entries.length > 0) await appendAudit(tx, actor, clock.now(), entries);
  return result;
}
