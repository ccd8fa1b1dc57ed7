import { expect, it } from 'vitest';
import { inTransaction } from '../../../src/db/transaction.js';
import { dropBoardCache, publishNotice } from '../../../src/features/notice-board/index.js';
import { withdrawNotice } from '../../../src/features/notice-board/notices.service.js';
import { aBranchInStep, type CampaignState } from '../../campaign/campaign-states.js';
import { anAccount } from '../../factories/account.js';
import { testAppOn } from '../../support/app.js';
import { DEMO_NOW, demoDatabase } from '../../support/demo-database.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';
import { testCipher } from '../../support/use-case.js';

const { db } = await testDatabase();
const demo = await demoDatabase();
const demoApp = testAppOn(demo.db, testClock(DEMO_NOW));
const demoBureau = await demo.db.bureau.findFirstOrThrow({ where: { kind: 'BUREAU' } });
const branchNamed = (shortName: string) =>
  demo.db.branch.findFirstOrThrow({ where: { bureauId: demoBureau.id, shortName } });

const publish = (state: CampaignState, title: string) =>
  inTransaction(state.useCase, (tx, record) =>
    publishNotice(tx, record, state.useCase, {
      campaignId: state.campaignId,
      branchId: state.branchId,
      kind: 'GROUPS',
      title,
      content: [{ paragraphs: [`${title}的内容`] }],
      secrecyReviewedBy: '李明',
    }),
  );

it('R25: a newer notice of the same matter takes the place of the older, which stays readable', async () => {
  const state = await aBranchInStep(db, 'GROUP_SETUP');
  const older = await publish(state, '第一版');
  const newer = await publish(state, '第二版');
  const board = testAppOn(db, state.clock).anonymous();
  const page = await board.get(`/board/${state.bureauId}/branches/${state.branchId}`);
  expect(page.text).toContain('第二版');
  expect(page.text).not.toContain('第一版');
  const old = await board.get(`/board/${state.bureauId}/notices/${older}`);
  expect(old.text).toContain('第一版的内容');
  expect(old.text).toContain(`/board/${state.bureauId}/notices/${newer}`);
});

it('E52: a withdrawn notice shows the reason and no longer the text', async () => {
  const state = await aBranchInStep(db, 'GROUP_SETUP');
  const id = await publish(state, '有误的公告');
  await withdrawNotice(state.useCase, state.branchId, id, '姓名有误');
  dropBoardCache();
  const page = await testAppOn(db, state.clock).anonymous().get(`/board/${state.bureauId}/notices/${id}`);
  expect(page.text).toContain('姓名有误');
  expect(page.text).not.toContain('有误的公告的内容');
});

it('only one of two withdrawals at once is recorded', async () => {
  const state = await aBranchInStep(db, 'GROUP_SETUP');
  const id = await publish(state, '公告');
  const outcomes = await Promise.allSettled(
    ['甲', '乙'].map((reason) => withdrawNotice(state.useCase, state.branchId, id, reason)),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const events = await db.auditEvent.count({ where: { bureauId: state.bureauId, action: 'notice.withdraw' } });
  expect(events).toBe(1);
});

it('P2: what is published is visible at once to its publisher, though the board keeps copies', async () => {
  const state = await aBranchInStep(db, 'GROUP_SETUP');
  const secretary = await anAccount(db, state.bureauId, { role: 'BRANCH_SECRETARY', branchId: state.branchId });
  const id = await publish(state, '马上可见');
  const browser = await testAppOn(db, state.clock).signIn(secretary.username);
  const boardPath = `/board/${state.bureauId}/branches/${state.branchId}`;
  expect((await browser.get(boardPath)).text).toContain('马上可见');
  await browser.post(`/branches/${state.branchId}/notices/${id}/withdrawal`, { reason: '更正' });
  expect((await browser.get(boardPath)).text).not.toContain('马上可见');
});

it('R40: the board shows each branch its groups, leaders and commitments, without an account', async () => {
  const branch = await branchNamed('实验小学党支部');
  const board = demoApp.anonymous();
  const front = await board.get('/board');
  expect(front.text).toContain('示范区实验小学');
  expect(front.text).toContain('2026年“功能党小组”暨“创先争优”活动');
  const page = await board.get(`/board/${demoBureau.id}/branches/${branch.id}`);
  expect(page.text).toContain('教学科研');
  expect(page.text).toContain('组长');
  const commitments = await board.get(`/board/${demoBureau.id}/branches/${branch.id}/commitments`);
  expect(commitments.text).toContain('组织党员示范课活动');
  expect(commitments.text).toContain('办结时限');
});

it('R25: what a branch has not published yet is not on its board', async () => {
  const branch = await branchNamed('第二中学党支部');
  const page = await demoApp.anonymous().get(`/board/${demoBureau.id}/branches/${branch.id}`);
  expect(page.text).toContain('教学科研');
  const somebody = await demo.db.enrollment.findFirstOrThrow({
    where: { bureauId: demoBureau.id, member: { bureauId: demoBureau.id, branchId: branch.id } },
    select: { member: { select: { name: true } } },
  });
  expect(page.text).not.toContain(somebody.member.name);
});

it('R54: no page of the board holds a phone number, birth date, pledge or skill of a member', async () => {
  const board = demoApp.anonymous();
  const branches = await demo.db.branch.findMany({ where: { bureauId: demoBureau.id }, select: { id: true } });
  const notices = await demo.db.notice.findMany({ where: { bureauId: demoBureau.id }, select: { id: true } });
  const paths = [
    '/',
    '/board',
    `/board/${demoBureau.id}`,
    ...branches.flatMap(({ id }) => [
      `/board/${demoBureau.id}/branches/${id}`,
      `/board/${demoBureau.id}/branches/${id}/commitments`,
    ]),
    ...notices.map(({ id }) => `/board/${demoBureau.id}/notices/${id}`),
  ];
  const members = await demo.db.member.findMany({
    where: { bureauId: demoBureau.id },
    select: { phoneCipher: true, birthDate: true },
  });
  const secrets = members.flatMap(({ phoneCipher, birthDate }) => [
    phoneCipher ? testCipher.decrypt(phoneCipher) : '',
    birthDate?.toISOString().slice(0, 10) ?? '',
  ]);
  for (const path of paths) {
    const { text, status } = await board.get(path);
    expect(status, path).toBe(200);
    for (const secret of secrets) if (secret !== '') expect(text.includes(secret), `${path}: ${secret}`).toBe(false);
    expect(text, path).not.toContain('主动承担公开课');
    expect(text, path).not.toMatch(/1990000\d{4}|\d{17}[\dXx]/);
  }
});

it('reading the board opens no session, and an unchanged page is answered 304', async () => {
  const board = demoApp.anonymous();
  const path = `/board/${demoBureau.id}`;
  const first = await board.get(path);
  expect(first.headers['set-cookie']).toBeUndefined();
  expect(first.headers['cache-control']).toBe('public, no-cache');
  const etag = String(first.headers['etag']);
  const again = await board.get(path, { 'If-None-Match': etag });
  expect(again.status).toBe(304);
});

it('P3: the board asks the database at most six times, and not at all for a copy', async () => {
  const branch = await branchNamed('实验小学党支部');
  dropBoardCache();
  const board = demoApp.anonymous();
  const path = `/board/${demoBureau.id}/branches/${branch.id}`;
  const cold = await countQueries(demo.db, () => board.get(path));
  expect(cold.queries.length, cold.queries.join('\n')).toBeLessThanOrEqual(6);
  const warm = await countQueries(demo.db, () => board.get(path));
  expect(warm.queries).toHaveLength(0);
});

it('the QR code leads to the page it stands on', async () => {
  const branch = await branchNamed('实验小学党支部');
  const answer = await demoApp.anonymous().get(`/board/${demoBureau.id}/branches/${branch.id}/qr.svg`);
  expect(answer.headers['content-type']).toContain('image/svg+xml');
});

it('a board of a bureau or branch that does not exist is a 404', async () => {
  const board = demoApp.anonymous();
  const nobody = '00000000-0000-7000-8000-000000000000';
  for (const path of [
    `/board/${nobody}`,
    `/board/${demoBureau.id}/branches/${nobody}`,
    `/board/${demoBureau.id}/notices/${nobody}`,
    '/board/%00',
  ]) {
    expect((await board.get(path)).status, path).toBe(404);
  }
});
