import { describe, expect, it } from 'vitest';
import { answerSurvey, closeSurvey, openSurvey, slipToken } from '../../../src/features/appraisals/index.js';
import { aBranchMakingCommitments } from '../../factories/commitment-step.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { testDatabase } from '../../support/test-database.js';
import { testCipher, useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();
const GOOD = { overall: 1, work: 1, keeping: 2, deeds: 3, building: 4 };
const FIELDS = { overall: '1', work: '1', keeping: '2', deeds: '3', building: '4', word: '' };

async function scene(slips = 6) {
  const built = await aBranchMakingCommitments(db);
  const { bureau, branch, secretary, campaignId } = built;
  const bureauId = bureau.id;
  const clock = testClock('2026-12-10T10:00:00+08:00');
  const app = testAppOn(db, clock);
  const useCase = useCaseFor(db, { bureauId, accountId: secretary.id, name: '王秀兰' }, clock);
  const everyone = useCaseFor(db, { bureauId, name: '公众' }, clock);
  const input = { title: '年底群众评议', closesOn: new Date('2026-12-20'), slips };
  const id = await openSurvey(useCase, { campaignId, branchId: branch.id }, input);
  const token = (number: number) => slipToken(testCipher, id, number);
  const answer = (number: number, word: string | null = null) =>
    answerSurvey(everyone, token(number), { grades: GOOD, word });
  const answers = () => db.surveyAnswer.findMany({ where: { bureauId } });
  const path = (number: number) => `/board/${bureauId}/survey/${token(number)}`;
  const page = `/branches/${branch.id}/surveys/${id}`;
  const desk = await app.signIn(secretary.username);
  return { ...built, bureauId, clock, app, useCase, id, token, answer, answers, path, page, desk };
}

describe('群众评议', () => {
  it('R58: by slip, without an account, once; the result by question after the end', async () => {
    const { app, path, desk, page, answer, answers, id, useCase, branch } = await scene();
    const parent = app.anonymous();
    expect((await parent.get(path(1))).text).toContain('公布的承诺落实得怎么样');
    const half = await parent.post(path(1), { ...FIELDS, deeds: '', word: '多办实事' });
    expect(half.status).toBe(422);
    expect(half.text).toContain('多办实事');
    expect((await parent.post(path(1), { ...FIELDS, word: '多办实事' })).status).toBe(303);
    expect((await parent.get(path(1))).text).toContain('已经用过');
    expect((await parent.post(path(1), FIELDS)).status).toBe(422);
    for (const number of [2, 3, 4, 5]) await answer(number);
    expect(await answers()).toHaveLength(5);
    const open = (await desk.get(page)).text;
    expect(open).toContain('收到5份');
    expect(open).not.toContain('多办实事');
    await closeSurvey(useCase, branch.id, id);
    const result = (await desk.get(page)).text;
    expect(result).toContain('多办实事');
    expect(result).toMatch(/对党支部工作的总体评价[\s\S]*?>\s*5\s*<[\s\S]*?100%/);
    expect(result).toMatch(/党员发挥先锋模范作用[\s\S]*?0%/);
  });

  it('E46: two answers of one slip at once are one', async () => {
    const { answer, answers } = await scene();
    const both = await Promise.allSettled([answer(1), answer(1), answer(1)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await answers()).toHaveLength(1);
  });

  it('E46: under five answers nothing but their number is shown, no word either', async () => {
    const { answer, desk, page, useCase, branch, id } = await scene();
    for (const number of [1, 2, 3, 4]) await answer(number, '四个人里的一个');
    await closeSurvey(useCase, branch.id, id);
    const text = (await desk.get(page)).text;
    expect(text).toContain('不足5份');
    expect(text).not.toContain('四个人里的一个');
    expect(text).not.toContain('满意率');
  });

  it('R58, R54: no column of an answer tells when it came, from whom, or by which slip', async () => {
    const { answer, answers, bureauId, id } = await scene();
    await answer(3);
    const [row] = await answers();
    expect(Object.keys(row ?? {}).sort()).toEqual(['bureauId', 'grades', 'id', 'surveyId', 'word']);
    const tokens = await db.surveyToken.findMany({ where: { bureauId, surveyId: id } });
    expect(Object.keys(tokens[0] ?? {}).sort()).toEqual(['bureauId', 'id', 'surveyId', 'tokenHash', 'used']);
    expect(tokens.filter(({ used }) => used)).toHaveLength(1);
    expect(row?.id[14]).toBe('4');
  });

  it('R58: an unknown slip is not found; after the last day and after the end no answer is taken', async () => {
    const { answer, clock, app, bureauId, path, useCase, branch, id, answers } = await scene();
    expect((await app.anonymous().get(`/board/${bureauId}/survey/${'0'.repeat(24)}`)).status).toBe(404);
    clock.set('2026-12-20T23:00:00+08:00');
    await answer(1);
    clock.set('2026-12-21T00:30:00+08:00');
    await expect(answer(2)).rejects.toThrow('已经结束');
    clock.set('2026-12-20T23:30:00+08:00');
    await closeSurvey(useCase, branch.id, id);
    await expect(answer(2)).rejects.toThrow('已经结束');
    expect((await app.anonymous().get(path(2))).text).toContain('这次评议已经结束');
    await expect(closeSurvey(useCase, branch.id, id)).rejects.toThrow('已经结束');
    expect(await answers()).toHaveLength(1);
  });

  it('R58: the secretary opens it, prints the slips, ends it; a bad form keeps what was typed', async () => {
    const { desk, page, branch, id, token, app, teaching } = await scene();
    const all = `/branches/${branch.id}/surveys`;
    const bad = await desk.post(all, { title: '评议', closesOn: '2026-12-01', slips: '30' });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('截止日期不能早于今天');
    expect((await desk.post(all, { title: '评议', closesOn: '2026-12-31', slips: '1000' })).text).toContain('5到200');
    const slips = (await desk.get(`${page}/slips`)).text;
    expect(slips.match(/data:image\/png/g)).toHaveLength(6);
    expect(slips).not.toContain(token(1));
    const member = await app.signIn(teaching.member.account.username);
    expect((await member.get(page)).status).toBe(403);
    expect((await desk.post(`${page}/closure`, {})).status).toBe(303);
    expect((await desk.get(`${page}/slips`)).status).toBe(404);
    expect((await db.appraisalSurvey.findFirstOrThrow({ where: { bureauId: branch.bureauId, id } })).status).toBe(
      'CLOSED',
    );
  });
});
