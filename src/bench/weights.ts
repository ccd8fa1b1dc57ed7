import { gunzipSync } from 'node:zlib';
import type { Answer, Visitor } from './visitor.js';

export interface Weight {
  /** Bytes of the page with its styles, scripts and images, compressed where the portal compresses. */
  first: number;
  /** Bytes of the next page: what the browser may take from its cache is not asked for again. */
  next: number;
}

const ASSET = /(?:href|src)="(\/assets\/[^"]+)"/g;
const GZIP = { 'accept-encoding': 'gzip' };

export async function weigh(visitor: Visitor, path: string): Promise<Weight> {
  const page = await visitor.get(path, GZIP);
  const links = new Set([...htmlOf(page).matchAll(ASSET)].map(([, link = '']) => link));
  const assets = await Promise.all([...links].map((link) => visitor.get(link, GZIP)));
  const sum = (answers: Answer[]) => answers.reduce((bytes, { body }) => bytes + body.length, 0);
  const refused = assets.find(({ status }) => status !== 200);
  if (page.status !== 200 || refused) throw new Error(`${path} or something it links to is not there`);
  return {
    first: page.body.length + sum(assets),
    next: page.body.length + sum(assets.filter((asset) => !isKept(asset))),
  };
}

export function htmlOf({ headers, body }: Answer): string {
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
}

const isKept = ({ headers }: Answer): boolean => /max-age=[1-9]/.test(headers['cache-control'] ?? '');
