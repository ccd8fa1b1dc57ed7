import type { Pool } from 'pg';
import { Turns } from '../shared/turns.js';

/** Connections that transactions leave to the session query and the pages, which no request does without. */
const LEFT_TO_READERS = 4;
const turnsOf = new WeakMap<Pool, Turns>();

/**
 * Runs `work` when fewer transactions of this process are under way than the pool has connections for. When a whole
 * branch signs up in one second, the transactions wait here, in the order they came, without holding a connection and
 * without using up the short wait that tells a pool that is stuck. Throws Unavailable after 15 seconds.
 */
export function inTurn<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  const known = turnsOf.get(pool);
  if (known) return known.run(work);
  const turns = new Turns(Math.max(1, pool.options.max - LEFT_TO_READERS));
  turnsOf.set(pool, turns);
  return turns.run(work);
}
