import { hash } from 'node:crypto';
import type { Request } from 'express';
import session from 'express-session';
import type { Pool, QueryConfig, QueryResult } from 'pg';
import { throwAsDomainError } from '../db/errors.js';
import type { Clock } from '../shared/clock.js';
import { SessionLookup } from './session-lookup.js';
import { type ReadSession, readSession } from './session-query.js';

const IDLE_MS = 30 * 60_000;
const ABSOLUTE_MS = 8 * 3_600_000;
const TOUCH_EVERY_MS = 10 * 60_000;

const INSERT_SESSION = {
  name: 'session-insert',
  text: `INSERT INTO session ("idHash", "bureauId", "accountId", data, "createdAt", "touchedAt", "expiresAt")
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
};

/** A session that was ended while a request of it was under way stays ended: nothing brings its row back. */
const UPDATE_SESSION = {
  name: 'session-update',
  text: `UPDATE session SET "bureauId" = $2, "accountId" = $3, data = $4, "createdAt" = $5, "touchedAt" = $6, "expiresAt" = $7
      WHERE "idHash" = $1`,
};

interface StoredSession extends session.SessionData {
  createdAtMs?: number;
  touchedAtMs?: number;
}

/** Session ids are stored as SHA-256 only, so that a copy of the table opens no session. */
export function sessionKey(sessionId: string): string {
  return hash('sha256', sessionId, 'hex');
}

/**
 * Sessions in PostgreSQL. `get` reads session, account, roles and roster link in one prepared query (session-lookup.ts), so that a role
 * change, a disabled account or a changed password acts on the very next request.
 */
export class SessionStore extends session.Store {
  private readonly lookup: SessionLookup;
  /** Of sessions that were read and not yet handed to their request. */
  private readonly read = new WeakMap<session.SessionData, ReadSession>();

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {
    super();
    this.lookup = new SessionLookup(pool);
  }

  override get(sessionId: string, done: (error: unknown, data?: session.SessionData | null) => void): void {
    this.lookup
      .find(sessionKey(sessionId), this.clock.now())
      .catch(throwAsDomainError)
      .then((row) => {
        const found = readSession(row);
        if (found) this.read.set(found.data, found);
        return found?.data ?? null;
      })
      .then((data) => done(null, data), done);
  }

  /** Hands what was read with the session to the request; express-session stores whatever stands in the data itself. */
  override createSession(req: Request, data: session.SessionData): session.Session & session.SessionData {
    const found = this.read.get(data);
    req.person = found?.person ?? null;
    req.stamp = found?.stamp ?? null;
    return super.createSession(req, data);
  }

  override set(sessionId: string, data: session.SessionData, done?: (error?: unknown) => void): void {
    const now = this.clock.now();
    const stored = data as StoredSession;
    const isNew = stored.createdAtMs === undefined;
    stored.createdAtMs ??= now.getTime();
    stored.touchedAtMs = now.getTime();
    const user = data.passport?.user;
    this.ask({
      ...(isNew ? INSERT_SESSION : UPDATE_SESSION),
      values: [
        sessionKey(sessionId),
        user?.bureauId ?? null,
        user?.accountId ?? null,
        JSON.stringify(data),
        new Date(stored.createdAtMs),
        now,
        this.expiry(stored.createdAtMs, now),
      ],
    }).then(() => done?.(), done);
  }

  override destroy(sessionId: string, done?: (error?: unknown) => void): void {
    this.ask({
      name: 'session-destroy',
      text: 'DELETE FROM session WHERE "idHash" = $1',
      values: [sessionKey(sessionId)],
    }).then(() => done?.(), done);
  }

  /** Moves the idle limit, at most once in ten minutes: one write less a request. */
  override touch(sessionId: string, data: session.SessionData, done?: () => void): void {
    const now = this.clock.now();
    const stored = data as StoredSession;
    const createdAtMs = stored.createdAtMs;
    if (createdAtMs === undefined || now.getTime() - (stored.touchedAtMs ?? 0) < TOUCH_EVERY_MS) {
      done?.();
      return;
    }
    this.ask({
      name: 'session-touch',
      text: `UPDATE session SET "touchedAt" = $2, "expiresAt" = $3,
          data = jsonb_set(data, '{touchedAtMs}', to_jsonb($4::bigint)) WHERE "idHash" = $1`,
      values: [sessionKey(sessionId), now, this.expiry(createdAtMs, now), now.getTime()],
    }).then(() => done?.(), done);
  }

  /** Deletes sessions past their end; gives how many. */
  async prune(): Promise<number> {
    const result = await this.ask({ text: 'DELETE FROM session WHERE "expiresAt" < $1', values: [this.clock.now()] });
    return result.rowCount ?? 0;
  }

  private ask(query: QueryConfig): Promise<QueryResult> {
    return this.pool.query(query).catch(throwAsDomainError);
  }

  private expiry(createdAtMs: number, now: Date): Date {
    return new Date(Math.min(now.getTime() + IDLE_MS, createdAtMs + ABSOLUTE_MS));
  }
}
