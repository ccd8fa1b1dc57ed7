import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pino } from 'pino';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, expect } from 'vitest';
import { createApp } from '../../src/app.js';
import type { Db } from '../../src/db/client.js';
import { testArchives, testFiles } from './file-store.js';
import type { TestClock } from './fixed-clock.js';
import { reads } from './hands.js';
import { testCipher } from './use-case.js';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--lang=zh-CN',
];
const PATIENCE_MS = 10_000;

/** Pictures go here; not kept in the repository. */
export const OUTPUT = path.resolve(import.meta.dirname, '../.output');

/** How wide the two screens of the tests are. */
export const DESK = { width: 1280, height: 900 } as const;
export const PHONE = { width: 360, height: 740 } as const;

export interface Site {
  origin: string;
  /** A browser of somebody's own: cookies, screen, and a watch for everything that goes wrong in it. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
}

/**
 * One Chromium for this test file and the whole portal on a port of its own. A test fails after it when a page logged an
 * error, broke the content security policy, asked another host, missed a file, or was answered by a fault of the server.
 */
export async function startSite(db: Db, clock: TestClock, { keepPictures = true } = {}): Promise<Site> {
  const origin = await servePortal(db, clock);
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '', args: ARGUMENTS });
  afterAll(() => browser.close());
  const troubles: string[] = [];
  let latest: Page | null = null;
  afterEach(async ({ task }) => {
    const failed = keepPictures && task.result?.state === 'fail';
    if (failed && latest) await keepPicture(latest, task.name).catch(() => undefined);
    expect(troubles.splice(0)).toEqual([]);
  });
  const newPage: Site['newPage'] = async (options) => {
    const page = await openPage(browser, origin, troubles, options);
    page.on('framenavigated', () => {
      latest = page;
    });
    return page;
  };
  return { origin, newPage };
}

/** What stood on the screen when a test failed: its words here, its picture beside. */
async function keepPicture(page: Page, test: string): Promise<void> {
  const file = `${OUTPUT}/failed/${test.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`;
  await page.screenshot({ path: file, fullPage: true });
  console.error(`${page.url()}\n${await reads(page)}`);
}

async function servePortal(db: Db, clock: TestClock): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = {
    sessionSecret: 'test session secret of at least 32 characters',
    baseUrl: origin,
    production: true,
    demo: false,
  };
  server.on(
    'request',
    createApp({
      db,
      clock,
      cipher: testCipher,
      files: testFiles,
      archiveDir: testArchives,
      config,
      log: pino({ level: 'silent' }),
    }).handler,
  );
  return origin;
}

async function openPage(
  browser: Browser,
  origin: string,
  troubles: string[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, viewport: DESK, locale: 'zh-CN', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // The answer itself is judged below: refusals that a test asks for are answers too.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      troubles.push(`${page.url()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      troubles.push(`${page.url()} asks for ${request.url()}`);
  });
  page.on('response', (response) => {
    const ofDocument = response.request().resourceType() === 'document';
    if (response.status() >= (ofDocument ? 500 : 400)) troubles.push(`${response.url()} answers ${response.status()}`);
  });
  return page;
}
