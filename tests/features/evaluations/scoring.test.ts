import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  draftRound,
  nameCandidate,
  openRound,
  recommend,
  startScoring,
} from '../../../src/features/evaluations/index.js';
import { aggregate, outlying, rankOf, showResult } from '../../../src/features/evaluations/scoring.rules.js';
import { anAccount } from '../../factories/account.js';
import { aBranch } from '../../factories/branch.js';
import { aRecommendationMeeting, aRoundInput, DEEDS, standardsOf } from '../../factories/evaluation.js';
import { aMember } from '../../factories/member.js';
import { publishedLetters } from '../../factories/published-letters.js';
import { testAppOn } from '../../support/app.js';
import { testClock } from '../../support/fixed-clock.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';
import { useCaseFor } from '../../support/use-case.js';

const { db } = await testDatabase();

/** A branch's candidate under review, and three reviewers, one of whom belongs to the branch. */
async function scene() {
  const clock = testClock('2026-12-01T10:00:00+08:00');
  const built = await publishedLetters({ db, clock });
  const { bureauId, campaignId, branch, secretary } = built;
  await standardsOf(db, bureauId, campaignId);
  const head = await anAccount(db, bureauId, { displayName: '陈志远', role: 'BUREAU_SECRETARY' });
  const first = await anAccount(db, bureauId, { displayName: '杨国栋', role: 'COMMITTEE_MEMBER' });
  const second = await anAccount(db, bureauId, { displayName: '孙丽娟', role: 'COMMITTEE_MEMBER' });
  const colleague = await aMember(db, branch, { name: '郑红' });
  const insider = await anAccount(db, bureauId, {
    ...{ displayName: '郑红', role: 'COMMITTEE_MEMBER', memberId: colleague.id },
  });
  const by = (account: { id: string; displayName: string }) =>
    useCaseFor(db, { bureauId, accountId: account.id, name: account.displayName }, clock);
  const roundId = await draftRound(by(head), campaignId, aRoundInput({ award: 'ADVANCED_ORGANIZATION' }));
  await openRound(by(head), roundId, 1);
  const place = { campaignId, branchId: branch.id, branchName: branch.name };
  await nameCandidate(by(secretary), place, roundId, { memberId: null, text: DEEDS, revision: 0 });
  const { id } = await db.evaluationApplication.findFirstOrThrow({ where: { bureauId } });
  const meetingId = await aRecommendationMeeting(db, branch, campaignId, secretary.id);
  await recommend(by(secretary), place, roundId, { applicationIds: [id], meetingId, opinion: '同意' });
  const app = testAppOn(db, clock);
  const path = `/bureau/score-sheets/${id}`;
  const sheets = () => db.scoreSheet.findMany({ where: { bureauId }, orderBy: { createdAt: 'asc' } });
  const typed = (a: number, b: number, revision = 0) => ({
    ...{ 'scores.0.at': '0', 'scores.0.points': String(a), 'scores.0.reason': '材料翔实' },
    ...{ 'scores.1.at': '1', 'scores.1.points': String(b), 'scores.1.reason': '成绩突出' },
    revision: String(revision),
  });
  return { ...built, clock, head, first, second, insider, by, roundId, app, path, sheets, typed };
}

async function begun() {
  const built = await scene();
  await startScoring(built.by(built.head), built.roundId, 2);
  return built;
}

describe('R43: the review', () => {
  it('R43: begins after the last day, or earlier only when every branch has handed in', async () => {
    const { by, head, roundId, bureauId, clock } = await scene();
    await aBranch(db, bureauId);
    await expect(startScoring(by(head), roundId, 2)).rejects.toThrow('还有1个支部没有上报');
    clock.set('2026-12-21T10:00:00+08:00');
    await startScoring(by(head), roundId, 2);
    await expect(startScoring(by(head), roundId, 3)).rejects.toThrow();
  });

  it('R43: points and reasons criterion by criterion; nobody sees another’s before closing his own', async () => {
    const { app, first, second, path, sheets, typed, bureauId } = await begun();
    const [one, other] = await Promise.all([app.signIn(first.username), app.signIn(second.username)]);
    await one.post(path, typed(40, 45));
    await one.post(`${path}/closure`, {});
    const before = (await other.get(path)).text;
    expect(before).not.toContain('85分');
    expect(before).not.toContain('杨国栋');
    await other.post(path, typed(30, 45));
    expect((await other.get(path)).text).not.toContain('杨国栋');
    await other.post(`${path}/closure`, {});
    const { result, queries } = await countQueries(db, () => other.get(path));
    expect(result.text).toContain('杨国栋');
    expect(result.text).toContain('80.00分');
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
    expect((await sheets()).map(({ total, status }) => [total, status])).toEqual([
      [85, 'CLOSED'],
      [75, 'CLOSED'],
    ]);
    expect((await other.post(path, typed(50, 50, 1))).status).toBe(409);
    expect((await sheets())[1]?.total).toBe(75);
    const trail = await db.auditEvent.findMany({ where: { bureauId, action: 'sheet.save' } });
    expect(trail).toHaveLength(2);
    expect(JSON.stringify(trail.map(({ detail, note }) => [detail, note]))).not.toMatch(/85|75/);
  });

  it('R43: a point too many, a missing reason and an empty row are refused at their field, what was typed is kept', async () => {
    const { app, first, path, sheets, typed } = await begun();
    const browser = await app.signIn(first.username);
    const high = await browser.post(path, typed(51, 10));
    expect(high.status).toBe(422);
    expect(high.text).toContain('“领导班子好”应在0到50分之间');
    expect(high.text).toContain('value="51"');
    expect((await browser.post(path, { ...typed(40, 10), 'scores.1.reason': '' })).text).toContain(
      '请写明“工作业绩好”打分的理由',
    );
    const empty = { ...typed(40, 10), 'scores.0.points': '', 'scores.0.reason': '' };
    expect((await browser.post(path, empty)).status).toBe(422);
    expect((await browser.post(`${path}/closure`, {})).text).toContain('请先打分并保存');
    expect(await sheets()).toEqual([]);
  });

  it('E43: who belongs to the branch is recused by rule, a relative by his word; neither can score', async () => {
    const { app, insider, first, path, sheets, typed, bureauId } = await begun();
    const inside = await app.signIn(insider.username);
    const shown = (await inside.get(path)).text;
    expect(shown).toContain('按规定回避');
    expect(shown).not.toContain('与青年教师结成对子');
    expect((await inside.post(path, typed(50, 50))).status).toBe(403);
    const relative = await app.signIn(first.username);
    await relative.post(path, typed(50, 50));
    await relative.post(`${path}/recusal`, { recusalReason: '近亲属' });
    expect(await sheets()).toEqual([]);
    expect((await relative.post(path, typed(50, 50))).status).toBe(403);
    expect((await relative.get('/bureau/score-sheets')).text).toContain('回避');
    const recorded = await db.evaluationRecusal.findMany({ where: { bureauId }, orderBy: { id: 'asc' } });
    expect(recorded).toMatchObject([
      { reviewerName: '郑红', reason: '本支部的人，按规定回避' },
      { reviewerName: '杨国栋', reason: '近亲属' },
    ]);
  });

  it('R43: a sheet far from the others’ is asked to explain itself, once', async () => {
    const { app, first, second, head, path, sheets, typed } = await begun();
    for (const [account, points] of [
      [first, 45],
      [second, 44],
      [head, 10],
    ] as const) {
      const browser = await app.signIn(account.username);
      await browser.post(path, typed(points, points));
      await browser.post(`${path}/closure`, {});
    }
    const strict = await app.signIn(head.username);
    expect((await strict.get('/bureau/score-sheets')).text).toContain('请说明理由');
    await strict.post(`${path}/explanation`, { explanation: '业绩材料没有依据' });
    expect((await sheets()).map(({ explanation }) => explanation)).toEqual([null, null, '业绩材料没有依据']);
    expect((await strict.post(`${path}/explanation`, { explanation: '再说' })).status).toBe(409);
    const mild = await app.signIn(first.username);
    expect((await mild.post(`${path}/explanation`, { explanation: '我也说' })).status).toBe(409);
  });
});

describe('R43: the arithmetic', () => {
  it('takes the mean, or leaves out the highest and the lowest when more than three', () => {
    expect(aggregate([80, 90], 'MEAN')).toBe(8500);
    expect(aggregate([80, 81, 81], 'MEAN')).toBe(8066);
    expect(aggregate([10, 80, 90, 100], 'TRIMMED')).toBe(8500);
    expect(aggregate([10, 80, 90], 'TRIMMED')).toBe(6000);
    expect(aggregate([], 'MEAN')).toBeNull();
    expect(showResult(8066)).toBe('80.66');
    expect(showResult(8005)).toBe('80.05');
  });

  it('R43: ties share a rank, and the next one is counted on', () => {
    const rows = [8500, 9000, 8500, null, 7000].map((result) => ({ result }));
    expect(rankOf(rows).map(({ rank }) => rank)).toEqual([2, 1, 2, null, 4]);
  });

  it('R43: results lie between the lowest and the highest sheet, whatever their order', () => {
    const totals = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(totals, fc.constantFrom('MEAN' as const, 'TRIMMED' as const), (list, how) => {
        const result = aggregate(list, how) ?? -1;
        expect(result).toBeGreaterThanOrEqual(Math.min(...list) * 100);
        expect(result).toBeLessThanOrEqual(Math.max(...list) * 100);
        expect(aggregate(list.toReversed(), how)).toBe(result);
      }),
    );
  });

  it('R43: ranks and ties do not depend on the order in which the candidates stand', () => {
    const named = fc.array(fc.record({ id: fc.uuid(), result: fc.option(fc.integer({ min: 0, max: 5 })) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(named, fc.infiniteStream(fc.integer()), (rows, order) => {
        const keyed = rows.map((row) => ({ row, key: order.next().value ?? 0 }));
        const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ row }) => row);
        const ranks = (list: typeof rows) => new Map(rankOf(list).map(({ id, rank }) => [id, rank]));
        expect([...ranks(shuffled)].toSorted()).toEqual([...ranks(rows)].toSorted());
        for (const one of rankOf(rows))
          for (const other of rankOf(rows)) if (one.result === other.result) expect(one.rank).toBe(other.rank);
      }),
    );
  });

  it('R43: ranks leave nobody out and go from the best down', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 20 }), (results) => {
        const ranked = rankOf(results.map((result) => ({ result })));
        for (const { result, rank } of ranked) {
          expect(rank).toBe(1 + results.filter((other) => other > (result ?? 0)).length);
        }
        expect(Math.min(...ranked.map(({ rank }) => rank ?? 99))).toBe(1);
      }),
    );
  });

  it('R43: who lies more than a fifth of all points from the median stands out', () => {
    expect(outlying([90, 88, 20], 100)).toEqual([false, false, true]);
    expect(outlying([90, 88, 89, 60], 100)).toEqual([false, false, false, true]);
    expect(outlying([80, 80, 60], 100)).toEqual([false, false, false]);
    expect(outlying([80, 80, 59], 100)).toEqual([false, false, true]);
    expect(outlying([100, 0], 100)).toEqual([false, false]);
  });
});
