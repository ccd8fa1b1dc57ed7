import { expect, it } from 'vitest';
import { verifyAuditChain } from '../../src/db/audit-chain.js';
import { loadDemoDataIfEmpty } from '../../src/demo/index.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../../src/features/accounts/index.js';
import { testAppOn } from '../support/app.js';
import { DEMO_NOW, demoDatabase } from '../support/demo-database.js';
import { testFiles } from '../support/file-store.js';
import { testClock } from '../support/fixed-clock.js';
import { testCipher } from '../support/use-case.js';

const { db } = await demoDatabase();
const clock = testClock(DEMO_NOW);

it('has six branches at six steps, made by the services, and loads only once', async () => {
  const bureau = await db.bureau.findFirstOrThrow({ where: { kind: 'BUREAU' } });
  expect(bureau.name).toBe('示范区教育体育局');
  const bureauId = bureau.id;
  const open = await db.branchStep.findMany({ where: { bureauId, status: 'OPEN' }, select: { step: true } });
  expect(open.map(({ step }) => step).sort()).toEqual([
    'ACCEPTANCE',
    'COMMITMENT',
    'ENROLLMENT',
    'EVALUATION',
    'GROUP_SETUP',
    'SURVEY',
  ]);
  const members = await db.member.count({ where: { bureauId } });
  expect(members).toBeGreaterThanOrEqual(175);
  expect(await verifyAuditChain(db, bureauId)).toBeNull();
  await loadDemoDataIfEmpty({ db, clock, cipher: testCipher, files: testFiles });
  expect(await db.bureau.count()).toBe(2);
});

it('lets every demonstration account in to a home of its own', async () => {
  const app = testAppOn(db, clock);
  for (const { username } of DEMO_ACCOUNTS) {
    const browser = await app.signIn(username, DEMO_PASSWORD);
    let page = await browser.get('/');
    for (let hop = 0; page.status === 303 && hop < 3; hop += 1)
      page = await browser.get(String(page.headers['location']));
    expect(page.status, username).toBe(200);
  }
});
