import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import session from 'express-session';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { useSession } from '../../../src/web/session.js';

const SLOW_MS = 150;

class SlowStore extends session.MemoryStore {
  saves = 0;
  override set(id: string, data: session.SessionData, done?: (error?: unknown) => void): void {
    setTimeout(() => {
      this.saves += 1;
      super.set(id, data, done);
    }, SLOW_MS);
  }
}

/** What the store had saved when the browser got the head of a redirect. */
async function savesAtHead(change: boolean): Promise<{ atHead: number; afterwards: number; location: string }> {
  const store = new SlowStore();
  const app = express();
  app.use(useSession({ store, secret: 'secret of the test', https: false, log: pino({ level: 'silent' }) }));
  app.get('/', (req, res) => {
    if (change) req.session.notice = '已保存。';
    res.redirect(303, '/next');
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answer = await new Promise<IncomingMessage>((resolve) =>
    get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }, resolve),
  );
  const atHead = store.saves;
  for await (const _ of answer);
  server.closeAllConnections();
  server.close();
  return { atHead, afterwards: store.saves, location: answer.headers.location ?? '' };
}

it('saves what a redirect leads to before the browser hears of it, and only once', async () => {
  expect(await savesAtHead(true)).toEqual({ atHead: 1, afterwards: 1, location: '/next' });
});

it('opens no session for a redirect that changes nothing', async () => {
  expect(await savesAtHead(false)).toEqual({ atHead: 0, afterwards: 0, location: '/next' });
});
