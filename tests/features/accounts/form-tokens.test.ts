import { expect, it } from 'vitest';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { aBureau } from '../../factories/bureau.js';
import { csrfTokenIn, startTestApp } from '../../support/app.js';

const app = await startTestApp();
const { db } = app;

async function aPerson() {
  return anAccount(db, (await aBureau(db)).id, { role: 'BUREAU_SECRETARY' });
}

it('S3: the form of a page asked for while the session was ending is taken, whatever else was asked for beside it', async () => {
  const account = await aPerson();
  const browser = await app.signIn(account.username);
  app.clock.advanceMinutes(31);
  // The browser asks for the page, a picture in it and a second tab with the cookie of a session that is over.
  const [page] = await Promise.all(
    ['/sign-in', '/account', '/account/password', '/sign-in'].map((at) => browser.get(at)),
  );
  const fields = { username: account.username, password: TEST_PASSWORD, _csrf: csrfTokenIn(page?.text) ?? '' };
  expect((await browser.postRaw('/sign-in', fields)).status).toBe(303);
});

it('S3: two pages asked for at once right after sign-in hold the same token, and both forms are taken', async () => {
  const browser = await app.signIn((await aPerson()).username);
  const pages = await Promise.all(['/account', '/account/password', '/account/sessions'].map((at) => browser.get(at)));
  const tokens = new Set(pages.map(({ text }) => csrfTokenIn(text)));
  expect(tokens.size).toBe(1);
  const [token = ''] = tokens;
  expect((await browser.postRaw('/account/sessions/ending', { _csrf: token })).status).toBe(303);
});

it('S3: a sign-in form whose token is not of this browser comes back with the name and can be sent again at once', async () => {
  const account = await aPerson();
  const browser = app.anonymous();
  await browser.get('/sign-in');
  const foreign = csrfTokenIn((await app.anonymous().get('/sign-in')).text) ?? '';
  const fields = { username: account.username, password: TEST_PASSWORD };
  const refused = await browser.postRaw('/sign-in', { ...fields, _csrf: foreign });
  expect(refused.status).toBe(403);
  expect(refused.text).toContain(`value="${account.username}"`);
  expect(refused.text).toContain('请再输入一次密码');
  expect(refused.text).not.toContain(TEST_PASSWORD);
  expect((await browser.post('/sign-in', fields)).status).toBe(303);
});

it('S3: the form for the code refuses a foreign token too, whether or not somebody waits', async () => {
  const browser = app.anonymous();
  await browser.get('/sign-in');
  const refused = await browser.postRaw('/sign-in/code', { code: '123456', _csrf: 'x' });
  expect(refused.status).toBe(403);
});

it('S3: the token of a browser opens no form of whoever has signed in since', async () => {
  const browser = app.anonymous();
  const early = csrfTokenIn((await browser.get('/sign-in')).text) ?? '';
  await browser.post('/sign-in', { username: (await aPerson()).username, password: TEST_PASSWORD });
  expect((await browser.postRaw('/sign-out', { _csrf: early })).status).toBe(403);
});

it('a picture asked for without a session is not what the sign-in returns to', async () => {
  const browser = app.anonymous();
  await browser.get('/account');
  await browser.get('/account/sessions', { 'sec-fetch-dest': 'image' });
  await browser.get('/sign-in');
  const answer = await browser.post('/sign-in', { username: (await aPerson()).username, password: TEST_PASSWORD });
  expect(answer.headers['location']).toBe('/account');
});
