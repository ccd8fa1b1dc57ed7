import { Agent, createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { createApp } from '../../src/app.js';
import type { Db } from '../../src/db/client.js';
import { DEMO_PASSWORD } from '../../src/features/accounts/index.js';
import { testArchives, testFiles } from './file-store.js';
import type { TestClock } from './fixed-clock.js';
import { RawBrowser } from './raw-browser.js';
import { testCipher } from './use-case.js';

export interface Portal {
  db: Db;
  clock: TestClock;
  handler: RequestListener;
  pipeline: Express;
  anonymous(): RawBrowser;
  signIn(username: string, password?: string): Promise<RawBrowser>;
  /** Everything the portal has written to its log, at its most talkative level. */
  logged(): string;
}

/** The whole portal on a port of its own, for the sweeps: their clients send what no browser would. */
export async function startPortal(db: Db, clock: TestClock): Promise<Portal> {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const config = {
    sessionSecret: 'test session secret of at least 32 characters',
    baseUrl: 'http://127.0.0.1',
    production: true,
    demo: false,
  };
  const { handler, pipeline } = createApp({
    db,
    clock,
    cipher: testCipher,
    files: testFiles,
    archiveDir: testArchives,
    config,
    log,
  });
  const server = createServer(handler);
  // As in http-server.ts: a connection that closes for idleness just when it is used again would look like a fault.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const agent = new Agent({ keepAlive: true });
  afterAll(async () => {
    agent.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const anonymous = () => new RawBrowser(port, agent);
  return {
    db,
    clock,
    handler,
    pipeline,
    anonymous,
    async signIn(username, password = DEMO_PASSWORD) {
      const browser = anonymous();
      const answer = await browser.post('/sign-in', { username, password });
      if (answer.status !== 303) throw new Error(`Sign-in of ${username} answered ${answer.status}`);
      browser.forgetToken();
      return browser;
    },
    logged: () => lines.join(''),
  };
}
