import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { createApp } from '../../../src/app.js';
import { anAccount } from '../../factories/account.js';
import { aBureau } from '../../factories/bureau.js';
import { codeAt, openSecondStep } from '../../factories/second-step.js';
import { TEST_SESSION_SECRET, testAppOn } from '../../support/app.js';
import { testArchives, testFiles } from '../../support/file-store.js';
import { testClock } from '../../support/fixed-clock.js';
import { CLIENT, startProvider } from '../../support/provider.js';
import { testDatabase } from '../../support/test-database.js';
import { testCipher } from '../../support/use-case.js';

const { db } = await testDatabase();
// The provider goes by the real clock.
const clock = testClock(new Date());
const plain = testAppOn(db, clock);

async function listening() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const { server, baseUrl } = await listening();
const provider = await startProvider(`${baseUrl}/sign-in/provider/return`);
const strict = await listening();
const strictProvider = await startProvider(`${strict.baseUrl}/sign-in/provider/return`);

function serve(at: Awaited<ReturnType<typeof listening>>, issuer: string, secondStep: boolean): void {
  const oidc = { issuer, ...CLIENT, claim: 'preferred_username', label: '用教育云账号登录', secondStep };
  const config = { sessionSecret: TEST_SESSION_SECRET, baseUrl: at.baseUrl, production: true, demo: false, oidc };
  const log = pino({ level: 'silent' });
  const deps = { db, clock, cipher: testCipher, files: testFiles, archiveDir: testArchives, config, log };
  at.server.on('request', createApp(deps).handler);
}
serve({ server, baseUrl }, provider.issuer, false);
serve(strict, strictProvider.issuer, true);

interface Step {
  status: number;
  url: string;
  location: string | null;
  text: string;
}

/** A browser that goes from site to site: cookies by host, redirects followed until `until` or a page. */
class Wanderer {
  private readonly jars = new Map<string, Map<string, string>>();
  readonly visited: string[] = [];

  async ask(url: string, body?: Record<string, string>): Promise<Step> {
    const { host } = new URL(url);
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    this.visited.push(url);
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return { status: answer.status, url, location: answer.headers.get('location'), text: await answer.text() };
  }

  async follow(from: string, until = /^$/): Promise<Step> {
    let step = await this.ask(from);
    for (let hops = 0; hops < 12 && step.location !== null; hops += 1) {
      const next = new URL(step.location, step.url).href;
      if (until.test(next)) return { ...step, location: next };
      step = await this.ask(next);
    }
    return step;
  }
}

let browser: Wanderer;
beforeEach(() => {
  browser = new Wanderer();
});

const aSecretary = async () => anAccount(db, (await aBureau(db)).id, { role: 'BUREAU_SECRETARY' });
const account = async (at = baseUrl) => browser.ask(`${at}/account`);

it('signs in by the provider, whoever has the account of that name, under a new session id', async () => {
  const owner = await aSecretary();
  provider.person = owner.username.toUpperCase();
  expect((await browser.ask(`${baseUrl}/sign-in`)).text).toContain('用教育云账号登录');
  expect((await account()).location).toBe('/sign-in');
  const back = await browser.follow(`${baseUrl}/sign-in/provider`, /\/sign-in\/provider\/return/);
  const before = await db.session.findMany({ where: { accountId: null } });
  const answer = await browser.ask(back.location ?? '');
  expect([answer.status, answer.location]).toEqual([303, '/account']);
  expect((await account()).text).toContain(owner.username);
  const [session] = await db.session.findMany({ where: { accountId: owner.id } });
  expect(before.map(({ idHash }) => idHash)).not.toContain(session?.idHash);
  const asked = new URL(browser.visited.find((url) => url.startsWith(provider.issuer)) ?? '').searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThan(20);
});

it('makes no account, and lets in neither a disabled one nor the administrator of the platform', async () => {
  const disabled = await aSecretary();
  await db.account.updateMany({
    where: { bureauId: disabled.bureauId, id: disabled.id },
    data: { status: 'DISABLED' },
  });
  const platform = await db.bureau.create({
    data: { id: crypto.randomUUID(), kind: 'PLATFORM', name: '平台', createdAt: clock.now() },
  });
  const admin = await anAccount(db, platform.id, { role: 'PLATFORM_ADMIN' });
  const accounts = await db.loginName.count();
  for (const person of ['nobody-of-that-name', disabled.username, admin.username]) {
    browser = new Wanderer();
    provider.person = person;
    const answer = await browser.follow(`${baseUrl}/sign-in/provider`);
    expect([answer.status, answer.text.includes('没有可用的账号')], person).toEqual([422, true]);
    expect((await account()).location).toBe('/sign-in');
  }
  expect(await db.loginName.count()).toBe(accounts);
});

it('S3: an answer of the provider counts only in the browser that asked, once, with its own state', async () => {
  const owner = await aSecretary();
  provider.person = owner.username;
  const victim = new Wanderer();
  const back = (await browser.follow(`${baseUrl}/sign-in/provider`, /\/sign-in\/provider\/return/)).location ?? '';
  expect((await victim.ask(back)).status).toBe(422);
  expect((await victim.ask(`${baseUrl}/account`)).location).toBe('/sign-in');
  await victim.ask(`${baseUrl}/sign-in/provider`);
  expect((await victim.ask(back)).status).toBe(422);
  expect((await victim.ask(`${baseUrl}/account`)).location).toBe('/sign-in');
  const forged = new URL(back);
  forged.searchParams.set('state', 'x'.repeat(43));
  expect((await browser.ask(forged.href)).status).toBe(422);
  expect((await browser.ask(back)).status).toBe(422);
  expect((await account()).location).toBe('/sign-in');
});

it('the visit at the provider may take ten minutes', async () => {
  provider.person = (await aSecretary()).username;
  const back = (await browser.follow(`${baseUrl}/sign-in/provider`, /\/sign-in\/provider\/return/)).location ?? '';
  clock.advanceMinutes(11);
  const late = await browser.ask(back);
  expect([late.status, late.text.includes('超时')]).toEqual([422, true]);
});

it('the provider vouches alone: neither a temporary password nor a second step stands in the way', async () => {
  const owner = await aSecretary();
  await db.account.updateMany({
    where: { bureauId: owner.bureauId, id: owner.id },
    data: { mustChangePassword: true },
  });
  await db.bureau.update({ where: { id: owner.bureauId }, data: { secondStepRequired: true } });
  provider.person = owner.username;
  await browser.follow(`${baseUrl}/sign-in/provider`);
  expect((await account()).status).toBe(200);
  const byPassword = await plain.signIn(owner.username);
  expect((await byPassword.get('/account')).headers['location']).toBe('/account/password');
});

it('with OIDC_SECOND_STEP the code of the phone is asked for all the same', async () => {
  const owner = await aSecretary();
  const { seed } = await openSecondStep(plain, await plain.signIn(owner.username));
  clock.advanceMinutes(1);
  strictProvider.person = owner.username;
  const page = await browser.follow(`${strict.baseUrl}/sign-in/provider`);
  expect(page.url).toBe(`${strict.baseUrl}/sign-in/code`);
  expect((await account(strict.baseUrl)).location).toBe('/sign-in');
  const token = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const code = codeAt(seed, clock.now());
  const answer = await browser.ask(`${strict.baseUrl}/sign-in/code`, { code, _csrf: token });
  expect(answer.status).toBe(303);
  expect((await account(strict.baseUrl)).status).toBe(200);
});

it('with OIDC_SECOND_STEP whoever lacks a demanded second step is led to its set-up', async () => {
  const owner = await aSecretary();
  await db.bureau.update({ where: { id: owner.bureauId }, data: { secondStepRequired: true } });
  strictProvider.person = owner.username;
  await browser.follow(`${strict.baseUrl}/sign-in/provider`);
  expect((await account(strict.baseUrl)).location).toBe('/account/second-step');
});

it('S9: sign-out ends the session of the portal', async () => {
  provider.person = (await aSecretary()).username;
  await browser.follow(`${baseUrl}/sign-in/provider`);
  const token = /name="_csrf" value="([^"]+)"/.exec((await account()).text)?.[1] ?? '';
  expect((await browser.ask(`${baseUrl}/sign-out`, { _csrf: token })).location).toBe('/sign-in');
  expect((await account()).location).toBe('/sign-in');
});

it('a provider out of reach is said in plain words, and without one there is no such page', async () => {
  const dead = await listening();
  serve(dead, 'http://127.0.0.1:9', false);
  const answer = await browser.ask(`${dead.baseUrl}/sign-in/provider`);
  expect([answer.status, answer.text.includes('暂时连接不上')]).toEqual([422, true]);
  expect((await plain.anonymous().get('/sign-in/provider')).status).toBe(404);
  expect((await plain.anonymous().get('/sign-in')).text).not.toContain('/sign-in/provider');
});
