import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionBlockers, groundsAsked, standingsOf } from '../../../src/features/evaluations/decisions.rules.js';
import { aReviewedRound, MEETING } from '../../factories/review.js';
import { countQueries } from '../../support/query-counter.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

describe('R43: the committee decides', () => {
  it('R43: by its meeting, with results and ranks by the frozen aggregation', async () => {
    const { app, head, roundId, candidates, round, application } = await aReviewedRound(db, [
      [95, 91],
      [80, 82],
    ]);
    const browser = await app.signIn(head.username);
    const path = `/bureau/evaluations/${roundId}`;
    const { result, queries } = await countQueries(db, () => browser.get(`${path}/decision/new`));
    expect(result.text).toContain('93.00分');
    expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
    const lost = { ...MEETING, forCount: '3', againstCount: '4', chosenIds: candidates[0] ?? '', revision: '3' };
    const refused = await browser.post(`${path}/decision`, lost);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('会议没有通过');
    expect(refused.text).toContain('三楼会议室');
    await browser.post(`${path}/decision`, { ...MEETING, chosenIds: candidates[0] ?? '', revision: '3' });
    expect(await round()).toMatchObject({ status: 'DECIDED', decision: { chair: '陈志远', decidedBy: '陈志远' } });
    expect(await application(0)).toMatchObject({ status: 'CHOSEN', result: 9300, rank: 1 });
    expect(await application(1)).toMatchObject({ status: 'NOT_CHOSEN', result: 8100, rank: 2 });
    expect((await browser.get(path)).text).toContain('赞成7票');
  });

  it('R43: not while a sheet is open, and whoever has not scored learns no points', async () => {
    const { app, head, roundId, candidates, bureauId, round } = await aReviewedRound(db, [[95, 91]]);
    await db.scoreSheet.updateMany({
      where: { bureauId, reviewerId: head.id },
      data: { status: 'OPEN', closedAt: null },
    });
    const browser = await app.signIn(head.username);
    const page = (await browser.get(`/bureau/evaluations/${roundId}/decision/new`)).text;
    expect(page).toContain('评分还没有定稿：陈志远');
    expect(page).toContain('您还没有给');
    expect(page).not.toContain('91分');
    const answer = await browser.post(`/bureau/evaluations/${roundId}/decision`, {
      ...{ ...MEETING, chosenIds: candidates[0] ?? '', revision: '3' },
    });
    expect(answer.status).toBe(422);
    expect((await round()).status).toBe('SCORING');
  });

  it('R43: a tie is decided by the meeting, which says how', async () => {
    const { app, head, roundId, candidates, application } = await aReviewedRound(db, [
      [90, 80],
      [80, 90],
    ]);
    const browser = await app.signIn(head.username);
    const path = `/bureau/evaluations/${roundId}/decision`;
    expect((await browser.get(`${path}/new`)).text).toContain('并列第1');
    const input = { ...MEETING, chosenIds: candidates[1] ?? '', revision: '3' };
    const refused = await browser.post(path, input);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('得分相同，请写明会议怎样在他们之间决定');
    await browser.post(path, { ...input, grounds: '第二个支部近两年未获表彰，会议一致同意。' });
    expect(await application(1)).toMatchObject({ status: 'CHOSEN', rank: 1 });
    expect(await application(0)).toMatchObject({ status: 'NOT_CHOSEN', rank: 1 });
  });

  it('R43: reopening needs two people and leaves its trace', async () => {
    const { app, head, second, roundId, candidates, bureauId, round, application } = await aReviewedRound(db, [
      [95, 91],
    ]);
    const path = `/bureau/evaluations/${roundId}`;
    const [one, other] = await Promise.all([app.signIn(head.username), app.signIn(second.username)]);
    await one.post(`${path}/decision`, { ...MEETING, chosenIds: candidates[0] ?? '', revision: '3' });
    expect((await other.post(`${path}/reopening`, { reopeningReason: '评分依据有误' })).status).toBe(403);
    await one.post(`${path}/reopening`, { reopeningReason: '评分依据有误' });
    expect((await one.post(`${path}/reopening`, { reopeningReason: '再提' })).status).toBe(409);
    expect((await one.post(`${path}/reopening/agreement`, {})).status).toBe(403);
    expect((await round()).status).toBe('DECIDED');
    expect((await other.get(path)).text).toContain('同意重新评审');
    await other.post(`${path}/reopening/agreement`, {});
    expect(await round()).toMatchObject({ status: 'SCORING', decision: null });
    expect(await application(0)).toMatchObject({ status: 'RECOMMENDED', result: null, rank: null });
    expect(await db.scoreSheet.count({ where: { bureauId, status: 'OPEN' } })).toBe(2);
    const trail = await db.auditEvent.findFirstOrThrow({ where: { bureauId, action: 'evaluation.reopen' } });
    expect(trail).toMatchObject({ note: '评分依据有误', detail: { askedBy: '陈志远' } });
    expect(JSON.stringify(trail.detail)).toContain('9300');
  });
});

describe('R43: the rules of the decision', () => {
  const branch = { shortName: '支部' };
  const sheet = (reviewerId: string, total: number, over: { status?: 'OPEN'; explanation?: string } = {}) => ({
    ...{ reviewerId, reviewerName: reviewerId, status: 'CLOSED' as const, total, explanation: null, ...over },
  });
  const rules = { criteria: [{ title: '标准', description: '', points: 100 }] };

  it('names every hindrance: nothing closed, an open sheet, an outlier without a word', () => {
    const rows = [
      {
        id: 'a',
        candidateName: '甲',
        status: 'RECOMMENDED' as const,
        branch,
        sheets: [sheet('张', 50, { status: 'OPEN' })],
      },
      {
        ...{ id: 'b', candidateName: '乙', status: 'RECOMMENDED' as const, branch },
        sheets: [sheet('张', 90), sheet('李', 88), sheet('王', 10)],
      },
    ];
    expect(decisionBlockers(rows, rules, () => false)).toEqual([
      '“甲”还没有一份定稿的评分',
      '“甲”的评分还没有定稿：张',
      '王对“乙”的评分相差较大，还没有说明',
    ]);
  });

  it('R43: grounds are asked exactly where somebody at least as good is passed over', () => {
    const results = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(results, fc.integer({ min: 0, max: 255 }), (totals, mask) => {
        const rows = totals.map((total, index) => ({
          ...{ id: String(index), candidateName: String(index), status: 'RECOMMENDED' as const, branch },
          sheets: [sheet('张', total)],
        }));
        const standings = standingsOf(rows, { aggregation: 'MEAN' });
        const chosen = new Set(totals.flatMap((_, index) => ((mask >> index) & 1 ? [String(index)] : [])));
        const worst = Math.min(...totals.filter((_, index) => chosen.has(String(index))));
        const passed = totals.some((total, index) => !chosen.has(String(index)) && total >= worst);
        expect(groundsAsked(standings, chosen) !== null).toBe(chosen.size > 0 && passed);
      }),
    );
  });
});
