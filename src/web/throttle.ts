import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { throwAsDomainError } from '../db/errors.js';
import { RuleViolation, TooManyRequests } from '../shared/errors.js';

const QUARTER_HOUR_S = 900;

/** How often something may be tried, counted in PostgreSQL so that all processes and restarts share the count. */
export interface Throttle {
  /** Throws TooManyRequests when the key has no tries left; does not count. */
  check(key: string): Promise<void>;
  /** Counts one try; throws TooManyRequests when it was one too many. */
  count(key: string): Promise<void>;
  forget(key: string): Promise<void>;
}

function throttle(pool: Pool, keyPrefix: string, points: number, duration: number): Throttle {
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix,
    points,
    duration,
    clearExpiredByTimeout: false,
  });
  return {
    async check(key) {
      const state = await limiter.get(key).catch(throwAsDomainError);
      if (state && state.consumedPoints >= points) throw new TooManyRequests(seconds(state));
    },
    async count(key) {
      try {
        await limiter.consume(key);
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) throw new TooManyRequests(seconds(refusal));
        throwAsDomainError(refusal);
      }
    },
    async forget(key) {
      await limiter.delete(key).catch(throwAsDomainError);
    },
  };
}

/** Runs a try that a rule may refuse: refused ones are counted, one that succeeds empties the count. */
export async function limited<T>(throttle: Throttle, key: string, attempt: () => Promise<T>): Promise<T> {
  await throttle.check(key);
  try {
    const done = await attempt();
    await throttle.forget(key);
    return done;
  } catch (error) {
    if (error instanceof RuleViolation) await countQuietly(throttle, key);
    throw error;
  }
}

/** The try that empties the count is still answered as a wrong one; the next one is refused. */
export async function countQuietly(throttle: Throttle, key: string): Promise<void> {
  try {
    await throttle.count(key);
  } catch (error) {
    if (!(error instanceof TooManyRequests)) throw error;
  }
}

/**
 * Counts a form of the public by its address. Throws RuleViolation when it was one too many: a form error instead of the
 * 429 page, so that what was typed is kept.
 */
export async function countPublicForm({
  throttles,
  req,
}: {
  throttles: { publicForm: Throttle };
  req: { ip?: string | undefined };
}): Promise<void> {
  try {
    await throttles.publicForm.count(req.ip ?? 'unknown');
  } catch (error) {
    if (!(error instanceof TooManyRequests)) throw error;
    throw new RuleViolation(`这个网络提交得较多，请${Math.ceil(error.retryAfterSeconds / 60)}分钟后再提交。`);
  }
}

const seconds = (state: RateLimiterRes): number => Math.max(1, Math.ceil(state.msBeforeNext / 1000));

/** The throttles of the portal. Wrong passwords: 5 an account, 50 an address (a school shares one) in 15 minutes. */
export function createThrottles(pool: Pool) {
  return {
    account: throttle(pool, 'sign-in-account', 5, QUARTER_HOUR_S),
    /** For a browser that signed in to this account before: a stranger's tries do not lock the owner out. */
    knownDevice: throttle(pool, 'sign-in-device', 5, QUARTER_HOUR_S),
    address: throttle(pool, 'sign-in-address', 50, QUARTER_HOUR_S),
    /** Codes of the second step, as passwords. */
    code: throttle(pool, 'code-account', 5, QUARTER_HOUR_S),
    codeOnKnownDevice: throttle(pool, 'code-device', 5, QUARTER_HOUR_S),
    /** Codes mailed to confirm an address, per account and hour. */
    mailCode: throttle(pool, 'mail-code', 6, 3600),
    /** Addresses of calendars that are nobody's, per address and hour. */
    calendar: throttle(pool, 'calendar', 60, 3600),
    /** Codes for a new password: mailed per user name and per address and hour, and tried. */
    resetAsk: throttle(pool, 'reset-ask', 3, 3600),
    resetAddress: throttle(pool, 'reset-address', 30, 3600),
    resetCode: throttle(pool, 'reset-code', 5, QUARTER_HOUR_S),
    /** Words sent by the public, per address and hour. */
    publicForm: throttle(pool, 'public-form', 10, 3600),
  };
}

export type Throttles = ReturnType<typeof createThrottles>;
