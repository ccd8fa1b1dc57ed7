import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Logger } from 'pino';
import type { SessionStore } from './session-store.js';

export interface SessionSettings {
  store: SessionStore;
  secret: string;
  https: boolean;
  log: Logger;
}

/**
 * The session of a request. express-session saves it while the answer is on its way and, when that fails, calls `next` a
 * second time; the error handler could then only cut the answer off. The answer is whole, so it stays: what is lost is
 * the notice or the form token the session held.
 */
export function useSession({ store, secret, https, log }: SessionSettings): RequestHandler {
  const handle = session({
    store,
    secret,
    name: https ? '__Host-portal' : 'portal',
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: https, path: '/' },
  });
  return (req, res, next) => {
    let passedOn = false;
    handle(req, res, (error?: unknown) => {
      if (passedOn) {
        log.error({ err: error, requestId: req.id }, 'the session was not saved');
        return;
      }
      passedOn = true;
      next(error);
    });
  };
}
