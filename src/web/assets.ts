import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type RequestHandler, Router } from 'express';

const PUBLIC = path.resolve(import.meta.dirname, '../../public');
const BOOTSTRAP = path.join(path.dirname(createRequire(import.meta.url).resolve('bootstrap/package.json')), 'dist/css');

/** One short digest of everything the pages link under /assets, read at the start: it stands in the addresses of styles and scripts. */
export const assetVersion: string = versionOf([path.join(BOOTSTRAP, 'bootstrap.min.css'), ...filesIn(PUBLIC)]);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}

function versionOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(path.basename(file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('base64url').slice(0, 12);
}

const FOREVER = 'public, max-age=31536000, immutable';
const FOR_AN_HOUR = 'public, max-age=3600';

/**
 * To be mounted at /assets. Only what is asked for by the version of this very process may be kept for ever: during an update the
 * old process would otherwise hand out its files under the new one's address.
 */
export function assetRoutes(): RequestHandler {
  const router = Router();
  router.use((req, res, next) => {
    res.set('Cache-Control', req.query['v'] === assetVersion ? FOREVER : FOR_AN_HOUR);
    next();
  });
  const options = { cacheControl: false, index: false };
  router.use(express.static(BOOTSTRAP, options), express.static(PUBLIC, options));
  return router;
}
