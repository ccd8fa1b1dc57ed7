import { createServer } from 'node:http';
import { pino } from 'pino';
import request, { type Response } from 'supertest';
import { afterAll } from 'vitest';
import { createApp } from '../../src/app.js';
import type { Config } from '../../src/config.js';
import type { Db } from '../../src/db/client.js';
import { TEST_PASSWORD } from '../factories/account.js';
import { testArchives, testFiles } from './file-store.js';
import { type TestClock, testClock } from './fixed-clock.js';
import { testDatabase } from './test-database.js';
import { testCipher } from './use-case.js';

export const TEST_SESSION_SECRET = 'test session secret of at least 32 characters';

/** A browser without a browser: keeps cookies and puts the form token of the last page into each form it sends. */
export interface TestBrowser {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** A file as its bytes. */
  download(path: string): Promise<Response>;
  /** Sends a form with the session's token. Arrays become repeated parameters. */
  post(path: string, fields?: Record<string, string | string[]>): Promise<Response>;
  /** Sends a form exactly as given: no token is added. */
  postRaw(path: string, fields: Record<string, string | string[]>, headers?: Record<string, string>): Promise<Response>;
  /** Sends a file with the session's token. */
  upload(
    path: string,
    field: string,
    file: Buffer,
    fileName: string,
    fields?: Record<string, string>,
  ): Promise<Response>;
}

export interface TestApp {
  db: Db;
  clock: TestClock;
  anonymous(): TestBrowser;
  /** Signs in by the sign-in form. */
  signIn(username: string, password?: string): Promise<TestBrowser>;
}

/**
 * The whole portal on a database of this test file's own, with its real guards. At the top level of a file:
 *
 *     const app = await startTestApp();
 *     const browser = await app.signIn(account.username);
 *     const page = await browser.get(`/branches/${branch.id}/members`);
 */
export async function startTestApp(start?: string): Promise<TestApp> {
  const { db } = await testDatabase();
  return testAppOn(db, testClock(start));
}

/** How the portal reaches people outside; not at all by default. */
type Outside = Partial<Pick<Config, 'smtpUrl' | 'robotHosts'>>;

/** The same over a database and clock the test has already. */
export function testAppOn(db: Db, clock: TestClock, outside: Outside = {}): TestApp {
  const config = {
    sessionSecret: TEST_SESSION_SECRET,
    baseUrl: 'http://127.0.0.1',
    production: true,
    demo: false,
    ...outside,
  };
  const { handler } = createApp({
    db,
    clock,
    cipher: testCipher,
    files: testFiles,
    archiveDir: testArchives,
    config,
    log: pino({ level: 'silent' }),
  });
  const server = createServer(handler).listen(0, '127.0.0.1');
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  const anonymous = (): TestBrowser => browserOn(request.agent(server));
  return {
    db,
    clock,
    anonymous,
    async signIn(username, password = TEST_PASSWORD) {
      const browser = anonymous();
      await browser.get('/sign-in');
      const answer = await browser.post('/sign-in', { username, password });
      if (answer.status !== 303) throw new Error(`Sign-in of ${username} answered ${answer.status}`);
      return browser;
    },
  };
}

function browserOn(agent: ReturnType<typeof request.agent>): TestBrowser {
  let token = '';
  const keepToken = (answer: Response): Response => {
    token = csrfTokenIn(answer.text) ?? token;
    return answer;
  };
  /** A session's token does not change, so one page with a form is enough; this one is for whoever is signed in. */
  const ensureToken = async (): Promise<string> => {
    if (token === '') keepToken(await agent.get('/account/password'));
    return token;
  };
  const postRaw: TestBrowser['postRaw'] = async (path, fields, headers = {}) =>
    keepToken(await agent.post(path).set(headers).type('form').send(encoded(fields)));
  return {
    get: async (path, headers = {}) => keepToken(await agent.get(path).set(headers)),
    download: (path) =>
      agent
        .get(path)
        .buffer(true)
        .parse((answer, done) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => done(null, Buffer.concat(chunks)));
        }),
    postRaw,
    async post(path, fields = {}) {
      const answer = await postRaw(path, { ...fields, _csrf: await ensureToken() });
      // Sign-in and a changed password open a new session, with a token of its own.
      if (answer.status === 303 && ['/sign-in', '/account/password'].includes(path)) token = '';
      return answer;
    },
    async upload(path, field, file, fileName, fields = {}) {
      let sending = agent.post(path).field('_csrf', await ensureToken());
      for (const [name, value] of Object.entries(fields)) sending = sending.field(name, value);
      return keepToken(await sending.attach(field, file, fileName));
    },
  };
}

/** The form token a page holds, if any. */
export function csrfTokenIn(html: string | undefined): string | undefined {
  return /name="_csrf" value="([^"]+)"/.exec(html ?? '')?.[1];
}

function encoded(fields: Record<string, string | string[]>): string {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
  return body.toString();
}
