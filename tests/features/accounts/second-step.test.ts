import { expect, it } from 'vitest';
import { acceptCode } from '../../../src/features/account-security/second-step.service.js';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aBureau } from '../../factories/bureau.js';
import { codeAt, openSecondStep } from '../../factories/second-step.js';
import { startTestApp, type TestBrowser, testAppOn } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp();
const { db, clock } = app;

async function anOwner() {
  const account = await anAccount(db, (await aBureau(db)).id, { role: 'BUREAU_SECRETARY' });
  const browser = await app.signIn(account.username);
  const step = await openSecondStep(app, browser);
  clock.advanceMinutes(1);
  return { account, browser, ...step };
}

/** The first page of the sign-in, from a browser that nobody knows. */
async function passwordGiven(username: string, on = app): Promise<TestBrowser> {
  const browser = on.anonymous();
  await browser.get('/sign-in');
  const answer = await browser.post('/sign-in', { username, password: TEST_PASSWORD });
  expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-in/code']);
  await browser.get('/sign-in/code');
  return browser;
}

const signedIn = async (browser: TestBrowser): Promise<boolean> => (await browser.get('/account')).status === 200;

it('S8: after the password the code is asked for; nobody is signed in between, and the session is another after it', async () => {
  const { account, seed } = await anOwner();
  const browser = await passwordGiven(account.username);
  expect((await browser.get('/account')).headers['location']).toBe('/sign-in');
  expect(await db.session.count({ where: { accountId: account.id } })).toBe(1);
  const waiting = await db.session.findMany({ where: { accountId: null } });
  expect(waiting.length).toBeGreaterThan(0);
  const answer = await browser.post('/sign-in/code', { code: codeAt(seed, clock.now()) });
  expect([answer.status, answer.headers['location']]).toEqual([303, '/account']);
  expect(String(answer.headers['set-cookie'])).toMatch(/portal=s/);
  expect(await signedIn(browser)).toBe(true);
  const left = await db.session.findMany({ where: { accountId: null } });
  expect(left.length).toBe(waiting.length - 1);
});

it('S8: a code is taken once, from whichever process; so is the one before it', async () => {
  const { account, seed } = await anOwner();
  const code = codeAt(seed, clock.now());
  const [first, second] = [
    await passwordGiven(account.username),
    await passwordGiven(account.username, testAppOn(db, clock)),
  ];
  const answers = await Promise.all([first, second].map((browser) => browser.post('/sign-in/code', { code })));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  const third = await passwordGiven(account.username);
  const before = codeAt(seed, new Date(clock.now().getTime() - 30_000));
  expect((await third.post('/sign-in/code', { code: before })).status).toBe(422);
  expect(await signedIn(third)).toBe(false);
});

it('S8: a code of a clock that is half a minute off is taken, one of two minutes ago is not', async () => {
  const { account, seed } = await anOwner();
  const browser = await passwordGiven(account.username);
  const old = await browser.post('/sign-in/code', { code: codeAt(seed, new Date(clock.now().getTime() - 120_000)) });
  expect(old.status).toBe(422);
  expect(old.text).toContain('验证码不正确');
  const early = await browser.post('/sign-in/code', { code: codeAt(seed, new Date(clock.now().getTime() + 30_000)) });
  expect(early.status).toBe(303);
});

it('S8: the sixth wrong code is refused even when it is right, on two processes, and the known device gets in', async () => {
  const { account, seed, browser: owner } = await anOwner();
  await owner.post('/sign-out');
  const stranger = await passwordGiven(account.username);
  const elsewhere = await passwordGiven(account.username, testAppOn(db, clock));
  for (const browser of [stranger, elsewhere, stranger, elsewhere, stranger])
    expect((await browser.post('/sign-in/code', { code: '000000' })).status).toBe(422);
  const sixth = await elsewhere.post('/sign-in/code', { code: codeAt(seed, clock.now()) });
  expect(sixth.status).toBe(429);
  expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0);
  await owner.get('/sign-in');
  await owner.post('/sign-in', { username: account.username, password: TEST_PASSWORD });
  await owner.get('/sign-in/code');
  expect((await owner.post('/sign-in/code', { code: codeAt(seed, clock.now()) })).status).toBe(303);
});

it('S8: a recovery code stands in for the phone, once', async () => {
  const { account, recoveryCodes } = await anOwner();
  expect(new Set(recoveryCodes).size).toBe(10);
  const [code = ''] = recoveryCodes;
  const browser = await passwordGiven(account.username);
  const typed = code.toUpperCase().replaceAll('-', ' ');
  expect((await browser.post('/sign-in/code', { code: typed })).status).toBe(303);
  expect((await browser.get('/account/second-step')).text).toContain('9个');
  const again = await passwordGiven(account.username);
  expect((await again.post('/sign-in/code', { code })).status).toBe(422);
  expect(await signedIn(again)).toBe(false);
});

it('S8: the code page waits ten minutes, and knows nobody who gave no password', async () => {
  const { account, seed } = await anOwner();
  const late = await passwordGiven(account.username);
  clock.advanceMinutes(11);
  const answer = await late.post('/sign-in/code', { code: codeAt(seed, clock.now()) });
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('请重新登录');
  const nobody = app.anonymous();
  expect((await nobody.get('/sign-in/code')).status).toBe(409);
  await nobody.get('/sign-in');
  expect((await nobody.post('/sign-in/code', { code: codeAt(seed, clock.now()) })).status).toBe(409);
  expect(await signedIn(nobody)).toBe(false);
});

it('S9: opening it ends the other sessions; the seed is shown no more, and the codes never again', async () => {
  const account = await anAccount(db, (await aBureau(db)).id, { role: 'BUREAU_SECRETARY' });
  const other = await app.signIn(account.username);
  const browser = await app.signIn(account.username);
  clock.advanceMinutes(1);
  const { seed, recoveryCodes } = await openSecondStep(app, browser);
  expect([await signedIn(browser), await signedIn(other)]).toEqual([true, false]);
  const page = (await browser.get('/account/second-step')).text;
  expect(page).toContain('已打开');
  for (const secret of [seed, seed.replaceAll(' ', ''), ...recoveryCodes]) expect(page).not.toContain(secret);
});

it('S9: one that is open is not begun anew from a running session: the seed stays the one of the phone', async () => {
  const { account, seed, browser } = await anOwner();
  expect((await browser.post('/account/second-step/start')).status).toBe(409);
  const again = await passwordGiven(account.username);
  expect((await again.post('/sign-in/code', { code: codeAt(seed, clock.now()) })).status).toBe(303);
});

it('S8: a seed that was scanned and never confirmed is no second step: its codes open nothing, its owner still owes one', async () => {
  const bureau = await aBureau(db);
  const account = await anAccount(db, bureau.id, { role: 'COMMITTEE_MEMBER' });
  const browser = await app.signIn(account.username);
  await browser.post('/account/second-step/start');
  const page = (await browser.get('/account/second-step')).text;
  const seed = /class="secret">([A-Z2-7 ]+)</.exec(page)?.[1] ?? '';
  const useCase = useCaseFor(db, { bureauId: bureau.id, accountId: account.id }, clock);
  await expect(acceptCode(useCase, codeAt(seed, clock.now()))).rejects.toThrow('验证码不正确');
  await db.bureau.update({ where: { id: bureau.id }, data: { secondStepRequired: true } });
  expect((await browser.get('/bureau/board')).headers['location']).toBe('/account/second-step');
});

it('a wrong first code opens nothing and keeps the seed that was scanned', async () => {
  const account = await anAccount(db, (await aBureau(db)).id, { role: 'BUREAU_SECRETARY' });
  const browser = await app.signIn(account.username);
  await browser.post('/account/second-step/start');
  const before = (await browser.get('/account/second-step')).text;
  const wrong = await browser.post('/account/second-step/confirmation', { code: '12345' });
  expect(wrong.status).toBe(422);
  const seed = /class="secret">([A-Z2-7 ]+)</.exec(before)?.[1];
  expect(wrong.text).toContain(seed);
  expect((await app.signIn(account.username)).get).toBeDefined();
});

it('S8: closing it needs the password and a code; both wrong tries count', async () => {
  const { account, browser, seed, recoveryCodes } = await anOwner();
  const wrongPassword = await browser.post('/account/second-step/removal', {
    password: 'x',
    code: codeAt(seed, clock.now()),
  });
  expect([wrongPassword.status, wrongPassword.text.includes('密码不正确')]).toEqual([422, true]);
  const wrongCode = await browser.post('/account/second-step/removal', { password: TEST_PASSWORD, code: '000000' });
  expect([wrongCode.status, wrongCode.text.includes('验证码不正确')]).toEqual([422, true]);
  const answer = await browser.post('/account/second-step/removal', {
    password: TEST_PASSWORD,
    code: recoveryCodes[3] ?? '',
  });
  expect([answer.status, answer.headers['location']]).toEqual([303, '/account']);
  expect(await db.secondStep.count({ where: { bureauId: account.bureauId } })).toBe(0);
  expect(await db.recoveryCode.count({ where: { bureauId: account.bureauId } })).toBe(0);
  expect(await signedIn(browser)).toBe(true);
  expect(await signedIn(await app.signIn(account.username))).toBe(true);
});

it('a bureau that demands it leads its own accounts to the set-up before all else, and nobody else', async () => {
  const bureau = await aBureau(db);
  const branch = await aBranch(db, bureau.id);
  const secretary = await app.signIn((await anAccount(db, bureau.id, { role: 'BUREAU_SECRETARY' })).username);
  const member = await app.signIn((await anAccount(db, bureau.id, { role: 'COMMITTEE_MEMBER' })).username);
  const ofBranch = await app.signIn(
    (await anAccount(db, bureau.id, { role: 'BRANCH_SECRETARY', branchId: branch.id })).username,
  );
  for (let round = 0; round < 2; round += 1) expect((await member.get('/bureau/board')).status).toBe(200);
  const saved = await secretary.post('/bureau/accounts/second-step-requirement', { required: 'on' });
  expect(saved.headers['location']).toBe('/bureau/accounts');
  for (const path of ['/bureau/board', '/account', '/account/sessions']) {
    const held = await member.get(path);
    expect([held.status, held.headers['location']], path).toEqual([303, '/account/second-step']);
  }
  expect((await member.post('/account/sessions/ending')).headers['location']).toBe('/account/second-step');
  expect(await signedIn(ofBranch)).toBe(true);
  expect((await member.get('/account/second-step')).text).toContain('请先打开两步登录');
  await openSecondStep(app, member);
  expect((await member.get('/bureau/board')).status).toBe(200);
  await openSecondStep(app, secretary);
  await secretary.post('/bureau/accounts/second-step-requirement', {});
  const other = await app.signIn((await anAccount(db, bureau.id, { role: 'COMMITTEE_MEMBER' })).username);
  expect(await signedIn(other)).toBe(true);
});

it('P3: no page of the account or of the staff asks the database more than four times', async () => {
  const { browser } = await anOwner();
  for (const path of ['/account', '/account/sessions', '/account/second-step', '/bureau/accounts', '/sign-in/code']) {
    const { queries } = await countQueries(db, () => browser.get(path));
    expect(queries.length, `${path}\n${queries.join('\n')}`).toBeLessThanOrEqual(4);
  }
});
