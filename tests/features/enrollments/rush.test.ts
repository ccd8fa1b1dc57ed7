import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, expect, it } from 'vitest';
import { createApp } from '../../../src/app.js';
import { verifyAuditChain } from '../../../src/db/audit-chain.js';
import { openRound } from '../../../src/features/enrollments/index.js';
import { newId } from '../../../src/shared/ids.js';
import { sessionFormToken } from '../../../src/web/csrf.js';
import { SessionStore } from '../../../src/web/session-store.js';
import { anAccount } from '../../factories/account.js';
import { anEnrollingBranch, type EnrollingBranch, WINDOW } from '../../factories/enrollment-step.js';
import { TEST_SESSION_SECRET } from '../../support/app.js';
import { testArchives, testFiles } from '../../support/file-store.js';
import { testDatabase } from '../../support/test-database.js';
import { testCipher } from '../../support/use-case.js';

const MEMBERS = 250;
const GROUPS = 10;
const PLACES = 15;

// The pool of a running portal, not the patient one of other tests: whoever waits too long here is answered 503.
const { db } = await testDatabase({ poolSize: 10, waitMs: 1_500 });

/** The two groups of the factory and as many like them as are missing. */
async function groupsOf({ place: { bureauId }, teaching, safety }: EnrollingBranch): Promise<string[]> {
  const like = await db.functionGroup.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: safety } } });
  const more = Array.from({ length: GROUPS - 2 }, (_, at) => ({
    ...{ ...like, id: newId(), name: `第${at + 3}小组`, position: at + 3 },
  }));
  await db.functionGroup.createMany({ data: more });
  return [teaching, safety, ...more.map(({ id }) => id)];
}

/** Cookie and form token of a signed-in session put into the store; signing in 250 times would only measure the password's hash. */
async function signedIn(branch: EnrollingBranch, memberId: string): Promise<{ cookie: string; token: string }> {
  const { bureauId } = branch.place;
  const { id: accountId } = await anAccount(db, bureauId, { memberId });
  const id = randomUUID();
  const data = { cookie: { originalMaxAge: null }, passport: { user: { bureauId, accountId } } };
  const store = new SessionStore(db.$pool, branch.clock);
  await new Promise<void>((resolve, reject) => {
    store.set(id, data, (error) => (error ? reject(error) : resolve()));
  });
  const mark = createHmac('sha256', TEST_SESSION_SECRET).update(id).digest('base64').replace(/=+$/, '');
  return {
    cookie: `portal=${encodeURIComponent(`s:${id}.${mark}`)}`,
    token: sessionFormToken(TEST_SESSION_SECRET, id),
  };
}

function listen({ clock }: EnrollingBranch) {
  const config = { sessionSecret: TEST_SESSION_SECRET, baseUrl: 'http://127.0.0.1', production: true, demo: false };
  const { handler } = createApp({
    db,
    clock,
    cipher: testCipher,
    files: testFiles,
    archiveDir: testArchives,
    config,
    log: pino({ level: 'silent' }),
  });
  const server = createServer(handler).listen(0, '127.0.0.1');
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return server;
}

it('R17, R18, E16: 250 members sign up in the same second for groups of 15; each is answered, none is over', {
  timeout: 60_000,
}, async () => {
  const branch = await anEnrollingBranch(db, { members: MEMBERS, maxSize: PLACES });
  const groups = await groupsOf(branch);
  await openRound(branch.useCase, branch.place, WINDOW);
  const sessions: { cookie: string; token: string }[] = [];
  for (let at = 0; at < MEMBERS; at += 8) {
    const some = branch.members.slice(at, at + 8);
    sessions.push(...(await Promise.all(some.map(({ id }) => signedIn(branch, id)))));
  }

  const server = listen(branch);
  const answers = await Promise.all(
    sessions.map(({ cookie, token }, at) =>
      request(server)
        .post('/me/enrollment')
        .set('Cookie', cookie)
        .type('form')
        .send({ groupId: groups[at % GROUPS], servicePledge: '每周答疑', seen: '', _csrf: token }),
    ),
  );

  expect(answers.filter(({ status }) => status !== 303).map(({ status }) => status)).toEqual([]);

  const { bureauId } = branch.place;
  const places = await db.groupMembership.findMany({ where: { bureauId, endedAt: null } });
  expect(new Set(places.map(({ memberId }) => memberId)).size).toBe(places.length);
  const sizes = groups.map((id) => places.filter(({ groupId }) => groupId === id).length);
  expect(sizes).toEqual(groups.map(() => PLACES));
  const counted = await db.functionGroup.findMany({ where: { bureauId }, select: { memberCount: true } });
  expect(counted.map(({ memberCount }) => memberCount)).toEqual(sizes);
  expect(await db.groupMembership.count({ where: { bureauId } })).toBe(GROUPS * PLACES);
  expect(await db.enrollment.count({ where: { bureauId } }), 'every wish is kept').toBe(MEMBERS);
  expect(await verifyAuditChain(db, bureauId)).toBeNull();
});
