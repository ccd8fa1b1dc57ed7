import { expect, it } from 'vitest';
import { type CommitmentTarget, saveCommitment, submitCommitment } from '../../../src/features/commitments/index.js';
import { aBranchMakingCommitments, anItem, joinGroup } from '../../factories/commitment-step.js';
import { startTestApp } from '../../support/app.js';
import { useCaseFor } from '../../support/use-case.js';

const app = await startTestApp('2026-07-05T10:00:00+08:00');
const { db } = app;

/** Letters of two members wait for the leader of their group. */
async function scene() {
  const built = await aBranchMakingCommitments(db);
  const { bureau, branch, teaching, target } = built;
  const second = await joinGroup(db, branch, teaching.group, '钱进');
  const submitted = async (who: { member: { id: string }; account: { id: string; displayName: string } }) => {
    const useCase = useCaseFor(
      db,
      { bureauId: bureau.id, accountId: who.account.id, name: who.account.displayName },
      app.clock,
    );
    const ofMember: CommitmentTarget = { ...target, level: 'MEMBER', memberId: who.member.id };
    const items = [anItem({ mainTask: '上公开课' }), anItem({ mainTask: '帮助学生' })];
    const id = await saveCommitment(useCase, ofMember, { preamble: '', revision: 0, items });
    await submitCommitment(useCase, ofMember, { revision: 1 });
    return { id, useCase, ofMember };
  };
  const first = await submitted(teaching.member);
  app.clock.advanceMinutes(1);
  const other = await submitted(second);
  const items = (id: string) =>
    db.commitmentItem.findMany({ where: { bureauId: bureau.id, commitmentId: id }, orderBy: { position: 'asc' } });
  const home = `/branches/${branch.id}/reviews`;
  return { ...built, first, other, items, home, leader: await app.signIn(teaching.leader.account.username) };
}

/** The fields that the page of a review sends for its items. */
const remarks = (items: { id: string }[], texts: string[]): Record<string, string> =>
  Object.fromEntries(
    items.flatMap(({ id }, index) => [
      [`comments.${index}.itemId`, id],
      [`comments.${index}.text`, texts[index] ?? ''],
    ]),
  );

it('审诺: item by item; the author sees each word at its item, the next round what became of it', async () => {
  const { first, items, home, leader, teaching } = await scene();
  const page = `${home}/${first.id}`;
  const [a, b] = await items(first.id);
  const said = remarks(
    [a, b].flatMap((row) => row ?? []),
    ['', '写明帮助哪几名学生'],
  );
  expect((await leader.post(page, { round: '1', action: 'return', comment: '' })).text).toContain('请写明退回的理由');
  const bad = await leader.post(page, { round: '1', action: '', comment: '', ...said });
  expect(bad.status).toBe(422);
  expect(bad.text).toContain('写明帮助哪几名学生');
  expect((await leader.post(page, { round: '1', action: 'return', comment: '', ...said })).status).toBe(303);
  const member = await app.signIn(teaching.member.account.username);
  expect((await member.get('/me/commitment')).text).toContain('审核人的意见：写明帮助哪几名学生');
  await saveCommitment(first.useCase, first.ofMember, {
    ...{ preamble: '', revision: 3 },
    items: [anItem({ id: b?.id ?? '', mainTask: '帮助学生', workContent: '帮助三名学生补课' })],
  });
  await submitCommitment(first.useCase, first.ofMember, { revision: 4 });
  const again = (await leader.get(page)).text;
  expect(again).toContain('与上一次提交相比');
  expect(again).toContain('上次对第2项的意见：写明帮助哪几名学生');
  expect(again).toContain('<ins>');
  expect(again).toMatch(/上公开课[\s\S]{0,200}不再办理/);
  const [review] = await db.commitmentReview.findMany({
    where: { bureauId: teaching.group.bureauId },
    include: { comments: true },
  });
  expect(review?.comments).toMatchObject([{ itemId: b?.id, position: 1, text: '写明帮助哪几名学生' }]);
});

it('审诺: an item taken out keeps what was said of it; an item of another letter cannot be remarked on', async () => {
  const { first, other, items, home, leader, teaching } = await scene();
  const page = `${home}/${first.id}`;
  const foreign = remarks((await items(other.id)).slice(0, 1), ['不是这一份的']);
  expect((await leader.post(page, { round: '1', action: 'return', comment: '', ...foreign })).status).toBe(422);
  const own = await items(first.id);
  await leader.post(page, { round: '1', action: 'return', comment: '', ...remarks(own, ['不切合岗位']) });
  await saveCommitment(first.useCase, first.ofMember, {
    preamble: '',
    revision: 3,
    items: [anItem({ mainTask: '换一件' })],
  });
  const comments = await db.reviewComment.findMany({ where: { bureauId: teaching.group.bureauId } });
  expect(comments).toMatchObject([{ itemId: null, mainTask: '上公开课', text: '不切合岗位' }]);
});

it('审诺: the queue leads from one to the next, by links in order and after each decision', async () => {
  const { first, other, home, leader } = await scene();
  const one = (await leader.get(`${home}/${first.id}`)).text;
  expect(one).toContain('第1份，共2份');
  expect(one).toContain(`href="${home}/${other.id}" rel="next"`);
  expect((await leader.get(`${home}/${other.id}`)).text).toContain(`href="${home}/${first.id}" rel="prev"`);
  const next = await leader.post(`${home}/${first.id}`, { round: '1', action: 'approve', comment: '' });
  expect([next.status, next.headers.location]).toEqual([303, `${home}/${other.id}`]);
  expect((await leader.get(`${home}/${other.id}`)).text).toContain('还有1份，请接着审核');
  const last = await leader.post(`${home}/${other.id}`, { round: '1', action: 'approve', comment: '' });
  expect([last.status, last.headers.location]).toEqual([303, home]);
});
