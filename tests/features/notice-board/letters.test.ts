import { expect, it } from 'vitest';
import { answerFeedback, hideFeedback } from '../../../src/features/supervision/index.js';
import { anAcceptedRecord } from '../../factories/fulfillment.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

async function scene() {
  const clock = testClock('2026-09-10T10:00:00+08:00');
  const app = testAppOn(db, clock);
  const built = await publishedLetters({ db, clock });
  const { bureauId, branch, secretary, ofMember, ofGroup } = built;
  const board = `/board/${bureauId}/branches/${branch.id}`;
  const letterOf = async (id: string) => {
    const item = await db.commitmentItem.findUniqueOrThrow({ where: { bureauId_id: { bureauId, id } } });
    return `${board}/commitments/${item.commitmentId}`;
  };
  const useCase = useCaseFor(db, { bureauId, accountId: secretary.id, name: '王秀兰' }, clock);
  const accept = (value: number) =>
    anAcceptedRecord(db, { bureauId, id: ofMember }, secretary, { doneOn: '2026-09-08', value, content: '为学生答疑' });
  return {
    ...built,
    clock,
    app,
    board,
    useCase,
    accept,
    letterOf,
    memberLetter: await letterOf(ofMember),
    groupLetter: await letterOf(ofGroup),
  };
}

it('R40, R42: the board shows each letter with progress from accepted records, rolled up, and what is overdue', async () => {
  const { app, board, accept, memberLetter, groupLetter } = await scene();
  await accept(2);
  const anybody = app.anonymous();
  const all = (await anybody.get(`${board}/commitments`)).text;
  expect(all).toContain(`href="${memberLetter}"`);
  expect(all.match(/完成50%<\/b>/g)).toHaveLength(3);
  expect(all).toContain('逾期5天，完成50%');
  const one = (await anybody.get(memberLetter)).text;
  expect(one).toContain('为学生答疑');
  expect(one).toContain('达到2次');
  expect((await anybody.get(groupLetter)).text).toContain('完成50%');
  const code = await anybody.get(`${memberLetter}/qr.svg`);
  expect(code.headers['content-type']).toContain('image/svg+xml');
});

it('R40: of a letter that is not published, or of another branch, nothing is shown', async () => {
  const { app, board, memberLetter, bureauId } = await scene();
  const there = await scene();
  const anybody = app.anonymous();
  expect((await anybody.get(`${board}/commitments/${there.memberLetter.split('/').at(-1)}`)).status).toBe(404);
  await db.commitment.updateMany({ where: { bureauId }, data: { status: 'APPROVED' } });
  for (const path of [memberLetter, `${memberLetter}/qr.svg`, `${memberLetter}/versions/1`])
    expect((await anybody.get(path)).status).toBe(404);
});

it('R40, E47: a question on an item, unseen until answered, with a day for the answer, late after it', async () => {
  const { app, board, memberLetter, ofMember, bureauId, branch, useCase, clock, secretary } = await scene();
  const parent = app.anonymous();
  expect((await parent.get(memberLetter)).text).toContain(`${board}/suggestions/new?item=${ofMember}`);
  expect((await parent.get(`${board}/suggestions/new?item=${ofMember}`)).text).toContain('问一问：MEMBER事项');
  const asked = { kind: 'SUPERVISION', itemId: ofMember, authorName: '家长李某' };
  const empty = await parent.post(`${board}/suggestions`, { ...asked, content: '' });
  expect(empty.text).toContain(`name="itemId" value="${ofMember}"`);
  const sent = await parent.post(`${board}/suggestions`, { ...asked, content: '答疑了几次' });
  expect(sent.status).toBe(303);
  const row = await db.feedback.findFirstOrThrow({ where: { bureauId } });
  expect(row).toMatchObject({ itemId: ofMember, kind: 'SUPERVISION', dueOn: new Date('2026-09-25') });
  clock.advanceMinutes(1);
  const waiting = (await parent.get(memberLetter)).text;
  expect(waiting).toContain('1条提问等待答复');
  expect(waiting).not.toContain('答疑了几次');
  const desk = await app.signIn(secretary.username);
  const list = (await desk.get(`/branches/${branch.id}/feedback`)).text;
  expect(list).toContain('请在2026年9月25日前答复');
  expect(list).toContain('对“MEMBER事项”的监督提问');
  clock.set('2026-09-26T08:00:00+08:00');
  expect((await parent.get(memberLetter)).text).toContain('1条提问逾期未答复');
  const later = await app.signIn(secretary.username);
  expect((await later.get(`/branches/${branch.id}/steps/commitment`)).text).toContain('1条提问逾期未答复');
  await answerFeedback(useCase, branch.id, row.id, { handling: 'ADOPTED', reply: '两次，下周还有一次。' });
  clock.advanceMinutes(1);
  const answered = (await parent.get(memberLetter)).text;
  expect(answered).toContain('答疑了几次');
  expect(answered).toContain('两次，下周还有一次。');
  expect(answered).not.toContain('家长李某');
});

it('E47: a hidden question never shows; an item of another branch cannot be asked about', async () => {
  const here = await scene();
  const there = await scene();
  const parent = here.app.anonymous();
  await parent.get(`${here.board}/suggestions/new?item=${here.ofMember}`);
  const ask = (itemId: string) =>
    parent.post(`${here.board}/suggestions`, { kind: 'SUPERVISION', itemId, content: '无礼的话', authorName: '' });
  await ask(here.ofMember);
  const { id } = await db.feedback.findFirstOrThrow({ where: { bureauId: here.bureauId } });
  await hideFeedback(here.useCase, here.branch.id, id, '攻击他人');
  here.clock.advanceMinutes(1);
  const page = (await parent.get(here.memberLetter)).text;
  expect(page).not.toContain('无礼的话');
  expect(page).not.toContain('等待答复');
  expect((await ask(there.ofMember)).status).toBe(422);
  expect(await db.feedback.count({ where: { bureauId: here.bureauId } })).toBe(1);
});

it('P3: the public pages of letters stay within their queries', async () => {
  const { app, board, memberLetter, ofMember } = await scene();
  const anybody = app.anonymous();
  for (const path of [`${board}/commitments`, memberLetter, `${board}/suggestions/new?item=${ofMember}`]) {
    const { queries } = await countQueries(db, () => anybody.get(path));
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(4);
  }
});
