import { csrfSync } from 'csrf-sync';
import type { NextFunction, Request, Response } from 'express';
import { Forbidden } from '../shared/errors.js';

const { csrfSynchronisedProtection, generateToken } = csrfSync({
  size: 32,
  getTokenFromRequest: (req) => {
    const token: unknown = req.body?._csrf;
    return typeof token === 'string' ? token : null;
  },
});

/** The token for this session's forms, made on first use (which stores the session). */
export function csrfTokenFor(req: Request): string {
  return generateToken(req);
}

const REFUSED = '页面已过期或不是从本网站提交。请返回上一页刷新后重新提交。';

/** Refuses an unsafe request that another site sent, or whose token is not this session's. */
export function requireCsrfToken(req: Request, res: Response, next: NextFunction): void {
  if (sentByAnotherSite(req)) {
    next(new Forbidden(REFUSED));
    return;
  }
  csrfSynchronisedProtection(req, res, (error?: unknown) => next(error ? new Forbidden(REFUSED) : undefined));
}

function sentByAnotherSite(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = req.get('origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== req.get('host');
}
