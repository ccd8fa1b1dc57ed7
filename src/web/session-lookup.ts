import type { Pool } from 'pg';
import { SESSION_SQL, type SessionRow } from './session-query.js';

interface Waiting {
  resolve: (row: SessionRow | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * Reads the sessions of all requests that came in the same turn of the event loop with one statement: under load a few
 * statements serve many requests. It is sent after they have come, so that each sees what was committed before it.
 */
export class SessionLookup {
  private waiting = new Map<string, Waiting[]>();

  constructor(private readonly pool: Pool) {}

  /** Undefined when there is no such session at `now`. */
  find(idHash: string, now: Date): Promise<SessionRow | undefined> {
    return new Promise((resolve, reject) => {
      if (this.waiting.size === 0) setImmediate(() => this.send(now));
      const others = this.waiting.get(idHash);
      if (others) others.push({ resolve, reject });
      else this.waiting.set(idHash, [{ resolve, reject }]);
    });
  }

  private send(now: Date): void {
    const asked = this.waiting;
    this.waiting = new Map();
    this.pool.query<SessionRow>({ ...SESSION_SQL, values: [[...asked.keys()], now] }).then(
      ({ rows }) => {
        const found = new Map(rows.map((row) => [row.idHash, row]));
        for (const [idHash, waiting] of asked) for (const { resolve } of waiting) resolve(found.get(idHash));
      },
      (error) => {
        for (const waiting of asked.values()) for (const { reject } of waiting) reject(error);
      },
    );
  }
}
