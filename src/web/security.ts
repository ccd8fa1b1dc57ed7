import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

/**
 * The security headers of every answer. The policy needs neither inline styles nor inline scripts; Bootstrap's
 * stylesheet carries its icons as data: images. They are the same for all requests, so Helmet is asked once.
 */
export function securityHeaders(https: boolean): RequestHandler {
  const headers = headersSetBy(helmetFor(https));
  return (_req, res, next) => {
    for (const [name, value] of headers) res.setHeader(name, value);
    next();
  };
}

function headersSetBy(handler: RequestHandler): [string, string][] {
  const headers = new Map<string, string>();
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  };
  let failure: unknown;
  handler({} as Request, response as unknown as Response, (error: unknown) => {
    failure = error;
  });
  if (failure) throw failure;
  return [...headers];
}

function helmetFor(https: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        manifestSrc: ["'self'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: https,
  });
}

/** Pages of signed-in people are kept by no shared cache and not shown again after sign-out. */
export const privateCaching: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  res.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
  next();
};
