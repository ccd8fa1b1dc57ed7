import type { Request } from 'express';

/** The value of a cookie of plain letters and figures; undefined when there is none. */
export function cookieOf(req: Request, name: string): string | undefined {
  return new RegExp(`(?:^|;\\s*)${name}=(\\w+)(?:;|$)`).exec(req.get('cookie') ?? '')?.[1];
}
