import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { WaitingSignIn } from './express-types.js';

const LONGEST_USER_AGENT = 300;

/**
 * Begins the session of somebody who has shown who he is, under a new id, so that one planted before is worth nothing.
 * Of the session before it only the address to return to is kept.
 */
export function beginSession(
  req: Request,
  user: { bureauId: string; accountId: string },
  byProvider?: 'alone' | 'with code',
): Promise<void> {
  const { returnTo } = req.session;
  return renewed(req, {
    passport: { user: { bureauId: user.bureauId, accountId: user.accountId } },
    publicId: randomUUID(),
    userAgent: (req.get('user-agent') ?? '').slice(0, LONGEST_USER_AGENT),
    ...(byProvider === undefined ? {} : { byProvider }),
    ...(returnTo === undefined ? {} : { returnTo }),
  });
}

/** Keeps who gave the right password until the code comes, in a session that signs nobody in. */
export function holdForCode(req: Request, waiting: WaitingSignIn): Promise<void> {
  const { returnTo } = req.session;
  return renewed(req, { waiting, ...(returnTo === undefined ? {} : { returnTo }) });
}

/** A new session in place of this one, saved with what it holds. */
function renewed(req: Request, held: Partial<Request['session']>): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.regenerate((failure: unknown) => {
      if (failure) return reject(failure);
      Object.assign(req.session, held);
      req.session.save((error: unknown) => (error ? reject(error) : resolve()));
    });
  });
}
