import { describe, expect, it } from 'vitest';
import { arrangeRound, saveCommitment, submitCommitment } from '../../../src/features/commitments/index.js';
import { answerFeedback, receiveFeedback } from '../../../src/features/supervision/index.js';
import { aBranchMakingCommitments, anItem } from '../../factories/commitment-step.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

const DAYS = {
  suggestionsUntil: new Date('2026-07-10'),
  branchDueOn: new Date('2026-07-15'),
  groupDueOn: new Date('2026-07-20'),
  memberDueOn: new Date('2026-07-30'),
};
const FIELDS = {
  suggestionsUntil: '2026-07-10',
  branchDueOn: '2026-07-15',
  groupDueOn: '2026-07-20',
  memberDueOn: '2026-07-30',
};

async function scene({ completed = false, at = '2026-07-05T10:00:00+08:00' } = {}) {
  const built = await aBranchMakingCommitments(db, { completed });
  const { bureau, branch, secretary, teaching, target } = built;
  const clock = testClock(at);
  const app = testAppOn(db, clock);
  const useCase = useCaseFor(db, { bureauId: bureau.id, accountId: secretary.id, name: '王秀兰' }, clock);
  const everyone = { ...useCase, actor: { bureauId: bureau.id, accountId: null, name: '公众' } };
  const board = `/board/${bureau.id}/branches/${branch.id}`;
  const rounds = () => db.commitmentRound.findMany({ where: { bureauId: bureau.id } });
  const suggest = (content = '多开放图书馆') =>
    receiveFeedback(everyone, branch.id, { kind: 'SUGGESTION', content, authorName: null });
  return {
    ...built,
    ...{ clock, app, useCase, board, rounds, suggest, place: target },
    base: `/branches/${branch.id}`,
    secretaryAt: () => app.signIn(secretary.username),
    memberAt: () => app.signIn(teaching.member.account.username),
    leaderAt: () => app.signIn(teaching.leader.account.username),
  };
}

describe('the year’s round', () => {
  it('R32: is opened by the secretary and shown to everybody it concerns', async () => {
    const { secretaryAt, memberAt, leaderAt, base, rounds, app, board } = await scene();
    const secretary = await secretaryAt();
    expect((await secretary.get(`${base}/commitments`)).text).toContain('开始2026年的承诺');
    expect((await secretary.get(`${base}/commitments/round`)).text).toContain('value="2026-07-19"');
    const done = await secretary.post(`${base}/commitments/round`, FIELDS);
    expect([done.status, done.headers.location]).toEqual([303, `${base}/commitments`]);
    expect(await rounds()).toMatchObject([{ year: 2026, ...DAYS }]);
    const overview = (await secretary.get(`${base}/commitments`)).text;
    expect(overview).toContain('正在征求意见');
    expect(overview).toContain('2026年7月30日');
    expect((await (await memberAt()).get('/me')).text).toContain('2026年7月30日截止');
    expect((await (await leaderAt()).get('/me')).text).toContain('2026年7月20日截止');
    const code = await app.anonymous().get(`${board}/suggestions/qr.svg`);
    expect([code.status, code.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
  });

  it('R32: keeps what was typed and names the day that is not in order', async () => {
    const { secretaryAt, base, rounds } = await scene();
    const refused = await (await secretaryAt()).post(`${base}/commitments/round`, {
      ...FIELDS,
      groupDueOn: '2026-07-12',
    });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('小组承诺提交不能早于支部承诺提交（2026年7月15日）');
    expect(refused.text).toContain('value="2026-07-12"');
    expect(await rounds()).toEqual([]);
  });

  it('R32: of two who open it at once one wins; afterwards days only move back', async () => {
    const { useCase, place, rounds } = await scene();
    const both = await Promise.allSettled([arrangeRound(useCase, place, DAYS), arrangeRound(useCase, place, DAYS)]);
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    expect(await rounds()).toHaveLength(1);
    await arrangeRound(useCase, place, { ...DAYS, memberDueOn: new Date('2026-08-10') });
    expect(await rounds()).toMatchObject([{ memberDueOn: new Date('2026-08-10') }]);
    await expect(arrangeRound(useCase, place, DAYS)).rejects.toThrow('只能往后改');
  });

  it('R34: suggestions are taken until the last day, questions always', async () => {
    const { useCase, place, suggest, clock, app, board, bureau, branch } = await scene();
    await arrangeRound(useCase, place, DAYS);
    clock.set('2026-07-10T23:00:00+08:00');
    await suggest();
    clock.set('2026-07-11T08:00:00+08:00');
    await expect(suggest()).rejects.toThrow('已于2026年7月10日截止');
    const form = await app.anonymous().get(`${board}/suggestions/new`);
    expect(form.text).toContain('已于2026年7月10日截止');
    expect(form.text).not.toContain('value="SUGGESTION"');
    const everyone = { ...useCase, actor: { bureauId: bureau.id, accountId: null, name: '公众' } };
    await receiveFeedback(everyone, branch.id, { kind: 'SUPERVISION', content: '公开课开了几次', authorName: null });
  });

  it('R34: the branch submits its letter after everybody was heard and answered', async () => {
    const { useCase, place, suggest, clock, branch, bureau } = await scene();
    await arrangeRound(useCase, place, DAYS);
    await suggest();
    await saveCommitment(useCase, place, { preamble: '', items: [anItem()], revision: 0 });
    await expect(submitCommitment(useCase, place, { revision: 1 })).rejects.toThrow('征集到2026年7月10日为止');
    clock.set('2026-07-11T10:00:00+08:00');
    await expect(submitCommitment(useCase, place, { revision: 1 })).rejects.toThrow('还有1条意见建议没有答复');
    const { id } = await db.feedback.findFirstOrThrow({ where: { bureauId: bureau.id }, select: { id: true } });
    await answerFeedback(useCase, branch.id, id, { handling: 'ADOPTED', reply: '已列入今年的承诺。' });
    await submitCommitment(useCase, place, { revision: 1 });
  });

  it('E36: on the first of January the new year’s letter is everybody’s task, though the step is finished', async () => {
    const { secretaryAt, memberAt, base, clock } = await scene({ completed: true, at: '2026-12-31T10:00:00+08:00' });
    expect((await (await secretaryAt()).get(`${base}/steps/commitment`)).text).not.toContain('开始2027年的承诺');
    expect((await (await memberAt()).get('/me')).text).not.toContain('2027年党员个人承诺');
    clock.set('2027-01-01T08:00:00+08:00');
    expect((await (await secretaryAt()).get(`${base}/steps/commitment`)).text).toContain('开始2027年的承诺');
    expect((await (await memberAt()).get('/me')).text).toContain('2027年党员个人承诺');
  });

  it('E37: a branch that has not come to the step in January is asked for nothing', async () => {
    const { secretaryAt, memberAt, base, bureau, rounds } = await scene({ at: '2027-01-05T10:00:00+08:00' });
    await db.branchStep.deleteMany({ where: { bureauId: bureau.id, step: 'COMMITMENT' } });
    const secretary = await secretaryAt();
    expect((await secretary.get(base)).text).not.toContain('开始2027年的承诺');
    expect((await (await memberAt()).get('/me')).text).not.toContain('党员个人承诺');
    const refused = await secretary.post(`${base}/commitments/round`, {
      ...{ suggestionsUntil: '2027-01-10', branchDueOn: '2027-01-15' },
      ...{ groupDueOn: '2027-01-20', memberDueOn: '2027-01-30' },
    });
    expect(refused.status).toBe(409);
    expect(await rounds()).toEqual([]);
  });

  it('P3: the overview and the form stay within their queries', async () => {
    const { secretaryAt, base } = await scene();
    const secretary = await secretaryAt();
    for (const path of [`${base}/commitments`, `${base}/commitments/round`]) {
      const { queries } = await countQueries(db, () => secretary.get(path));
      expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
    }
  });
});
