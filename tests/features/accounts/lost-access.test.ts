import { expect, it } from 'vitest';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { aMember } from '../../factories/member.js';
import { openSecondStep } from '../../factories/second-step.js';
import { startTestApp, type TestBrowser } from '../../support/app.js';

const app = await startTestApp();
const { db, clock } = app;

const signedIn = async (browser: TestBrowser): Promise<boolean> => (await browser.get('/account')).status === 200;

/** Signs in without a code: only where there is no second step. */
const getsInWith = async (username: string, password: string): Promise<string | undefined> => {
  const browser = app.anonymous();
  await browser.get('/sign-in');
  return (await browser.post('/sign-in', { username, password })).headers['location'];
};

async function aBureauWithStaff() {
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id);
  const boss = await anAccount(db, bureau.id, { role: 'BUREAU_SECRETARY' });
  const secretary = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: branch.id });
  const member = await aMember(db, branch, { name: '李娜' });
  const account = await anAccount(db, bureau.id, { memberId: member.id, displayName: '李娜' });
  return { bureau, branch, boss, secretary, member, account };
}

async function withSecondStep(username: string): Promise<TestBrowser> {
  const browser = await app.signIn(username);
  await openSecondStep(app, browser);
  clock.advanceMinutes(1);
  return browser;
}

it("S9: the branch's secretary takes a member's lost second step off; the member's sessions end, and it is recorded", async () => {
  const { bureau, branch, secretary, member, account } = await aBureauWithStaff();
  const phone = await withSecondStep(account.username);
  expect(await getsInWith(account.username, TEST_PASSWORD)).toBe('/sign-in/code');
  const desk = await app.signIn(secretary.username);
  const href = `/branches/${branch.id}/members/${member.id}/second-step-removal`;
  expect((await desk.get(`/branches/${branch.id}/accounts`)).text).toContain(`formaction="${href}"`);
  expect((await desk.post(href)).status).toBe(303);
  expect(await signedIn(phone)).toBe(false);
  expect(await getsInWith(account.username, TEST_PASSWORD)).toBe('/');
  const audit = await db.auditEvent.findFirst({ where: { bureauId: bureau.id, action: 'account.removeSecondStep' } });
  expect([audit?.entityId, audit?.accountId, audit?.branchId]).toEqual([account.id, secretary.id, branch.id]);
  expect((await desk.get(`/branches/${branch.id}/accounts`)).text).not.toContain(`formaction="${href}"`);
  expect((await desk.post(href)).status).toBe(422);
});

it("S1: a branch does not get hold of a member's account that holds an office elsewhere", async () => {
  const { bureau, branch, secretary, member, account } = await aBureauWithStaff();
  const data = {
    bureauId: bureau.id,
    accountId: account.id,
    role: 'COMMITTEE_MEMBER',
    grantedAt: clock.now(),
  } as const;
  await db.roleAssignment.create({ data: { ...data, id: crypto.randomUUID() } });
  await withSecondStep(account.username);
  const desk = await app.signIn(secretary.username);
  for (const act of ['password-reset', 'second-step-removal']) {
    const answer = await desk.post(`/branches/${branch.id}/members/${member.id}/${act}`);
    expect(answer.status, act).toBe(422);
    expect(answer.text).toContain('请局党委书记');
  }
  expect(await getsInWith(account.username, TEST_PASSWORD)).toBe('/sign-in/code');
});

it("S1: a branch's secretary does nothing to the account of a member of another branch, by either branch's address", async () => {
  const { bureau, branch, member, account } = await aBureauWithStaff();
  const sibling = await aBranch(db, bureau.id);
  const stranger = await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: sibling.id });
  const phone = await withSecondStep(account.username);
  const desk = await app.signIn(stranger.username);
  for (const branchId of [sibling.id, branch.id])
    for (const act of ['password-reset', 'second-step-removal'])
      expect((await desk.post(`/branches/${branchId}/members/${member.id}/${act}`)).status, act).toBe(404);
  expect(await signedIn(phone)).toBe(true);
  expect(await getsInWith(account.username, TEST_PASSWORD)).toBe('/sign-in/code');
});

it('S1: whose office has run out is not on the desk any more', async () => {
  const { bureau, boss } = await aBureauWithStaff();
  const inspector = await anAccount(db, bureau.id, { role: 'INSPECTOR' });
  const desk = await app.signIn(boss.username);
  const href = `/bureau/accounts/${inspector.id}/password-reset`;
  expect((await desk.get('/bureau/accounts')).text).toContain(href);
  const where = { bureauId: bureau.id, accountId: inspector.id };
  await db.roleAssignment.updateMany({ where, data: { validUntil: clock.now() } });
  expect((await desk.get('/bureau/accounts')).text).not.toContain(href);
  expect((await desk.post(href)).status).toBe(404);
});

it("S9: the bureau's secretary helps a branch's secretary: a new password on a slip, the second step taken off", async () => {
  const { boss, secretary } = await aBureauWithStaff();
  const session = await withSecondStep(secretary.username);
  const desk = await app.signIn(boss.username);
  expect((await desk.get('/bureau/accounts')).text).toContain(`/bureau/accounts/${secretary.id}/second-step-removal`);
  const slip = await desk.post(`/bureau/accounts/${secretary.id}/password-reset`);
  const password = /临时密码<\/dt><dd><code>([^<]+)/.exec(slip.text)?.[1] ?? '';
  // Signed out, and not merely led to the page where a temporary password is changed.
  expect((await session.get('/account')).headers['location']).toBe('/sign-in');
  expect(await getsInWith(secretary.username, TEST_PASSWORD)).toBeUndefined();
  expect(await getsInWith(secretary.username, password)).toBe('/sign-in/code');
  expect((await desk.post(`/bureau/accounts/${secretary.id}/second-step-removal`)).status).toBe(303);
  expect(await getsInWith(secretary.username, password)).toBe('/');
});

it('S1: neither his own account, nor a member without an office, nor one of another bureau is on that desk', async () => {
  const [own, foreign] = [await aBureauWithStaff(), await aBureauWithStaff()];
  const desk = await app.signIn(own.boss.username);
  for (const { id } of [own.boss, own.account, foreign.secretary])
    for (const act of ['password-reset', 'second-step-removal'])
      expect((await desk.post(`/bureau/accounts/${id}/${act}`)).status).toBe(404);
});

it("S1: the platform's administrator helps a bureau's secretary, recorded in that bureau, and nobody else of it", async () => {
  const { bureau, boss, secretary } = await aBureauWithStaff();
  const platform = await db.bureau.create({
    data: { id: crypto.randomUUID(), kind: 'PLATFORM', name: `平台${boss.username}`, createdAt: clock.now() },
  });
  const admin = await app.signIn((await anAccount(db, platform.id, { role: 'PLATFORM_ADMIN' })).username);
  const session = await withSecondStep(boss.username);
  const base = `/platform/bureaus/${bureau.id}/accounts`;
  const page = (await admin.get(base)).text;
  expect(page).toContain(`${base}/${boss.id}/second-step-removal`);
  expect(page).not.toContain(secretary.id);
  expect((await admin.post(`${base}/${secretary.id}/password-reset`)).status).toBe(404);
  expect((await admin.post(`${base}/${boss.id}/second-step-removal`)).status).toBe(303);
  expect(await signedIn(session)).toBe(false);
  const audit = await db.auditEvent.findFirst({ where: { bureauId: bureau.id, action: 'account.removeSecondStep' } });
  expect([audit?.entityId, audit?.accountId]).toEqual([boss.id, null]);
});
