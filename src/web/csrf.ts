import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Forbidden } from '../shared/errors.js';
import { cookieOf } from './cookies.js';

const HALF_YEAR_MS = 183 * 86_400_000;

/**
 * Gives each request `formToken()`, the token of its forms: an HMAC of the session's id for whoever is signed in, of a
 * cookie of its own for everybody else. Nothing is stored, so that pages asked for at the same moment, in two tabs or
 * after the session has ended, hold the same token and none makes another's form expire.
 */
export function useFormTokens({ secret, https }: { secret: string; https: boolean }): RequestHandler {
  const cookieName = https ? '__Host-form' : 'form';

  function browserKey(req: Request, res: Response): string {
    const known = cookieOf(req, cookieName);
    if (known !== undefined && /^[0-9a-f]{64}$/.test(known)) return known;
    const key = randomBytes(32).toString('hex');
    res.cookie(cookieName, key, { httpOnly: true, sameSite: 'lax', secure: https, maxAge: HALF_YEAR_MS, path: '/' });
    return key;
  }

  return (req, res, next) => {
    let anonymous: string | undefined;
    req.formToken = () => {
      if (req.person) return sessionFormToken(secret, req.sessionID);
      anonymous ??= sign(secret, `browser:${browserKey(req, res)}`);
      return anonymous;
    };
    next();
  };
}

/** The token of the forms of a signed-in session. */
export const sessionFormToken = (secret: string, sessionId: string): string => sign(secret, `session:${sessionId}`);

function sign(secret: string, key: string): string {
  return createHmac('sha256', secret).update(`form-token:${key}`).digest('hex');
}

/** Thrown for a form that another site sent, or whose token is not the one of this session or browser. */
export class FormExpired extends Forbidden {
  constructor() {
    super('页面已过期或不是从本网站提交。请返回上一页刷新后重新提交。');
  }
}

/** Refuses such a form. */
export function requireCsrfToken(req: Request, _res: Response, next: NextFunction): void {
  next(sentByAnotherSite(req) || !carriesToken(req) ? new FormExpired() : undefined);
}

function carriesToken(req: Request): boolean {
  const token: unknown = req.body?._csrf;
  const expected = req.formToken();
  return (
    typeof token === 'string' &&
    Buffer.byteLength(token) === expected.length &&
    timingSafeEqual(Buffer.from(token), Buffer.from(expected))
  );
}

function sentByAnotherSite(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = req.get('origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== req.get('host');
}
