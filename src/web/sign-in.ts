import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import passport from 'passport';
import { Strategy } from 'passport-local';
import type { Clock } from '../shared/clock.js';
import { beginSession, holdForCode } from './begin-session.js';
import { cookieOf } from './cookies.js';
import type { WaitingSignIn } from './express-types.js';
import { countQuietly, limited, type Throttles } from './throttle.js';

/** Checks a name and password; null when they do not fit, whatever the reason. */
export type CheckPassword = (username: string, password: string) => Promise<Express.User | null>;

export interface SignInDeps {
  checkPassword: CheckPassword;
  throttles: Throttles;
  clock: Clock;
  secret: string;
  https: boolean;
}

export type SignInOutcome = 'refused' | 'code-needed' | 'signed-in';

/** The ways in. Each ends in a new session; see begin-session.ts. */
export interface SignIn {
  /**
   * By name and password, throttled by account and by address; throws TooManyRequests. A browser that signed in to this
   * account before has a count of its own. Whoever has a second step waits for its code and is not signed in yet.
   */
  byPassword(req: Request, res: Response, username: string, password: string): Promise<SignInOutcome>;
  /** By the bureau's own provider, which vouched for him; `secondStep`: the portal asks for its own code all the same. */
  byProvider(req: Request, user: Express.User, rule: { secondStep: boolean }): Promise<SignInOutcome>;
  /** By the code that was waited for, throttled likewise; what `accept` throws, the refusal among it, goes on. */
  byCode(req: Request, res: Response, waiting: WaitingSignIn, accept: () => Promise<void>): Promise<void>;
}

/** Passport checks name and password; who signs in then, and who must first give a code, is decided here. */
export function createPassport({ checkPassword }: Pick<SignInDeps, 'checkPassword'>): passport.Authenticator {
  const authenticator = new passport.Passport();
  authenticator.use(
    new Strategy((username, password, done) => {
      checkPassword(username, password).then((user) => done(null, user ?? false), done);
    }),
  );
  authenticator.deserializeUser((user: Express.User, done) => done(null, user));
  return authenticator;
}

const CODE_WITHIN_MS = 10 * 60_000;

export function createSignIn(authenticator: passport.Authenticator, deps: SignInDeps): SignIn {
  const { throttles, secret, clock } = deps;
  const hold = (req: Request, { bureauId, accountId, displayName }: Express.User, username: string | null) =>
    holdForCode(req, { bureauId, accountId, displayName, username, untilMs: clock.now().getTime() + CODE_WITHIN_MS });
  return {
    async byPassword(req, res, username, password) {
      const account = username.toLowerCase();
      const address = req.ip ?? 'unknown';
      const throttle = knowsDevice(req, account, secret) ? throttles.knownDevice : throttles.account;
      await throttles.address.check(address);
      await throttle.check(account);
      req.body = { ...req.body, username, password };
      const user = await authenticate(authenticator, req, res);
      if (!user) {
        await Promise.all([countQuietly(throttles.address, address), countQuietly(throttle, account)]);
        return 'refused';
      }
      await throttle.forget(account);
      if (user.secondStep) {
        await hold(req, user, account);
        return 'code-needed';
      }
      await beginSession(req, user);
      rememberDevice(res, account, deps);
      return 'signed-in';
    },
    async byProvider(req, user, { secondStep }) {
      if (secondStep && user.secondStep) {
        await hold(req, user, null);
        return 'code-needed';
      }
      await beginSession(req, user, secondStep ? 'with code' : 'alone');
      return 'signed-in';
    },
    async byCode(req, res, waiting, accept) {
      const { username, accountId } = waiting;
      const known = username !== null && knowsDevice(req, username, secret);
      await limited(known ? throttles.codeOnKnownDevice : throttles.code, accountId, accept);
      await beginSession(req, waiting, username === null ? 'with code' : undefined);
      if (username !== null) rememberDevice(res, username, deps);
    },
  };
}

/** Who gave the right password a short while ago and is asked for the code now. */
export function waitingSignIn(req: Request, now: Date): WaitingSignIn | null {
  const { waiting } = req.session;
  return waiting && waiting.untilMs > now.getTime() ? waiting : null;
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
