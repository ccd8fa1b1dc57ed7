import { expect, it } from 'vitest';
import { signInActors } from '../support/demo-actors.js';
import { demoDatabase } from '../support/demo-database.js';
import { demoParams } from '../support/demo-paths.js';
import type { FoundField } from '../support/page-links.js';
import { startPortal } from '../support/portal.js';
import { digestOf } from '../support/table-digest.js';
import { everyForm } from './every-form.js';

const { db, clock } = await demoDatabase();
const portal = await startPortal(db, clock);

/** What goes on in an accepted branch: accounts and offices, the roster and who comes and goes; and what is the bureau's or a person's own. */
const GOES_ON = [
  /^\/branches\/:branchId\/(accounts|members(?!\/:memberId\/oral)|roster-imports|transfers)/,
  /^\/(bureau|platform)\//,
  /^\/board\/:bureauId\/public-notices\//,
  /^\/account\//,
  /^\/branches\/:branchId\/(notices\/:noticeId|activities\/:activityId)\/withdrawal/,
];
/** Acts of the bureau on one branch are the branch's. */
const OF_A_BRANCH = /^\/bureau\/(board\/:branchId|reviews\/:commitmentId|statements\/:statementId)/;
const isFrozen = (path: string): boolean => OF_A_BRANCH.test(path) || !GOES_ON.some((pattern) => pattern.test(path));

function filled({ name, value, type }: FoundField): string {
  if (value !== '') return value;
  if (/^(for|against|abstain)Count$/.test(name)) return '';
  if (type === 'date') return name === 'heldOn' || name === 'doneOn' ? '2026-11-20' : '2026-12-01';
  if (type === 'checkbox') return 'on';
  return /Count$|round|revision/.test(name) ? '1' : '文字';
}

it('R47: once every branch is accepted no form changes anything of theirs, whoever sends it', {
  timeout: 900_000,
}, async () => {
  const { own } = await demoParams(db);
  const actors = await signInActors(portal);
  const forms = (await everyForm(portal, own, actors)).filter(({ row }) => isFrozen(row.path));
  expect(forms.length).toBeGreaterThan(90);
  await db.$pool.query(
    `INSERT INTO acceptance_verdict ("bureauId", id, "campaignId", "branchId", number, outcome, text, "decidedOn", "decidedBy", "recordedBy", "createdAt")
     SELECT b."bureauId", ('0' || substr(gen_random_uuid()::text, 2))::uuid, c.id, b.id, 9, 'PASSED', '通过', current_date, '自治区', '陈志远', now()
     FROM branch b JOIN campaign c ON c."bureauId" = b."bureauId" AND c.status = 'PUBLISHED'`,
  );
  const before = await digestOf(db);
  const links = async () =>
    (await db.$pool.query<{ seq: string }>('SELECT sum(seq) AS seq FROM audit_head')).rows[0]?.seq;
  const changed: string[] = [];
  let said = 0;
  let last = await links();
  for (const { row, browser, form } of forms) {
    const fields = Object.fromEntries(form.fields.map((field) => [field.name, filled(field)]));
    const answer = await browser.post(form.action, fields);
    if (answer.text.includes('已通过验收，活动资料已冻结，不能再更改')) said += 1;
    const now = await links();
    if (now !== last || answer.status >= 500) changed.push(`${row.path}: ${answer.status}`);
    last = now;
  }
  expect(changed).toEqual([]);
  expect(said).toBeGreaterThan(20);
  expect(await digestOf(db)).toEqual(before);
});

it('R47: what must go on goes on: the roster, members who come and go, accounts, sign-in', {
  timeout: 300_000,
}, async () => {
  const secretary = await portal.signIn('zhizhong-shuji');
  const { id: branchId, bureauId } = await db.$pool
    .query<{ id: string; bureauId: string }>(
      `SELECT id, "bureauId" FROM branch WHERE "shortName" = '职业中专党支部' LIMIT 1`,
    )
    .then(({ rows }) => rows[0] ?? { id: '', bureauId: '' });
  const base = `/branches/${branchId}`;
  const member = await db.member.findFirstOrThrow({
    where: { bureauId, branchId, memberships: { some: {} }, leaderTerms: { none: {} } },
    orderBy: { id: 'desc' },
  });
  expect((await secretary.post(`${base}/members/${member.id}/password-reset`)).status).toBe(200);
  const letter = {
    toBranchId: '',
    destination: '邻县教育体育局党委',
    letterOn: '2026-11-20',
    validUntil: '2026-12-10',
  };
  expect((await secretary.post(`${base}/members/${member.id}/transfer`, letter)).status).toBe(303);
  const { id } = await db.memberTransfer.findFirstOrThrow({ where: { bureauId, memberId: member.id } });
  const received = await secretary.post(`${base}/transfers/${id}/reception`, { receivedOn: '2026-11-23' });
  expect(received.status).toBe(303);
  expect(await db.member.findFirstOrThrow({ where: { bureauId, id: member.id } })).not.toMatchObject({ leftOn: null });
  expect(await db.groupMembership.count({ where: { bureauId, memberId: member.id, endedAt: null } })).toBe(0);
});

it('E52: what must not stay in public view can be withdrawn from the board of an accepted branch', async () => {
  const secretary = await portal.signIn('zhizhong-shuji');
  const { id, bureauId, branchId } = await db.$pool
    .query<{ id: string; bureauId: string; branchId: string }>(
      `SELECT n.id, n."bureauId", n."branchId" FROM notice n JOIN branch b ON b."bureauId" = n."bureauId" AND b.id = n."branchId"
       WHERE b."shortName" = '职业中专党支部' AND n."withdrawnAt" IS NULL LIMIT 1`,
    )
    .then(({ rows }) => rows[0] ?? { id: '', bureauId: '', branchId: '' });
  const path = `/branches/${branchId}/notices/${id}/withdrawal`;
  expect((await secretary.post(path, { reason: '写错了一个人的名字' })).status).toBe(303);
  expect(await db.notice.findFirstOrThrow({ where: { bureauId, id } })).not.toMatchObject({ withdrawnAt: null });
  const board = await portal.anonymous().get(`/board/${bureauId}/branches/${branchId}`);
  expect(board.status).toBe(200);
  expect(board.text).not.toContain(id);
});
