import type { Pool } from 'pg';
import { Unavailable } from '../shared/errors.js';

/** Connections that transactions leave to the session query and the pages, which no request does without. */
const LEFT_TO_READERS = 4;
const WAIT_MS = 15_000;

/** Who works now, and who waits for a turn, in the order of arrival. */
class Turns {
  private working = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly atOnce: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.begin();
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  private begin(): Promise<void> {
    if (this.working < this.atOnce) {
      this.working += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const start = () => {
        clearTimeout(limit);
        resolve();
      };
      const limit = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(start), 1);
        reject(new Unavailable());
      }, WAIT_MS);
      this.waiting.push(start);
    });
  }

  /** Whoever waits longest takes over the turn that ends. */
  private end(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.working -= 1;
  }
}

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
