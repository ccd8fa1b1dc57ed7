import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import passport from 'passport';
import { Strategy } from 'passport-local';
import { TooManyRequests } from '../shared/errors.js';
import { beginSession } from './begin-session.js';
import { cookieOf } from './cookies.js';
import type { Throttles } from './throttle.js';

/** Checks a name and password; null when they do not fit, whatever the reason. */
export type CheckPassword = (username: string, password: string) => Promise<Express.User | null>;

export interface SignInDeps {
  checkPassword: CheckPassword;
  throttles: Throttles;
  secret: string;
  https: boolean;
}

export type SignIn = (req: Request, res: Response, username: string, password: string) => Promise<boolean>;

/** Passport keeps bureau and account id in the session; the person behind them is read with the session itself. */
export function createPassport({ checkPassword }: Pick<SignInDeps, 'checkPassword'>): passport.Authenticator {
  const authenticator = new passport.Passport();
  authenticator.use(
    new Strategy((username, password, done) => {
      checkPassword(username, password).then((user) => done(null, user ?? false), done);
    }),
  );
  authenticator.serializeUser((user, done) => done(null, { bureauId: user.bureauId, accountId: user.accountId }));
  authenticator.deserializeUser((user: Express.User, done) => done(null, user));
  return authenticator;
}

/**
 * Signs in with throttling by account and by address. Gives false when name and password do not fit; throws
 * TooManyRequests. A browser that signed in to this account before has a count of its own.
 */
export function createSignIn(authenticator: passport.Authenticator, deps: SignInDeps): SignIn {
  return async (req, res, username, password) => {
    const account = username.toLowerCase();
    const address = req.ip ?? 'unknown';
    const throttle = knowsDevice(req, account, deps.secret) ? deps.throttles.knownDevice : deps.throttles.account;
    await deps.throttles.address.check(address);
    await throttle.check(account);
    req.body = { ...req.body, username, password };
    const user = await authenticate(authenticator, req, res);
    if (!user) {
      await Promise.all([countQuietly(deps.throttles.address, address), countQuietly(throttle, account)]);
      return false;
    }
    await beginSession(req, user);
    await throttle.forget(account);
    rememberDevice(res, account, deps);
    return true;
  };
}

/** The try that empties the count is still answered as a wrong password; the next one is refused. */
async function countQuietly(throttle: Throttles['account'], key: string): Promise<void> {
  try {
    await throttle.count(key);
  } catch (error) {
    if (!(error instanceof TooManyRequests)) throw error;
  }
}

function authenticate(
  authenticator: passport.Authenticator,
  req: Request,
  res: Response,
): Promise<Express.User | null> {
  return new Promise((resolve, reject) => {
    const handler = authenticator.authenticate('local', (error: unknown, user: Express.User | false | null) =>
      error ? reject(error) : resolve(user || null),
    );
    handler(req, res, reject);
  });
}

const DEVICE_COOKIE = 'known_device';
const HALF_YEAR_MS = 183 * 86_400_000;

function deviceMark(account: string, secret: string): string {
  return createHmac('sha256', secret).update(`known-device:${account}`).digest('hex');
}

function knowsDevice(req: Request, account: string, secret: string): boolean {
  const mark = Buffer.from(cookieOf(req, DEVICE_COOKIE) ?? '');
  const expected = Buffer.from(deviceMark(account, secret));
  return mark.length === expected.length && timingSafeEqual(mark, expected);
}

function rememberDevice(res: Response, account: string, { secret, https }: SignInDeps): void {
  res.cookie(DEVICE_COOKIE, deviceMark(account, secret), {
    httpOnly: true,
    sameSite: 'lax',
    secure: https,
    maxAge: HALF_YEAR_MS,
    path: '/',
  });
}
