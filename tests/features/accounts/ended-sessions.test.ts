import { createHash, createHmac } from 'node:crypto';
import { Secret } from 'otpauth';
import { expect, it } from 'vitest';
import { grantRole, resetPassword, revokeRole } from '../../../src/features/accounts/index.js';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { codeAt, openSecondStep } from '../../factories/second-step.js';
import { startTestApp, TEST_SESSION_SECRET, type TestBrowser } from '../../support/app.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp();
const { db, clock } = app;

type Account = Awaited<ReturnType<typeof anAccount>>;

interface Scene {
  account: Account;
  /** Another browser of the same person. */
  other: TestBrowser;
  /** The browser whose session is looked at. */
  watched: TestBrowser;
}

/** What must end a running session on its next request; each leaves the account able to sign in again unless it says so. */
const EVENTS: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  'sign-out': ({ watched }) => watched.post('/sign-out'),
  'the end set from another device': ({ other }) => other.post('/account/sessions/ending'),
  'a changed password': ({ other }) =>
    other.post('/account/password', {
      current: TEST_PASSWORD,
      next: 'Neues-Kennwort-7788',
      again: 'Neues-Kennwort-7788',
    }),
  'a reset password': ({ account }) => resetPassword(useCaseFor(db, account, clock), { accountId: account.id }),
  'a role given': async ({ account }) => {
    const { id: branchId } = await aBranch(db, account.bureauId);
    await grantRole(useCaseFor(db, account, clock), { accountId: account.id, role: 'BRANCH_SECRETARY', branchId });
  },
  'a role taken': async ({ account }) => {
    const where = { bureauId: account.bureauId, accountId: account.id, role: 'COMMITTEE_MEMBER' } as const;
    const { id } = await db.roleAssignment.findFirstOrThrow({ where });
    await revokeRole(useCaseFor(db, account, clock), { branchId: null }, id);
  },
  'a disabled account': ({ account: { bureauId, id } }) =>
    db.account.updateMany({ where: { bureauId, id }, data: { status: 'DISABLED' } }),
  'a second step opened': ({ other }) => openSecondStep(app, other),
  'a second step closed': async ({ other, watched }) => {
    const { seed } = await openSecondStep(app, other);
    clock.advanceMinutes(1);
    await enter(watched, seed);
    expect((await watched.get('/account')).status).toBe(200);
    clock.advanceMinutes(1);
    await other.post('/account/second-step/removal', { password: TEST_PASSWORD, code: codeAt(seed, clock.now()) });
  },
  'a second step taken off by the bureau': async ({ account, other, watched }) => {
    const { seed } = await openSecondStep(app, other);
    clock.advanceMinutes(1);
    await enter(watched, seed);
    const boss = await app.signIn((await anAccount(db, account.bureauId, { role: 'BUREAU_SECRETARY' })).username);
    clock.advanceMinutes(1);
    await boss.post(`/bureau/accounts/${account.id}/second-step-removal`);
  },
};

let watchedName = '';

/** Signs the watched browser in again, by code. */
async function enter(watched: TestBrowser, seed: string): Promise<void> {
  await watched.get('/sign-in');
  await watched.post('/sign-in', { username: watchedName, password: TEST_PASSWORD });
  await watched.get('/sign-in/code');
  await watched.post('/sign-in/code', { code: codeAt(seed, clock.now()) });
  await watched.get('/account/password');
}

it.each(Object.entries(EVENTS))('S9: %s ends the session on its next request', async (_name, event) => {
  const account = await anAccount(db, (await aBureau(db)).id, { role: 'COMMITTEE_MEMBER' });
  watchedName = account.username;
  const [watched, other] = [await app.signIn(account.username), await app.signIn(account.username)];
  expect((await watched.get('/account')).status).toBe(200);
  clock.advanceMinutes(1);
  await event({ account, other, watched });
  for (const path of ['/account', '/bureau/board', '/account/sessions']) {
    const answer = await watched.get(path);
    expect([answer.status, answer.headers['location']], path).toEqual([303, '/sign-in']);
  }
});

/** Every row of every table, as a dump has it. */
async function dump(): Promise<string> {
  const { rows } = await db.$pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const parts = rows.map(({ name }) => `SELECT t::text AS row FROM "${name}" t`);
  const all = await db.$pool.query<{ row: string }>(parts.join(' UNION ALL '));
  return all.rows.map(({ row }) => row).join('\n');
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

it('S9: a stolen database yields no usable session, seed, recovery code or password', async () => {
  const account = await anAccount(db, (await aBureau(db)).id, { role: 'COMMITTEE_MEMBER' });
  const browser = app.anonymous();
  await browser.get('/sign-in');
  const answer = await browser.post('/sign-in', { username: account.username, password: TEST_PASSWORD });
  const { seed, recoveryCodes } = await openSecondStep(app, browser);
  const sessionId = /portal=s%3A([^.]+)\./.exec(String(answer.headers['set-cookie']))?.[1] ?? '';
  const plainSeed = seed.replaceAll(' ', '');
  const secrets = [
    ...[sessionId, plainSeed, Secret.fromBase32(plainSeed).hex, TEST_PASSWORD],
    ...recoveryCodes.flatMap((code) => [
      code,
      code.replaceAll('-', ''),
      sha256(code),
      sha256(code.replaceAll('-', '')),
    ]),
  ];
  const stolen = (await dump()).toLowerCase();
  expect(stolen).toContain(account.username);
  expect(secrets.every((secret) => secret.length >= 12)).toBe(true);
  for (const secret of secrets) expect(stolen).not.toContain(secret.toLowerCase());
});

it('S9: what a session is stored under opens no session, even for whoever knows the secret of the cookies', async () => {
  const account = await anAccount(db, (await aBureau(db)).id, { role: 'COMMITTEE_MEMBER' });
  await app.signIn(account.username);
  const { idHash, data } = await db.session.findFirstOrThrow({ where: { accountId: account.id } });
  const { publicId } = data as { publicId: string };
  for (const id of [idHash, publicId]) {
    const mark = createHmac('sha256', TEST_SESSION_SECRET).update(id).digest('base64').replace(/=+$/, '');
    const cookie = `portal=${encodeURIComponent(`s:${id}.${mark}`)}`;
    expect((await app.anonymous().get('/account', { cookie })).headers['location']).toBe('/sign-in');
  }
});
