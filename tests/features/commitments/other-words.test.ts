import { describe, expect, it } from 'vitest';
import { aBranchMakingCommitments, anItem } from '../../factories/commitment-step.js';
import { aPublishedLetter } from '../../factories/letter.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

async function scene() {
  const built = await aBranchMakingCommitments(db);
  const { bureau, branch, secretary, teaching } = built;
  const clock = testClock('2026-07-05T10:00:00+08:00');
  const app = testAppOn(db, clock);
  const bureauId = bureau.id;
  const base = `/branches/${branch.id}`;
  const letters = () => db.commitment.findMany({ where: { bureauId }, orderBy: { id: 'asc' } });
  const items = (commitmentId: string) => db.commitmentItem.findMany({ where: { bureauId, commitmentId } });
  const officer = await app.signIn(secretary.username);
  const author = await app.signIn(teaching.member.account.username);
  const leader = await app.signIn(teaching.leader.account.username);
  const publish = async (ids: string[]) =>
    officer.post(`${base}/commitments/publication`, {
      ...{ commitmentIds: ids, secrecyReviewedBy: '陈建国', secrecyReview: 'on' },
    });
  const rows = { 'items.0.mainTask': '整理档案', 'items.0.workContent': '逐盒编号', 'items.0.dueDate': '2026-07-20' };
  const deed = { ...rows, 'items.0.measureKind': 'DELIVERABLE', 'items.0.weight': '1' };
  return { ...built, bureauId, app, clock, base, letters, items, officer, author, leader, publish, rows, deed };
}

describe('E8: letters for a short task', () => {
  it('E8: written, reviewed by the leader, published beside the letter of the year', async () => {
    const { author, leader, letters, items, publish, base, deed, bureauId } = await scene();
    await author.post('/me/short-commitments', { taskTitle: '迎接检查' });
    await author.post('/me/short-commitments', { taskTitle: '防汛值守' });
    const [first, second] = await letters();
    expect(first).toMatchObject({ type: 'SHORT_TASK', taskTitle: '迎接检查', status: 'DRAFT', peopleSide: '群众' });
    const path = `/me/short-commitments/${first?.id}`;
    expect((await author.get(path)).text).toContain('即时承诺：迎接检查');
    await author.post(path, { revision: '1', preamble: '', ...deed, next: 'draft' });
    expect(await items(first?.id ?? '')).toMatchObject([{ mainTask: '整理档案' }]);
    await author.post(`${path}/submission`, { revision: '2' });
    await author.post('/me/commitment', { revision: '0', preamble: '', ...deed, next: 'draft' });
    expect((await letters()).map(({ type, status }) => [type, status])).toEqual([
      ['SHORT_TASK', 'SUBMITTED'],
      ['SHORT_TASK', 'DRAFT'],
      ['YEARLY', 'DRAFT'],
    ]);
    const review = await leader.get(`${base}/reviews/${first?.id}`);
    expect(review.text).toContain('赵敏的即时承诺：迎接检查');
    await leader.post(`${base}/reviews/${first?.id}`, { round: '1', action: 'approve', comment: '' });
    await publish([first?.id ?? '']);
    const letter = await db.commitment.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id: first?.id ?? '' } } });
    expect(letter.status).toBe('PUBLISHED');
    expect(letter.frozenText).toContain('为“迎接检查”作出承诺。');
    expect((await author.get('/me')).text).toContain('即时承诺：防汛值守');
    expect((await author.get('/me')).text).not.toContain('即时承诺：迎接检查');
    expect(second?.status).toBe('DRAFT');
  });

  it('E8: the year’s letter still counts as missing when only a short task was promised', async () => {
    const { author, letters, base, officer, deed } = await scene();
    await author.post('/me/short-commitments', { taskTitle: '迎接检查' });
    const [first] = await letters();
    await author.post(`/me/short-commitments/${first?.id}`, { revision: '1', preamble: '', ...deed, next: 'draft' });
    expect((await author.get('/me')).text).toContain('党员个人承诺');
    expect((await officer.get(`${base}/commitments`)).text).toContain('赵敏（未填写）');
  });

  it('E8: a draft is taken back by its author only, and not once it was submitted', async () => {
    const { author, leader, letters, deed } = await scene();
    await author.post('/me/short-commitments', { taskTitle: '迎接检查' });
    const id = (await letters())[0]?.id ?? '';
    expect((await leader.post(`/me/short-commitments/${id}/removal`, {})).status).toBe(404);
    expect((await leader.get(`/me/short-commitments/${id}`)).status).toBe(404);
    await author.post(`/me/short-commitments/${id}`, { revision: '1', preamble: '', ...deed, next: 'draft' });
    await author.post(`/me/short-commitments/${id}/submission`, { revision: '2' });
    expect((await author.post(`/me/short-commitments/${id}/removal`, {})).status).toBe(409);
    expect(await letters()).toHaveLength(1);
    await author.post('/me/short-commitments', { taskTitle: '防汛值守' });
    const other = (await letters())[1]?.id ?? '';
    expect((await author.post(`/me/short-commitments/${other}/removal`, {})).status).toBe(303);
    expect(await letters()).toHaveLength(1);
  });
});

describe('E8: what is promised in words', () => {
  it('E8: the branch writes it down, publishes it with the others, and keeps it for the member', async () => {
    const { officer, letters, items, publish, base, rows, teaching, bureauId } = await scene();
    const path = `${base}/members/${teaching.member.member.id}/oral-commitment`;
    const said = { spokenOn: '2026-07-04', preamble: '年事已高', revision: '0', ...rows };
    await officer.post(path, said);
    const [letter] = await letters();
    expect(letter).toMatchObject({ type: 'ORAL', status: 'APPROVED', recordedBy: '王秀兰', round: 0 });
    await officer.post(path, { ...said, revision: '1', preamble: '行动不便' });
    expect(await letters()).toMatchObject([{ preamble: '行动不便', revision: 2 }]);
    await publish([letter?.id ?? '']);
    const [published] = await letters();
    expect(published?.frozenText).toContain('2026年7月4日口头作出，由王秀兰记录。行动不便');
    expect((await officer.get(`${base}/commitments/${letter?.id}`)).text).toContain('赵敏的口头承诺');
    expect((await officer.post(path, { ...said, revision: '3' })).status).toBe(409);
    const itemId = (await items(letter?.id ?? ''))[0]?.id ?? '';
    await officer.post(`${base}/items/${itemId}/fulfillments`, {
      doneOn: '2026-07-05',
      content: '讲了一次',
      value: '',
    });
    expect(await db.fulfillment.count({ where: { bureauId, itemId } })).toBe(1);
  });

  it('E8: refused beside a written letter, for oneself, and for a day to come; nothing is written', async () => {
    const { app, officer, letters, base, rows, teaching, safety, target, bureauId, branch, clock } = await scene();
    const { member, account } = teaching.member;
    const useCase = useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
    await aPublishedLetter(useCase, { ...target, level: 'MEMBER', memberId: member.id }, [anItem()]);
    const said = { spokenOn: '2026-07-04', preamble: '年事已高', revision: '0', ...rows };
    const written = await officer.post(`${base}/members/${member.id}/oral-commitment`, said);
    expect(written.status).toBe(422);
    expect(written.text).toContain('已有书面承诺');
    const other = `${base}/members/${safety.member.member.id}/oral-commitment`;
    const early = await officer.post(other, { ...said, spokenOn: '2026-07-06' });
    expect(early.text).toContain('作出承诺的日期不能晚于今天');
    await db.roleAssignment.create({
      data: {
        ...{ bureauId, id: crypto.randomUUID(), accountId: safety.member.account.id, role: 'BRANCH_COMMITTEE_MEMBER' },
        ...{ branchId: branch.id, grantedAt: clock.now() },
      },
    });
    const himself = await app.signIn(safety.member.account.username);
    expect((await himself.post(other, said)).text).toContain('本人的口头承诺请由其他支部委员记录');
    const empty = await officer.post(other, { spokenOn: '2026-07-04', preamble: '年事已高', revision: '0' });
    expect(empty.status).toBe(422);
    expect(await letters()).toHaveLength(1);
  });
});
