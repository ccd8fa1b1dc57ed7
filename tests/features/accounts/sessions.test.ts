import type { SessionData } from 'express-session';
import { expect, it } from 'vitest';
import { deviceWords } from '../../../src/features/accounts/devices.rules.js';
import { SessionStore } from '../../../src/web/session-store.js';
import { anAccount, TEST_PASSWORD } from '../../factories/account.js';
import { aBureau } from '../../factories/bureau.js';
import { startTestApp, type TestBrowser } from '../../support/app.js';

const app = await startTestApp();
const { db, clock } = app;

const PHONE =
  'Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.50';
const DESK =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0';

async function anOwner() {
  return anAccount(db, (await aBureau(db)).id, { role: 'BUREAU_SECRETARY' });
}

const signedInBy = async (userAgent: string, username: string): Promise<TestBrowser> => {
  const browser = app.anonymous();
  const form = await browser.get('/sign-in');
  const token = /name="_csrf" value="([^"]+)"/.exec(form.text)?.[1] ?? '';
  const fields = { username, password: TEST_PASSWORD, _csrf: token };
  const answer = await browser.postRaw('/sign-in', fields, { 'user-agent': userAgent });
  expect(answer.status).toBe(303);
  await browser.get('/account/password');
  return browser;
};

const signedOut = async (browser: TestBrowser): Promise<boolean> =>
  (await browser.get('/account')).headers['location'] === '/sign-in';

const endings = (html: string): string[] =>
  [...html.matchAll(/action="(\/account\/sessions\/[0-9a-f-]{36}\/ending)"/g)].map(([, href]) => href ?? '');

it('S9: one sees where one is signed in, and ends one of the sessions from afar', async () => {
  const { username, bureauId, id } = await anOwner();
  const desk = await signedInBy(DESK, username);
  const phone = await signedInBy(PHONE, username);
  const page = await desk.get('/account/sessions');
  expect(page.text).toContain('Windows 电脑，Edge 浏览器');
  expect(page.text).toContain('安卓手机，微信');
  expect(page.text.match(/本机/g)).toHaveLength(1);
  const [ending = '', ...more] = endings(page.text);
  expect(more).toEqual([]);
  expect((await desk.post(ending)).headers['location']).toBe('/account/sessions');
  expect(await signedOut(phone)).toBe(true);
  expect(await signedOut(desk)).toBe(false);
  expect(await db.session.count({ where: { bureauId, accountId: id } })).toBe(1);
  const audit = await db.auditEvent.findMany({ where: { bureauId, action: 'account.endSessions' } });
  expect(audit.map(({ entityId, note }) => [entityId, note])).toEqual([[id, '1处']]);
  expect((await desk.post(ending)).status, 'a session that is over').toBe(303);
  expect(await db.auditEvent.count({ where: { bureauId } })).toBe(1);
});

it('S9: all other sessions end at once; this one goes on', async () => {
  const { username } = await anOwner();
  const [desk, phone, tablet] = [await app.signIn(username), await app.signIn(username), await app.signIn(username)];
  expect((await desk.get('/account/sessions')).text).toContain('退出其他2处登录');
  await desk.post('/account/sessions/ending');
  expect([await signedOut(desk), await signedOut(phone), await signedOut(tablet)]).toEqual([false, true, true]);
  expect((await desk.get('/account/sessions')).text).toContain('没有在其他地方登录');
});

it("S9: nobody ends another's session, and the page shows only one's own", async () => {
  const owner = await anOwner();
  const stranger = await anAccount(db, owner.bureauId, { role: 'COMMITTEE_MEMBER' });
  const [desk, phone] = [await app.signIn(owner.username), await app.signIn(owner.username)];
  const [ending = ''] = endings((await desk.get('/account/sessions')).text);
  const other = await app.signIn(stranger.username);
  expect(endings((await other.get('/account/sessions')).text)).toEqual([]);
  await other.post(ending);
  await other.post('/account/sessions/ending');
  expect([await signedOut(desk), await signedOut(phone)]).toEqual([false, false]);
});

it('sessions that have run out are not shown', async () => {
  const { username } = await anOwner();
  await app.signIn(username);
  app.clock.advanceMinutes(31);
  const desk = await app.signIn(username);
  expect(endings((await desk.get('/account/sessions')).text)).toEqual([]);
});

it('S9: the page gives away neither session ids nor what they are stored under', async () => {
  const { username, bureauId, id } = await anOwner();
  const desk = await app.signIn(username);
  await app.signIn(username);
  const { text } = await desk.get('/account/sessions');
  const rows = await db.session.findMany({ where: { bureauId, accountId: id } });
  expect(rows).toHaveLength(2);
  for (const { idHash } of rows) expect(text).not.toContain(idHash);
});

it('S9: a session that is ended while a request of it is under way stays ended, though the request saves it', async () => {
  const { bureauId, id: accountId } = await anOwner();
  const store = new SessionStore(db.$pool, clock);
  const save = (data: SessionData) =>
    new Promise<void>((resolve, reject) => {
      store.set('under way', data, (error) => (error ? reject(error) : resolve()));
    });
  const data = { cookie: { originalMaxAge: null }, passport: { user: { bureauId, accountId } } };
  await save(data);
  expect(await db.session.count({ where: { bureauId, accountId } })).toBe(1);
  await save({ ...data, notice: '已保存。' });
  expect((await db.session.findFirst({ where: { bureauId, accountId } }))?.data).toMatchObject({ notice: '已保存。' });
  await db.session.deleteMany({ where: { bureauId, accountId } });
  await save({ ...data, notice: '已再次保存。' });
  expect(await db.session.count({ where: { bureauId, accountId } })).toBe(0);
});

it.each([
  [DESK, 'Windows 电脑，Edge 浏览器'],
  [PHONE, '安卓手机，微信'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1',
    '苹果手机，苹果浏览器',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Linux 电脑，火狐浏览器'],
  [
    'Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 Mobile Safari/537.36 HuaweiBrowser/5',
    '鸿蒙设备，华为浏览器',
  ],
  ['curl/8', '未知设备'],
  ['', '未知设备'],
])('names the device of %s', (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words);
});
