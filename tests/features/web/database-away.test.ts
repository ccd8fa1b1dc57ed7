import { createHmac } from 'node:crypto';
import { Agent, createServer } from 'node:http';
import type { PoolClient } from 'pg';
import request from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { createDb } from '../../../src/db/client.js';
import { anAccount } from '../../factories/account.js';
import { aBureau } from '../../factories/bureau.js';
import { TEST_SESSION_SECRET, testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { startPortal } from '../../support/portal.js';
import { testDatabase } from '../../support/test-database.js';

const WAIT_MS = 400;
const POOL = 2;
const { db, connectionString } = await testDatabase({ poolSize: POOL, waitMs: WAIT_MS });
const app = testAppOn(db, testClock());

/** A cookie as the portal signs it, so that the session is looked for. */
function cookieOf(sessionId: string): string {
  const mark = createHmac('sha256', TEST_SESSION_SECRET).update(sessionId).digest('base64').replace(/=+$/, '');
  return `portal=${encodeURIComponent(`s:${sessionId}.${mark}`)}`;
}

/** Runs `work` while every connection of the pool is taken. */
async function whileFull<T>(work: () => Promise<T>): Promise<T> {
  const held: PoolClient[] = [];
  for (let count = 0; count < POOL; count += 1) held.push(await db.$pool.connect());
  try {
    return await work();
  } finally {
    for (const connection of held) connection.release();
  }
}

async function aSecretary() {
  const { id } = await aBureau(db);
  const account = await anAccount(db, id, { role: 'BUREAU_SECRETARY' });
  return app.signIn(account.username);
}

describe('R8, T2: a full pool', () => {
  it('answers a page with 503 and when to come back, keeps /healthz, and recovers', async () => {
    const browser = await aSecretary();
    const { page, health, ready, took } = await whileFull(async () => {
      const start = performance.now();
      const page = await browser.get('/bureau/branches');
      const took = performance.now() - start;
      return { page, took, health: await browser.get('/healthz'), ready: await browser.get('/readyz') };
    });
    expect(page.status).toBe(503);
    expect(page.headers['retry-after']).toBe('5');
    expect(page.text).toContain('系统暂时繁忙');
    expect(took).toBeLessThan(2_000);
    expect(health.status).toBe(200);
    expect(ready.status).toBe(503);
    expect((await browser.get('/bureau/branches')).status).toBe(200);
  });

  it('answers sign-in with 503, where the throttle asks first', async () => {
    const browser = app.anonymous();
    await browser.get('/sign-in');
    const answer = await whileFull(() => browser.post('/sign-in', { username: 'nobody', password: 'nothing' }));
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
  });

  it.each(['identity', 'gzip'])('ends an answer (%s) whole when the session cannot be saved', async (encoding) => {
    const { handler } = await startPortal(db, testClock());
    const server = createServer(handler).listen(0, '127.0.0.1');
    let connections = 0;
    server.on('connection', () => {
      connections += 1;
    });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const get = (path: string) => request(server).get(path).agent(agent).set('Accept-Encoding', encoding);
    const answer = await whileFull(async () => get('/sign-in'));
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('</html>');
    expect((await get('/healthz')).status).toBe(200);
    // An answer that is cut off takes its connection with it.
    expect(connections).toBe(1);
    agent.destroy();
    server.close();
  });
});

describe('R8: a database that is gone', () => {
  const away = {
    'no server': 'postgresql://nobody:none@127.0.0.1:1/none',
    'a name with several addresses': 'postgresql://nobody:none@localhost:1/none',
    'no such database': `${connectionString}_gone`,
    'no such socket': 'postgresql://nobody:none@%2Ftmp%2Fnowhere/none',
  };

  it.each(Object.entries(away))('%s: every page that needs it is 503, /healthz is 200', async (_name, address) => {
    const gone = createDb({ connectionString: address });
    afterAll(() => gone.$disconnect());
    const browser = testAppOn(gone, testClock()).anonymous();
    expect((await browser.get('/healthz')).status).toBe(200);
    expect((await browser.get('/')).status).toBe(503);
    expect((await browser.get('/', { Cookie: cookieOf('a session of before') })).status).toBe(503);
  });
});
