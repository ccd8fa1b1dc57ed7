import { expect, it } from 'vitest';
import { DEMO_ACCOUNTS } from '../../src/features/accounts/index.js';
import { crawl } from '../support/crawl.js';
import { demoDatabase } from '../support/demo-database.js';
import { startPortal } from '../support/portal.js';
import { digestOf } from '../support/table-digest.js';
import { testCipher } from '../support/use-case.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);

/** The demonstration's phone numbers and, as it has none, identity numbers given to everybody. */
const PHONE = /1990000\d{4}/;
const ID_NUMBER = /11010119900307\d{4}/;

/** Where the secretary mends a member's own numbers, they stand in the form. */
const FORM_OF_THE_SECRETARY = /^\/branches\/[^/]+\/members\/[^/]+\/edit$/;

async function giveIdNumbers(): Promise<void> {
  const { rows } = await db.$pool.query<{ id: string }>('SELECT id FROM member ORDER BY id');
  for (const [index, { id }] of rows.entries()) {
    const number = `11010119900307${String(index).padStart(4, '0')}`;
    const values = [testCipher.encrypt(number), testCipher.index(number), id];
    await db.$pool.query('UPDATE member SET "idNumberCipher" = $1, "idNumberIndex" = $2 WHERE id = $3', values);
  }
}

it('S12: shows no phone and no identity number to anybody, leads nowhere wrong, writes nothing', {
  timeout: 900_000,
}, async () => {
  await giveIdNumbers();
  const before = await digestOf(db);
  const dead: string[] = [];
  const leaks: string[] = [];
  let seen = 0;
  for (const username of [null, ...DEMO_ACCOUNTS.map((account) => account.username)]) {
    const browser = username === null ? portal.anonymous() : await portal.signIn(username);
    for (const { path, from, answer } of await crawl(browser)) {
      seen += 1;
      if (answer.status >= 400) dead.push(`${answer.status} ${path} from ${from} as ${username}`);
      if (FORM_OF_THE_SECRETARY.test(path)) continue;
      if (PHONE.test(answer.text)) leaks.push(`phone on ${path} as ${username}`);
      if (ID_NUMBER.test(answer.text)) leaks.push(`identity number on ${path} as ${username}`);
    }
  }
  expect(seen).toBeGreaterThan(400);
  expect(leaks).toEqual([]);
  expect(dead).toEqual([]);
  expect(await digestOf(db)).toEqual(before);
  expect(portal.logged()).not.toMatch(PHONE);
  expect(portal.logged()).not.toMatch(ID_NUMBER);
  expect(portal.logged()).toContain('/members');
});
