import { expect, it } from 'vitest';
import { sendMail } from '../../../src/features/notifications/send-mail.service.js';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { aBureau } from '../../factories/bureau.js';
import { openSecondStep } from '../../factories/second-step.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { startMailServer } from '../../support/mail-server.js';
import { testDatabase } from '../../support/test-database.js';
import { testCipher, useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();
const clock = testClock();
const server = await startMailServer();
const app = testAppOn(db, clock, { smtpUrl: server.url });
const NEXT = 'Neues-Kennwort-7788';

async function anOwner(email: string | null = 'wang@example.cn') {
  const { id: bureauId } = await aBureau(db);
  const account = await anAccount(db, bureauId, { role: 'BUREAU_SECRETARY' });
  if (email !== null) {
    const data = { bureauId, accountId: account.id, emailCipher: testCipher.encrypt(email), confirmedAt: clock.now() };
    await db.contactSetting.create({ data });
  }
  return account;
}

type Account = Awaited<ReturnType<typeof anOwner>>;

async function forgot(username: string) {
  const browser = app.anonymous();
  await browser.get('/password-reset');
  const answer = await browser.post('/password-reset', { username });
  expect([answer.status, answer.headers['location']]).toEqual([303, '/password-reset/code']);
  return browser;
}

/** The code of the mail that was put into the outbox for the account, sent by a real mail server; null when there is none. */
async function mailedCode({ bureauId, id }: Account): Promise<string | null> {
  const where = { bureauId, accountId: id, kind: 'RESET', status: 'QUEUED' } as const;
  await expect.poll(() => db.outgoingMail.count({ where })).toBeGreaterThan(0);
  const row = await db.outgoingMail.findFirstOrThrow({ where, orderBy: { id: 'desc' } });
  const useCase = useCaseFor(db, { bureauId }, clock);
  const mail = { smtpUrl: server.url, from: 'portal@example.cn' };
  const job = { signal: new AbortController().signal, attempt: 1 };
  await sendMail({ useCase, mail, baseUrl: 'https://portal.example.cn' }, row.id, job);
  return /[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}/.exec(server.got.at(-1)?.text ?? '')?.[0] ?? null;
}

const typed = (account: Account, code: string | null, next = NEXT) => ({
  ...{ username: account.username, code: code ?? '', next, again: next },
});

it('S9: a forgotten password is set anew by a code that is mailed; running sessions end, the old password is gone', async () => {
  const account = await anOwner();
  const session = await app.signIn(account.username);
  clock.advanceMinutes(1);
  const browser = await forgot(account.username);
  const code = await mailedCode(account);
  expect(server.got.at(-1)).toMatchObject({ to: ['wang@example.cn'], subject: '设置新密码的验证码' });
  const page = await browser.get('/password-reset/code');
  expect(page.text).toContain(`value="${account.username}"`);
  const weak = await browser.post('/password-reset/code', typed(account, code, 'short'));
  expect([weak.status, weak.text.includes('密码至少12位')]).toEqual([422, true]);
  const answer = await browser.post('/password-reset/code', typed(account, code));
  expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-in']);
  expect((await session.get('/account')).headers['location']).toBe('/sign-in');
  await expect(app.signIn(account.username)).rejects.toThrow('422');
  expect((await (await app.signIn(account.username, NEXT)).get('/account')).status).toBe(200);
  const actions = await db.auditEvent.findMany({ where: { bureauId: account.bureauId }, select: { action: true } });
  expect(actions.map(({ action }) => action)).toEqual(['account.askReset', 'account.resetByMail']);
});

it('S9: a code is worth one use and half an hour, and a later one takes its place', async () => {
  const account = await anOwner();
  const browser = await forgot(account.username);
  const first = await mailedCode(account);
  await forgot(account.username);
  const second = await mailedCode(account);
  expect((await browser.post('/password-reset/code', typed(account, first))).status).toBe(422);
  expect((await browser.post('/password-reset/code', typed(account, second))).status).toBe(303);
  expect((await browser.post('/password-reset/code', typed(account, second))).status).toBe(422);
  const late = await forgot(account.username);
  const third = await mailedCode(account);
  clock.advanceMinutes(31);
  const answer = await late.post('/password-reset/code', typed(account, third));
  expect([answer.status, answer.text.includes('已超过30分钟')]).toEqual([422, true]);
});

it('S8: known and unknown names, with and without an address, are answered alike, on both pages', async () => {
  const people = [(await anOwner()).username, (await anOwner(null)).username, 'nobody-of-that-name'];
  const answers: string[] = [];
  for (const username of people) {
    const browser = await forgot(username);
    const asked = await browser.get('/password-reset/code');
    const wrong = { username, code: 'aaaa-bbbb-cccc', next: NEXT, again: NEXT };
    const refused = await browser.post('/password-reset/code', wrong);
    expect(refused.status).toBe(422);
    const same = (html: string) => html.replaceAll(username, 'X').replaceAll(/value="[0-9a-f]{64}"/g, '');
    answers.push(same(asked.text) + same(refused.text));
  }
  expect(new Set(answers).size).toBe(1);
});

it('S8: asking and trying are throttled', async () => {
  const account = await anOwner();
  for (let time = 0; time < 3; time += 1) await forgot(account.username);
  const browser = app.anonymous();
  await browser.get('/password-reset');
  expect((await browser.post('/password-reset', { username: account.username.toUpperCase() })).status).toBe(429);
  const code = await mailedCode(account);
  for (let time = 0; time < 5; time += 1)
    expect((await browser.post('/password-reset/code', typed(account, 'aaaa-bbbb-cccc'))).status).toBe(422);
  expect((await browser.post('/password-reset/code', typed(account, code))).status).toBe(429);
});

it('S8: an address asks thirty times an hour, under whatever names', async () => {
  const stranger = testAppOn((await testDatabase()).db, clock, { smtpUrl: server.url }).anonymous();
  await stranger.get('/password-reset');
  const ask = async (name: string) => (await stranger.post('/password-reset', { username: name })).status;
  for (let time = 0; time < 30; time += 1) expect(await ask(`nobody-${time}`)).toBe(303);
  expect(await ask('nobody-else')).toBe(429);
});

it('S8: capitals in the name are no other name: neither for the count of tries nor for the owner', async () => {
  const account = await anOwner();
  const browser = await forgot(account.username.toUpperCase());
  const code = await mailedCode(account);
  const inCapitals = { ...typed(account, code), username: account.username.toUpperCase() };
  for (let time = 0; time < 4; time += 1) {
    const wrong = { ...(time % 2 === 0 ? inCapitals : typed(account, null)), code: 'aaaa-bbbb-cccc' };
    expect((await browser.post('/password-reset/code', wrong)).status).toBe(422);
  }
  expect((await browser.post('/password-reset/code', inCapitals)).status).toBe(303);
  await app.signIn(account.username, NEXT);
});

it("S9: the code is another account's of no use, a disabled account gets none, and the second step stays", async () => {
  const [account, stranger] = [await anOwner(), await anOwner()];
  await openSecondStep(app, await app.signIn(account.username));
  const browser = await forgot(account.username);
  const code = await mailedCode(account);
  await forgot(stranger.username);
  await mailedCode(stranger);
  expect((await browser.post('/password-reset/code', typed(stranger, code))).status).toBe(422);
  expect((await browser.post('/password-reset/code', typed(account, code))).status).toBe(303);
  await browser.get('/sign-in');
  const half = await browser.post('/sign-in', { username: account.username, password: NEXT });
  expect(half.headers['location']).toBe('/sign-in/code');
  const { bureauId, id } = stranger;
  await db.account.updateMany({ where: { bureauId, id }, data: { status: 'DISABLED' } });
  const before = await db.outgoingMail.count({ where: { bureauId } });
  await forgot(stranger.username);
  expect(await db.outgoingMail.count({ where: { bureauId } })).toBe(before);
});

it('S9: a stolen database yields no code', async () => {
  const account = await anOwner('a-rare-name@example.cn');
  await forgot(account.username);
  const where = { bureauId: account.bureauId };
  await expect.poll(() => db.passwordReset.count({ where })).toBe(1);
  const stored = JSON.stringify([
    await db.passwordReset.findMany({ where }),
    await db.outgoingMail.findMany({ where }),
  ]);
  const code = (await mailedCode(account)) ?? '';
  expect(code).toHaveLength(14);
  for (const secret of [code, code.replaceAll('-', ''), 'a-rare-name']) expect(stored).not.toContain(secret);
});

it('where the portal sends no mail the page says who helps', async () => {
  const silent = testAppOn(db, clock).anonymous();
  const page = await silent.get('/password-reset');
  expect([page.text.includes('本支部书记'), page.text.includes('获取验证码')]).toEqual([true, false]);
  const account = await anOwner();
  await silent.get('/sign-in');
  expect((await silent.post('/password-reset', { username: account.username })).status).toBe(303);
  expect(await db.passwordReset.count({ where: { bureauId: account.bureauId } })).toBe(0);
  await app.signIn(account.username, TEST_PASSWORD);
});
