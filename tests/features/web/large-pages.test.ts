import { createServer } from 'node:http';
import express, { type ErrorRequestHandler } from 'express';
import request from 'supertest';
import { afterAll, expect, it } from 'vitest';
import { type PortalDeps, routerFor } from '../../../src/web/pipeline.js';
import type { RouteRow } from '../../../src/web/route.js';
import type { Visit } from '../../../src/web/visit.js';
import { testClock } from '../../support/fixed-clock.js';

/** Rows that show nothing but what the test lets them, with the pipeline's own way to them; no copy stands unless `copyAfter`. */
function aPipeline(page: () => Promise<string>, copyAfter = Number.POSITIVE_INFINITY) {
  let made = 0;
  const handler = async ({ res }: Visit) => {
    const text = await page();
    made += 1;
    res.send(text);
  };
  const row: RouteRow = { method: 'get', path: '/board', place: 'open', access: 'public', kept: true, handler };
  const keptPages = {
    answerNow: (_req: unknown, res: express.Response) => {
      if (made < copyAfter) return false;
      res.send('copy');
      return true;
    },
  };
  const app = express();
  app.use(routerFor([row], { clock: testClock(), keptPages } as unknown as PortalDeps));
  const onError: ErrorRequestHandler = (_error, _req, res, _next) => void res.status(500).send('failed');
  app.use(onError);
  const server = createServer(app).listen(0, '127.0.0.1');
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return { get: () => request(server).get('/board'), made: () => made };
}

/** Pages that begin and wait to be let go. */
function heldPages() {
  const held: (() => void)[] = [];
  const page = () => new Promise<string>((resolve) => held.push(() => resolve('page')));
  const letGo = () => {
    for (const go of held.splice(0)) go();
  };
  return { held, page, letGo };
}

it('P6: three large pages are made at once, the fourth when one of them is done', async () => {
  const { held, page, letGo } = heldPages();
  const { get } = aPipeline(page);
  const answers = [1, 2, 3, 4, 5].map(() => get().then(({ text }) => text));
  await expect.poll(() => held.length).toBe(3);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(held).toHaveLength(3);
  letGo();
  await expect.poll(() => held.length).toBe(2);
  letGo();
  expect(await Promise.all(answers)).toEqual(Array(5).fill('page'));
});

it('P6: whoever waited while somebody else’s request made the copy gets the copy', async () => {
  const { held, page, letGo } = heldPages();
  const { get, made } = aPipeline(page, 1);
  const answers = [1, 2, 3, 4, 5].map(() => get().then(({ text }) => text));
  await expect.poll(() => held.length).toBe(3);
  letGo();
  expect((await Promise.all(answers)).toSorted()).toEqual(['copy', 'copy', 'page', 'page', 'page']);
  expect(made()).toBe(3);
});

it('P6: pages that fail give their turns back', async () => {
  let works = false;
  const { get } = aPipeline(() => (works ? Promise.resolve('page') : Promise.reject(new Error('no database'))));
  for (let time = 0; time < 7; time += 1) expect((await get()).status).toBe(500);
  works = true;
  expect((await get()).text).toBe('page');
});
