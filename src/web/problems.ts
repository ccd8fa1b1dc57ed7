import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { Clock } from '../shared/clock.js';
import { chinaDay } from '../shared/dates.js';
import { DomainError, TooManyRequests, Unavailable } from '../shared/errors.js';
import { showProblem } from './error-pages.js';
import { frameFor } from './frame.js';
import { SignInNeeded } from './sign-in-needed.js';

const RETRY_AFTER_S = 5;

/** Turns every error into a redirect to sign-in or a page that says what happened and what to do. */
export function problemHandler(clock: Clock, log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    if (error instanceof SignInNeeded) return toSignIn(req, res, error);
    const status = statusOf(error);
    if (status >= 500) log.error({ err: error, requestId: req.id }, 'request failed');
    if (error instanceof TooManyRequests) res.set('Retry-After', String(error.retryAfterSeconds));
    if (error instanceof Unavailable) res.set('Retry-After', String(RETRY_AFTER_S));
    return showOn(req, res, status, error, clock);
  };
}

function toSignIn(req: Request, res: Response, needed: SignInNeeded): void {
  const back = req.method === 'GET' ? pageAsked(req) : pageBefore(req);
  if (back !== null && needed.href === '/sign-in' && req.session) req.session.returnTo = back.slice(0, 500);
  res.redirect(303, needed.href);
}

/** Not a picture in a page, nor what a script fetches: whoever signs in wants the page. */
function pageAsked(req: Request): string | null {
  const destination = req.get('sec-fetch-dest');
  return destination === undefined || destination === 'document' ? req.originalUrl : null;
}

/** A form whose session had ended leads back to the page it stood on, where what was typed is kept. */
function pageBefore(req: Request): string | null {
  const said = req.get('referer') ?? '';
  const referrer = URL.canParse(said) ? new URL(said) : null;
  return referrer && referrer.host === req.get('host') ? referrer.pathname + referrer.search : null;
}

/** Errors of the body parser and of Express carry a 4xx status of their own. */
function statusOf(error: unknown): number {
  if (error instanceof DomainError) return error.status;
  const own = (error as { status?: unknown } | null)?.status;
  if (typeof own === 'number' && own >= 400 && own < 500) return own === 404 ? 404 : 422;
  return 500;
}

function showOn(req: Request, res: Response, status: number, error: unknown, clock: Clock): void {
  const message = error instanceof DomainError && status !== 500 ? error.message : null;
  // Without a session (the database may be the very thing that is gone) the frame stays plain.
  const frame = frameFor(req, chinaDay(clock.now()), null, { layout: 'plain', withForm: req.person != null });
  const page = showProblem(status, { message, requestId: req.id, signedIn: req.person != null, frame });
  res.status(status).render('errors/problem', { page }, (failure, html) => {
    if (failure || html === undefined) res.type('text/plain; charset=utf-8').send('系统出错，请稍后再试。');
    else res.send(html);
  });
}
