import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

/**
 * One line a request, when its answer is out or its connection gone. The path stands without its query: what people
 * search for does not go into the log.
 */
export function logRequests(log: Logger): RequestHandler {
  return (req, res, next) => {
    if (!log.isLevelEnabled('info')) return next();
    const start = performance.now();
    const { method, originalUrl } = req;
    res.once('close', () => {
      log.info(
        {
          req: { id: req.id, method, path: loggedPath(originalUrl) },
          res: { status: res.statusCode },
          responseTime: Math.round(performance.now() - start),
        },
        res.writableFinished ? 'request completed' : 'request aborted',
      );
    });
    next();
  };
}

/** Codes that open somebody's own page are left out: whoever reads the log shall not follow them. */
function loggedPath(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path.replaceAll(/\/[0-9a-f]{32,}(?=\/|$)/g, '/[code]');
}
