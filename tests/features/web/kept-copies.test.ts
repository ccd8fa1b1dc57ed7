import { createServer } from 'node:http';
import express from 'express';
import request from 'supertest';
import { afterAll, expect, it } from 'vitest';
import type { Page } from '../../../src/web/frame-shape.js';
import { KeptPages } from '../../../src/web/kept-pages.js';
import type { ViewEngine } from '../../../src/web/view-engine.js';
import { testClock } from '../../support/fixed-clock.js';

const MAKING_MS = 30;

interface Reading {
  session?: string;
  person?: object;
  stamp?: string;
  method?: 'get' | 'post';
}

/** The store of copies alone, before pages of `bytes` each that say how many were made so far; each takes a moment. */
function aStore(bytes = 10) {
  let made = 0;
  const views = { render: () => `<p>${++made}</p>`.padEnd(bytes, ' ') } as unknown as ViewEngine;
  const pages = new KeptPages(testClock(), views);
  const app = express();
  app.use((req, _res, next) => {
    const { session, person, stamp } = JSON.parse(req.get('x-reading') ?? '{}') as Reading;
    Object.assign(req, { session: { publicId: session }, person: person ?? null, stamp: stamp ?? null });
    next();
  });
  app.use(pages.answer());
  app.use(async (req, res) => {
    await new Promise((resolve) => setTimeout(resolve, MAKING_MS));
    pages.showAndKeep(req, res, 'page', { frame: { notice: null } } as unknown as Page);
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return async (path: string, { method = 'get', ...reading }: Reading = {}): Promise<number> => {
    const who = { session: 's', person: { id: 'p' }, stamp: '1', ...reading };
    const { text } = await request(server)[method](path).set('x-reading', JSON.stringify(who));
    return Number(/\d+/.exec(text)?.[0]);
  };
}

it('P3, S1: a copy is for the address with its filters, the session, the person with his rights and the stamp', async () => {
  const read = aStore();
  const first = await read('/a');
  expect(await read('/a')).toBe(first);
  for (const [path, other] of [
    ['/a?step=study', {}],
    ['/b', {}],
    ['/a', { session: 'another' }],
    ['/a', { person: { id: 'another' } }],
    ['/a', { person: { id: 'p', roles: ['INSPECTOR'] } }],
  ] as const) {
    const seen = await read(path, other);
    expect(seen, `${path} ${JSON.stringify(other)}`).toBeGreaterThan(first);
    expect(await read(path, other)).toBe(seen);
  }
  expect(await read('/a')).toBe(first);
  const later = await read('/a', { stamp: '2' });
  expect(later).toBeGreaterThan(first);
  // What was made under another stamp is gone for good, also for a request that still read the old one.
  expect(await read('/a', { stamp: '1' })).toBeGreaterThan(later);
});

it('S4: a form sent to the address of a kept page is never answered with the copy', async () => {
  const read = aStore();
  const first = await read('/a');
  expect(await read('/a', { method: 'post' })).toBeGreaterThan(first);
});

it('P6: copies take no more than eight megabytes; the one longest not asked for makes room', async () => {
  const read = aStore(3 * 2 ** 20);
  const [a, b] = [await read('/a'), await read('/b')];
  expect([await read('/b'), await read('/a')]).toEqual([b, a]);
  const c = await read('/c');
  expect([await read('/a'), await read('/c')]).toEqual([a, c]);
  expect(await read('/b')).toBeGreaterThan(c);
});

it('P6: a copy that is made anew or given up counts no more: room is not lost with each change', async () => {
  const read = aStore(3 * 2 ** 20);
  for (let change = 0; change < 5; change += 1) await read('/a', { stamp: `${change}` });
  // Several make the same page at once: the last one's copy stands for all.
  await Promise.all([1, 2, 3, 4].map(() => read('/a', { stamp: '5' })));
  const [a, b] = [await read('/a', { stamp: '5' }), await read('/b', { stamp: '5' })];
  expect([await read('/a', { stamp: '5' }), await read('/b', { stamp: '5' })]).toEqual([a, b]);
});
