import { describe, expect, it } from 'vitest';
import { draftRound, openRound } from '../../../src/features/evaluations/index.js';
import type { RoundRules } from '../../../src/features/evaluations/rounds.rules.js';
import { digestOf } from '../../../src/shared/digest.js';
import { anAccount } from '../../factories/account.js';
import { aBranchMakingCommitments } from '../../factories/commitment-step.js';
import { aRoundInput, standardsOf } from '../../factories/evaluation.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

async function scene() {
  const built = await aBranchMakingCommitments(db);
  const bureauId = built.bureau.id;
  await standardsOf(db, bureauId, built.campaignId);
  const head = await anAccount(db, bureauId, { displayName: '陈志远', role: 'BUREAU_SECRETARY' });
  const clock = testClock('2026-12-01T10:00:00+08:00');
  const useCase = useCaseFor(db, { bureauId, accountId: head.id, name: head.displayName }, clock);
  const app = testAppOn(db, clock);
  const rounds = () => db.evaluationRound.findMany({ where: { bureauId }, orderBy: { createdAt: 'asc' } });
  return { ...built, bureauId, head, clock, useCase, app, rounds };
}

const TYPED = {
  ...{ award: 'OUTSTANDING_MEMBER', title: '2026年度评选', applyUntil: '2026-12-20', noticeDays: '5', percent: '10' },
  ...{ rounding: 'DOWN', minimum: '1', monthsInBranch: '12', aggregation: 'MEAN' },
};

describe('R8: a round of an honour', () => {
  it('R8, R43: the standards at hand are frozen with their digest; a later change of the plan leaves them as they are', async () => {
    const { useCase, campaignId, rounds, bureauId } = await scene();
    const id = await draftRound(useCase, campaignId, aRoundInput());
    await openRound(useCase, id, 1);
    const [round] = await rounds();
    expect(round?.status).toBe('OPEN');
    const rules = round?.rules as unknown as RoundRules;
    expect(rules.criteria.map(({ title }) => title)).toEqual(['带头学习提高', '带头服务群众']);
    expect(round?.rulesHash).toBe(digestOf(rules));
    await db.evaluationCriterion.updateMany({ where: { bureauId }, data: { title: '改过的标准' } });
    await expect(openRound(useCase, id, 2)).rejects.toThrow();
    expect(await rounds()).toEqual([round]);
  });

  it('R8: without standards, past its day or on an old form it does not open', async () => {
    const { useCase, campaignId, rounds, bureauId, clock } = await scene();
    const id = await draftRound(useCase, campaignId, aRoundInput());
    await expect(openRound(useCase, id, 7)).rejects.toThrow('刚才有变化');
    clock.set('2026-12-21T10:00:00+08:00');
    await expect(openRound(useCase, id, 1)).rejects.toThrow('申报截止日期已经过去');
    clock.set('2026-12-01T10:00:00+08:00');
    await db.evaluationCriterion.deleteMany({ where: { bureauId } });
    await expect(openRound(useCase, id, 1)).rejects.toThrow('没有这项荣誉的标准');
    expect((await rounds())[0]).toMatchObject({ status: 'DRAFT', rulesHash: null });
  });

  it('of two rounds of one honour begun at once one stands; the other honour has its own', async () => {
    const { useCase, campaignId, rounds } = await scene();
    const results = await Promise.allSettled([
      draftRound(useCase, campaignId, aRoundInput()),
      draftRound(useCase, campaignId, aRoundInput()),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await draftRound(useCase, campaignId, aRoundInput({ award: 'ADVANCED_ORGANIZATION' }));
    expect(await rounds()).toHaveLength(2);
  });

  it('R57: fewer than five working days of public notice are refused with what was typed kept', async () => {
    const { app, head, rounds } = await scene();
    const browser = await app.signIn(head.username);
    const answer = await browser.post('/bureau/evaluations', { ...TYPED, noticeDays: '4' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('公示工作日应为5到30之间的整数');
    expect(answer.text).toContain('value="2026年度评选"');
    expect((await browser.post('/bureau/evaluations', { ...TYPED, applyUntil: '2026-11-30' })).text).toContain(
      '申报截止日期不能早于今天',
    );
    expect(await rounds()).toEqual([]);
  });

  it('R43: drafted, changed and opened on pages; the others of the committee only read', async () => {
    const { app, head, committee, rounds } = await scene();
    const browser = await app.signIn(head.username);
    await browser.post('/bureau/evaluations', TYPED);
    const id = (await rounds())[0]?.id ?? '';
    const path = `/bureau/evaluations/${id}`;
    await browser.post(path, { ...TYPED, revision: '1', percent: '20' });
    const stale = await browser.post(path, { ...TYPED, revision: '1' });
    expect(stale.status).toBe(409);
    expect((await browser.get(`${path}/opening/new`)).text).toContain('支部正式党员的20%');
    const reader = await app.signIn(committee.username);
    expect((await reader.get(path)).text).not.toContain('开始申报</a>');
    expect((await reader.post(`${path}/opening`, { revision: '2' })).status).toBe(403);
    await browser.post(`${path}/opening`, { revision: '2' });
    const { result, queries } = await countQueries(db, () => browser.get(path));
    expect(result.text).toContain('已冻结');
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
    expect((await browser.post(path, { ...TYPED, revision: '3' })).status).toBe(409);
  });
});
