import { expect, it } from 'vitest';
import { sessionKey } from '../../../src/web/session-store.js';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { startTestApp } from '../../support/app.js';

const app = await startTestApp();
const { db } = app;

const portalCookie = (answer: { headers: Record<string, unknown> }): string | undefined =>
  /portal=[^;]+/.exec(String(answer.headers['set-cookie']))?.[0];

async function aSecretary() {
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id);
  return anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: branch.id });
}

it('signs in with name and password, goes home by 303, and leaves by sign-out', async () => {
  const account = await aSecretary();
  const browser = await app.signIn(account.username);
  expect((await browser.get('/account')).text).toContain(account.displayName);
  const out = await browser.post('/sign-out');
  expect([out.status, out.headers['location']]).toEqual([303, '/sign-in']);
  const after = await browser.get('/account');
  expect([after.status, after.headers['location']]).toEqual([303, '/sign-in']);
});

it('answers unknown names and wrong passwords alike, with what was typed kept', async () => {
  const account = await aSecretary();
  const browser = app.anonymous();
  await browser.get('/sign-in');
  const wrong = await browser.post('/sign-in', { username: account.username, password: 'wrong password 123' });
  const unknown = await browser.post('/sign-in', { username: 'nobody-of-that-name', password: 'wrong password 123' });
  expect([wrong.status, unknown.status]).toEqual([422, 422]);
  for (const answer of [wrong, unknown]) expect(answer.text).toContain('用户名或密码不正确');
  expect(wrong.text).toContain(`value="${account.username}"`);
  expect(wrong.text.replaceAll(account.username, 'X')).toBe(unknown.text.replaceAll('nobody-of-that-name', 'X'));
});

it('T6: a repeated user name is refused before Passport sees it', async () => {
  const account = await aSecretary();
  const browser = app.anonymous();
  await browser.get('/sign-in');
  const answer = await browser.post('/sign-in', { username: [account.username, 'b'], password: TEST_PASSWORD });
  expect(answer.status).toBe(422);
});

it('T5: the session table holds no usable session id', async () => {
  const account = await aSecretary();
  const browser = app.anonymous();
  await browser.get('/sign-in');
  const answer = await browser.post('/sign-in', { username: account.username, password: TEST_PASSWORD });
  const cookie = decodeURIComponent(/portal=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? '');
  const id = /^s:([^.]+)\./.exec(cookie)?.[1] ?? '';
  const rows = await db.session.findMany();
  expect(rows.some((row) => row.idHash === sessionKey(id))).toBe(true);
  expect(JSON.stringify(rows)).not.toContain(id);
});

it('gives a new session id at sign-in, so that one planted before is worth nothing', async () => {
  const account = await aSecretary();
  const browser = app.anonymous();
  const planted = portalCookie(await browser.get('/account'));
  await browser.get('/sign-in');
  const answer = await browser.post('/sign-in', { username: account.username, password: TEST_PASSWORD });
  expect(planted).toMatch(/^portal=s/);
  expect(portalCookie(answer)).toMatch(/^portal=s/);
  expect(portalCookie(answer)).not.toBe(planted);
});

it('refuses the sixth wrong password even when it is right, and lets the known device in', async () => {
  const account = await aSecretary();
  const owner = await app.signIn(account.username);
  const stranger = app.anonymous();
  await stranger.get('/sign-in');
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const wrong = await stranger.post('/sign-in', { username: account.username, password: `wrong ${attempt}` });
    expect(wrong.status).toBe(422);
  }
  const sixth = await stranger.post('/sign-in', { username: account.username, password: TEST_PASSWORD });
  expect(sixth.status).toBe(429);
  expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0);
  await owner.post('/sign-out');
  await owner.get('/sign-in');
  const again = await owner.post('/sign-in', { username: account.username, password: TEST_PASSWORD });
  expect(again.status).toBe(303);
});

it('a session ends after 30 idle minutes and after 8 hours at the latest', async () => {
  const account = await aSecretary();
  const browser = await app.signIn(account.username);
  for (let step = 0; step < 19; step += 1) {
    app.clock.advanceMinutes(25);
    expect((await browser.get('/account')).status, `after ${(step + 1) * 25} minutes`).toBe(200);
  }
  app.clock.advanceMinutes(10);
  expect((await browser.get('/account')).headers['location']).toBe('/sign-in');
  const idle = await app.signIn(account.username);
  app.clock.advanceMinutes(31);
  expect((await idle.get('/account')).headers['location']).toBe('/sign-in');
});

it('a temporary password must be changed first; the change ends other sessions and keeps this one', async () => {
  const account = await aSecretary();
  const other = await app.signIn(account.username);
  const browser = await app.signIn(account.username);
  await db.account.updateMany({
    where: { bureauId: account.bureauId, id: account.id },
    data: { mustChangePassword: true },
  });
  const held = await browser.get('/account');
  expect([held.status, held.headers['location']]).toEqual([303, '/account/password']);
  const weak = await browser.post('/account/password', { current: TEST_PASSWORD, next: 'short', again: 'short' });
  expect(weak.status).toBe(422);
  expect(weak.text).toContain('密码至少12位');
  app.clock.advanceMinutes(1);
  const next = 'Neues-Kennwort-7788';
  const changed = await browser.post('/account/password', { current: TEST_PASSWORD, next, again: next });
  expect(changed.status).toBe(303);
  expect((await browser.get('/account')).status).toBe(200);
  expect((await other.get('/account')).headers['location']).toBe('/sign-in');
});

it('S9: disabling an account ends its sessions on the next request', async () => {
  const account = await aSecretary();
  const browser = await app.signIn(account.username);
  await db.account.updateMany({ where: { bureauId: account.bureauId, id: account.id }, data: { status: 'DISABLED' } });
  expect((await browser.get('/account')).headers['location']).toBe('/sign-in');
});

it('an anonymous visitor is sent to sign-in and back to the page he asked for', async () => {
  const account = await aSecretary();
  const browser = app.anonymous();
  const asked = await browser.get('/account?from=mail');
  expect([asked.status, asked.headers['location']]).toEqual([303, '/sign-in']);
  await browser.get('/sign-in');
  const answer = await browser.post('/sign-in', { username: account.username, password: TEST_PASSWORD });
  expect(answer.headers['location']).toBe('/account?from=mail');
});

it('S7: every answer carries the security headers, and the policy allows no inline code', async () => {
  const browser = app.anonymous();
  for (const path of ['/sign-in', '/no-such-page', '/assets/css/portal.css', '/healthz', '/account']) {
    const { headers } = await browser.get(path);
    expect(headers['content-security-policy'], path).toContain("default-src 'none'");
    expect(headers['content-security-policy'], path).not.toContain('unsafe');
    expect(headers['x-content-type-options'], path).toBe('nosniff');
  }
});
