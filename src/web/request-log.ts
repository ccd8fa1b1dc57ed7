import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';

/**
 * One line a request, when its answer is out or its connection gone. The path stands without its query: what people
 * search for does not go into the log.
 */
export function logRequest(log: Logger, req: IncomingMessage, res: ServerResponse): void {
  if (!log.isLevelEnabled('info')) return;
  const start = performance.now();
  const { id, method, url = '' } = req;
  res.once('close', () => {
    log.info(
      {
        req: { id, method, path: loggedPath(url) },
        res: { status: res.statusCode },
        responseTime: Math.round(performance.now() - start),
      },
      res.writableFinished ? 'request completed' : 'request aborted',
    );
  });
}

/** Codes that open somebody's own page are left out: whoever reads the log shall not follow them. */
function loggedPath(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path.replaceAll(/\/[0-9a-f]{32,}(?=\/|$)/g, '/[code]');
}
