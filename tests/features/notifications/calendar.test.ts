import { expect, it } from 'vitest';
import { aBranchToRemind } from '../../factories/reminding.js';
import { testAppOn } from '../../support/app.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

async function setUp() {
  const branch = await aBranchToRemind(db);
  const app = testAppOn(db, branch.clock);
  const [person] = branch.people;
  if (!person) throw new Error('nobody');
  const browser = await app.signIn(person.account.username);
  const anyone = app.anonymous();
  return {
    ...{ ...branch, person, browser, anyone },
    /** The address that the page shows once. */
    async link(): Promise<string> {
      const page = await browser.post('/account/calendar/link');
      return /<code>http:\/\/127\.0\.0\.1(\/calendar\/[^<]+\.ics)<\/code>/.exec(page.text)?.[1] ?? '';
    },
  };
}

/** RFC 5545: a line that goes on begins with a blank. */
const unfolded = (text: string): string => text.replaceAll('\r\n ', '');

it('E15: one’s own deadlines as a calendar, folded as RFC 5545 asks, without signing in', async () => {
  const { link, anyone } = await setUp();
  const answer = await anyone.get(await link());
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(answer.headers['cache-control']).toBe('private, no-store');
  expect(answer.headers['set-cookie']).toBeUndefined();
  const lines = answer.text.split('\r\n');
  expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  expect(answer.text).not.toContain('\uFFFD');
  const calendar = unfolded(answer.text);
  expect(calendar).toContain('SUMMARY:报名参加一个功能党小组（截止）\r\n');
  expect(calendar).toContain('DTSTART;VALUE=DATE:20260620\r\n');
  expect(calendar).toContain('URL;VALUE=URI:http://127.0.0.1/me/enrollment\r\n');
  expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  const again = await anyone.get(await link());
  const uid = (text: string) => /UID:(.*)/.exec(unfolded(text))?.[1];
  expect(uid(again.text)).toBe(uid(answer.text));
});

it('E15: what is done is gone from it', async () => {
  const { link, anyone, signUp, person } = await setUp();
  const path = await link();
  await signUp(person.member);
  const answer = await anyone.get(path);
  expect([answer.status, answer.text.includes('BEGIN:VEVENT')]).toEqual([200, false]);
});

it('E15: a renewed address ends the old one, and it can be switched off; stored is its SHA-256 alone', async () => {
  const { link, anyone, browser, place } = await setUp();
  const first = await link();
  const second = await link();
  expect((await anyone.get(first)).status).toBe(404);
  expect((await anyone.get(second)).status).toBe(200);
  const token = /\/([0-9a-f]+)\.ics$/.exec(second)?.[1] ?? 'none';
  const row = await db.contactSetting.findFirstOrThrow({ where: { bureauId: place.bureauId } });
  expect(row.feedHash).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(row)).not.toContain(token);
  const page = await browser.get('/account/calendar');
  expect(page.text).not.toContain(token);
  expect((await browser.post('/account/calendar/removal')).status).toBe(303);
  expect((await anyone.get(second)).status).toBe(404);
});

it('E15: an unknown address, another bureau’s and a closed account’s are pages that do not exist', async () => {
  const { link, anyone, person, place } = await setUp();
  const path = await link();
  const other = await aBranchToRemind(db);
  expect((await anyone.get(path.replace(place.bureauId, other.place.bureauId))).status).toBe(404);
  expect((await anyone.get(path.replace(/[0-9a-f]{40}/, 'a'.repeat(40)))).status).toBe(404);
  expect((await anyone.get(path.replace(/[0-9a-f]{40}/, "x'%20OR%201"))).status).toBe(404);
  const { bureauId, id } = person.account;
  await db.account.update({ where: { bureauId_id: { bureauId, id } }, data: { status: 'DISABLED' } });
  expect((await anyone.get(path)).status).toBe(404);
});

it('E15: who guesses at addresses is stopped', async () => {
  const { anyone, place } = await setUp();
  const statuses = new Set<number>();
  for (let guess = 0; guess < 70; guess += 1)
    statuses.add((await anyone.get(`/calendar/${place.bureauId}/${String(guess).padStart(40, '0')}.ics`)).status);
  expect([...statuses]).toEqual([404, 429]);
});
