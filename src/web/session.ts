import type { Request, RequestHandler, Response } from 'express';
import session, { type Store } from 'express-session';
import type { Logger } from 'pino';

export interface SessionSettings {
  store: Store;
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
    const notSaved = (error: unknown) => log.error({ err: error, requestId: req.id }, 'the session was not saved');
    handle(req, res, (error?: unknown) => {
      if (passedOn) return notSaved(error);
      passedOn = true;
      if (error === undefined) saveBeforeRedirect(req, res, notSaved);
      next(error);
    });
  };
}

/**
 * express-session sends the head of an answer before it saves, and a browser follows a redirect as soon as it has read
 * the head: the next request would miss the sign-in, the notice or the address to return to.
 */
function saveBeforeRedirect(req: Request, res: Response, notSaved: (error: unknown) => void): void {
  const before = JSON.stringify(req.session);
  const redirect = res.redirect.bind(res);
  const redirectWhenSaved = (status: number, href: string): void => {
    const current = req.session as Request['session'] | undefined;
    if (current === undefined || JSON.stringify(current) === before) redirect(status, href);
    else {
      current.save((error: unknown) => {
        if (error) notSaved(error);
        redirect(status, href);
      });
    }
  };
  res.redirect = redirectWhenSaved as Response['redirect'];
}
