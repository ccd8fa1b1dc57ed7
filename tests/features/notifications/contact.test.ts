import { expect, it } from 'vitest';
import { sendMail } from '../../../src/features/notifications/send-mail.service.js';
import { anAccount } from '../../factories/account.js';
import { aBureau } from '../../factories/bureau.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { startMailServer } from '../../support/mail-server.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();
const server = await startMailServer();

async function setUp() {
  server.got.length = 0;
  const { id: bureauId } = await aBureau(db);
  const account = await anAccount(db, bureauId);
  const clock = testClock();
  const app = testAppOn(db, clock, { smtpUrl: server.url });
  const browser = await app.signIn(account.username);
  const useCase = useCaseFor(db, { bureauId }, clock);
  const mail = { smtpUrl: server.url, from: 'portal@example.cn' };
  return {
    ...{ bureauId, account, app, clock, browser },
    setting: () => db.contactSetting.findFirst({ where: { bureauId } }),
    /** The code that was mailed last. */
    async code(): Promise<string> {
      const row = await db.outgoingMail.findFirstOrThrow({ where: { bureauId }, orderBy: { id: 'desc' } });
      const job = { signal: new AbortController().signal, attempt: 1 };
      await sendMail({ useCase, mail, baseUrl: 'https://portal.example.cn' }, row.id, job);
      return /\d{6}/.exec(server.got.at(-1)?.text ?? '')?.[0] ?? '';
    },
  };
}

it('E15: a code is mailed at once, also in the night, for somebody waits for it', async () => {
  const { bureauId, browser, clock, code } = await setUp();
  await browser.post('/account/mail/address', { email: 'wang@example.cn' });
  clock.set(new Date(clock.now().getTime() + 13 * 3_600_000));
  expect(await code()).toMatch(/^\d{6}$/);
  expect(await db.outgoingMail.findMany({ where: { bureauId } })).toMatchObject([{ status: 'SENT' }]);
});

const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

it('E15: an address is used once the code was typed that was mailed to it; it lies encrypted', async () => {
  const { bureauId, browser, setting, code } = await setUp();
  expect((await browser.get('/account/mail')).text).toContain('发送验证码');
  const asked = await browser.post('/account/mail/address', { email: ' wang@example.cn ' });
  expect([asked.status, asked.headers['location']]).toEqual([303, '/account/mail']);
  expect(await setting()).toMatchObject({ emailCipher: null });
  const right = await code();
  expect(server.got).toMatchObject([{ to: ['wang@example.cn'], subject: '邮箱验证码' }]);
  const refused = await browser.post('/account/mail/confirmation', { code: wrong(right) });
  expect([refused.status, refused.text.includes('验证码不正确')]).toEqual([422, true]);
  expect((await browser.post('/account/mail/confirmation', { code: right })).status).toBe(303);
  const trail = await db.auditEvent.findMany({ where: { bureauId }, orderBy: { seq: 'asc' } });
  const tried = trail.map(({ action }) => action).filter((action) => action.startsWith('contact.'));
  expect(tried).toEqual(['contact.ask', 'contact.failCode', 'contact.confirm']);
  const page = await browser.get('/account/mail');
  expect(page.text).toContain('wang@example.cn');
  expect(page.text).toContain('怎样接收');
  const row = await setting();
  expect(row).toMatchObject({ pendingCipher: null, codeHash: null, mailMode: 'DIGEST' });
  expect(row?.emailCipher).not.toContain('wang');
  const mail = await db.outgoingMail.findFirstOrThrow({ where: { bureauId } });
  expect(mail).toMatchObject({ status: 'SENT', codeCipher: null, addressCipher: null });
  const choice = { mailMode: 'AT_ONCE', fromHour: '9', untilHour: '18' };
  expect((await browser.post('/account/mail/choice', choice)).status).toBe(303);
  expect(await setting()).toMatchObject({ mailMode: 'AT_ONCE', fromHour: 9, untilHour: 18 });
  expect((await browser.post('/account/mail/removal')).status).toBe(303);
  expect(await setting()).toMatchObject({ emailCipher: null, confirmedAt: null });
});

it('E15: a code is worth five tries and half an hour', async () => {
  const { app, account, browser, clock, setting, code } = await setUp();
  const address = { email: 'wang@example.cn' };
  await browser.post('/account/mail/address', address);
  const first = await code();
  for (let time = 0; time < 5; time += 1) await browser.post('/account/mail/confirmation', { code: wrong(first) });
  const late = await browser.post('/account/mail/confirmation', { code: first });
  expect([late.status, late.text.includes('验证码已经失效')]).toEqual([422, true]);
  await browser.post('/account/mail/address', address);
  const second = await code();
  clock.advanceMinutes(31);
  const later = await app.signIn(account.username);
  expect((await later.post('/account/mail/confirmation', { code: second })).status).toBe(422);
  expect(await setting()).toMatchObject({ emailCipher: null });
});

it('E15: what cannot be an address, a code or an hour is refused with what was typed', async () => {
  const { browser, setting } = await setUp();
  for (const email of ['', 'wang', 'wang@', 'a@b.cn, c@d.cn', 'a@b.cn\r\nBcc: x@y.cn', 'x'.repeat(130)]) {
    const answer = await browser.post('/account/mail/address', { email });
    expect([email, answer.status]).toEqual([email, 422]);
  }
  expect((await browser.post('/account/mail/address', { email: ['a@b.cn', 'c@d.cn'] })).status).toBe(422);
  expect((await browser.post('/account/mail/confirmation', { code: '12345\0' })).status).toBe(422);
  const choice = { mailMode: 'AT_ONCE', fromHour: '20', untilHour: '8' };
  const refused = await browser.post('/account/mail/choice', choice);
  expect(refused.status).toBe(422);
  expect(await setting()).toBeNull();
});

it('E15: no more than six codes an hour, whoever asks', async () => {
  const { browser } = await setUp();
  const answers = [];
  for (let time = 0; time < 7; time += 1)
    answers.push((await browser.post('/account/mail/address', { email: `a${time}@example.cn` })).status);
  expect(answers).toEqual([303, 303, 303, 303, 303, 303, 429]);
});
