import { expect, it } from 'vitest';
import { askExtension, decideExtension } from '../../../src/features/fulfillments/index.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

/** Every item is due on 5 September 2026. */
async function scene(at: string) {
  const clock = testClock(at);
  const app = testAppOn(db, clock);
  const built = await publishedLetters({ db, clock });
  const { bureauId, branch, teaching, ofMember, base } = built;
  const account = teaching.member.account;
  const by = (who: { id: string; displayName: string }) =>
    useCaseFor(db, { bureauId, accountId: who.id, name: who.displayName }, clock);
  const keeper = { memberId: teaching.member.member.id, leads: [], writesFor: [] };
  const ask = (over: object = {}) =>
    askExtension(by(account), branch.id, keeper, ofMember, {
      ...{ reason: '学校停课', newDueDate: new Date('2026-10-01'), objective: true, ...over },
    });
  const judge = {
    ...{ accountId: teaching.leader.account.id, memberId: teaching.leader.member.id, ofBureau: false, officerOf: [] },
    ...{ belongsTo: [branch.id], leads: [teaching.group.id] },
  };
  const decide = (extensionId: string, action: 'grant' | 'refuse', note: string | null = null) =>
    decideExtension(by(teaching.leader.account), branch.id, judge, { extensionId, action, note });
  const item = () => db.commitmentItem.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: ofMember } } });
  const row = (id: string) => db.itemExtension.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } });
  const page = `${base}/items/${ofMember}`;
  const member = await app.signIn(account.username);
  const leader = await app.signIn(teaching.leader.account.username);
  return { ...built, clock, app, ask, decide, item, row, page, member, leader };
}

it('E34: before the day more time is asked for; granted, the new day stands and the old one is kept', async () => {
  const { page, member, leader, base, bureauId, item, row } = await scene('2026-09-01T10:00:00+08:00');
  expect((await member.get(page)).text).toContain('申请延期');
  const early = await member.post(`${page}/extensions`, { reason: '停课', newDueDate: '2026-09-05' });
  expect(early.status).toBe(422);
  expect(early.text).toContain('新的办结时限应晚于原来的');
  expect((await leader.post(`${page}/extensions`, { reason: '停课', newDueDate: '2026-10-01' })).status).toBe(404);
  const asked = await member.post(`${page}/extensions`, { reason: '停课', newDueDate: '2026-10-01' });
  expect(asked.status).toBe(303);
  const href = asked.headers.location ?? '';
  expect((await leader.get(`${base}/fulfillments`)).text).toContain(href);
  expect((await member.post(`${href}/decision`, { action: 'grant', note: '' })).status).toBe(403);
  expect((await leader.post(`${href}/decision`, { action: 'refuse', note: '' })).text).toContain('请写明不同意的理由');
  expect((await leader.post(`${href}/decision`, { action: 'grant', note: '' })).status).toBe(303);
  expect((await item()).dueDate).toEqual(new Date('2026-10-01'));
  const { id } = await db.itemExtension.findFirstOrThrow({ where: { bureauId } });
  expect(await row(id)).toMatchObject({ kind: 'EXTENSION', status: 'GRANTED', oldDueDate: new Date('2026-09-05') });
  expect((await member.get(page)).text).toContain('2026年9月5日改为2026年10月1日');
});

it('E34: on the day itself it is still in time; after it the delay is explained, a cause outside in public', async () => {
  const { page, member, clock, ask, decide, item, app, bureauId, branch, teaching } =
    await scene('2026-09-05T23:00:00+08:00');
  expect((await member.get(page)).text).toContain('申请延期');
  clock.set('2026-09-06T08:00:00+08:00');
  const later = await app.signIn(teaching.member.account.username);
  expect((await later.get(page)).text).toContain('说明逾期的原因');
  const { commitmentId } = await item();
  const board = `/board/${bureauId}/branches/${branch.id}/commitments/${commitmentId}`;
  const id = await ask();
  expect((await app.anonymous().get(board)).text).not.toContain('学校停课');
  await decide(id, 'grant');
  clock.advanceMinutes(1);
  expect((await app.anonymous().get(board)).text).toContain('学校停课');
  expect((await item()).dueDate).toEqual(new Date('2026-09-05'));
  expect((await later.get(page)).text).toContain('逾期');
});

it('E34: without a cause outside the explanation is kept inside', async () => {
  const { ask, decide, app, bureauId, branch, item, row } = await scene('2026-09-06T08:00:00+08:00');
  const id = await ask({ objective: false });
  await decide(id, 'grant');
  expect(await row(id)).toMatchObject({ kind: 'EXPLANATION', objective: false, status: 'GRANTED', newDueDate: null });
  const { commitmentId } = await item();
  const board = await app.anonymous().get(`/board/${bureauId}/branches/${branch.id}/commitments/${commitmentId}`);
  expect(board.text).not.toContain('学校停课');
});

it('E34: one request at a time; of two decisions at once one counts', async () => {
  const { ask, decide, row } = await scene('2026-09-01T10:00:00+08:00');
  const both = await Promise.allSettled([ask(), ask()]);
  const [id] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const decided = await Promise.allSettled([decide(id ?? '', 'grant'), decide(id ?? '', 'refuse', '可以按时')]);
  expect(decided.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await row(id ?? '')).status).not.toBe('REQUESTED');
});
