import { describe, expect, it } from 'vitest';
import {
  awardRound,
  closeRound,
  decideRound,
  publishNotice,
  saveSheet,
} from '../../../src/features/evaluations/index.js';
import { anAccount } from '../../factories/account.js';
import { aPublicNotice, aReviewedRound, asPerson, MEETING } from '../../factories/review.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();

const TYPED = {
  scores: [
    { points: 40, reason: '好' },
    { points: 40, reason: '好' },
  ],
  revision: 0,
};

const {
  heldOn: _,
  eligibleCount: _e,
  presentCount: _p,
  forCount: _f,
  againstCount: _a,
  abstainCount: _b,
  ...SAID
} = MEETING;
const PASSED = {
  minutes: { ...SAID, heldOn: new Date('2026-12-01'), absentNote: null, observers: null, discussion: null },
  votes: { eligible: 7, present: 7, for: 7, against: 0, abstain: 0 },
};

describe('R8, R43: what is frozen stays frozen', () => {
  it('R8: standards that were changed behind the portal’s back are noticed before anybody scores or decides', async () => {
    const { by, head, bureauId, roundId, candidates, round } = await aReviewedRound(db, [[95, 91]]);
    const late = await anAccount(db, bureauId, { displayName: '杨国栋', role: 'COMMITTEE_MEMBER' });
    const { rules } = await round();
    const changed = { ...(rules as { quota: object }), aggregation: 'TRIMMED' };
    await db.evaluationRound.updateMany({ where: { bureauId }, data: { rules: changed } });
    const person = asPerson(late, bureauId, 'COMMITTEE_MEMBER');
    await expect(saveSheet(by(late), person, candidates[0] ?? '', TYPED)).rejects.toThrow('校验码不一致');
    const input = { ...PASSED, chosenIds: candidates, grounds: null, revision: 3 };
    await expect(decideRound(by(head), asPerson(head, bureauId), roundId, input)).rejects.toThrow('校验码不一致');
    expect((await round()).status).toBe('SCORING');
  });

  it('R43: so is a candidate’s record that was changed', async () => {
    const { by, bureauId, candidates } = await aReviewedRound(db, [[95, 91]]);
    const late = await anAccount(db, bureauId, { displayName: '杨国栋', role: 'COMMITTEE_MEMBER' });
    await db.evaluationApplication.updateMany({
      where: { bureauId },
      data: { record: { letters: [], grades: [], questions: { asked: 0, answered: 0, late: 0 } } },
    });
    const person = asPerson(late, bureauId, 'COMMITTEE_MEMBER');
    await expect(saveSheet(by(late), person, candidates[0] ?? '', TYPED)).rejects.toThrow('校验码不一致');
  });

  it('R57: and a 公示 that is no longer what was published: the reader is told, and no award is made', async () => {
    const { app, by, head, bureauId, board, roundId, clock, round } = await aPublicNotice(db);
    const { content } = await db.noticePeriod.findFirstOrThrow({ where: { bureauId } });
    const changed = { ...(content as object), contact: '别处' };
    await db.noticePeriod.updateMany({ where: { bureauId }, data: { content: changed } });
    expect((await app.anonymous().get(board)).text).toContain('内容与校验码不一致');
    clock.set('2026-12-18T10:00:00+08:00');
    const { revision } = await round();
    await expect(awardRound(by(head), roundId, revision)).rejects.toThrow('校验码不一致');
    expect((await round()).status).toBe('NOTICED');
  });

  it('R43: a sheet in the moment of the decision is counted or refused, never left beside it', async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const { by, head, bureauId, roundId, candidates, round, application } = await aReviewedRound(db, [[95, 91]]);
      const late = await anAccount(db, bureauId, { displayName: '杨国栋', role: 'COMMITTEE_MEMBER' });
      const person = asPerson(late, bureauId, 'COMMITTEE_MEMBER');
      const input = { ...PASSED, chosenIds: candidates, grounds: null, revision: 3 };
      const acts = [
        () => saveSheet(by(late), person, candidates[0] ?? '', TYPED),
        () => decideRound(by(head), asPerson(head, bureauId), roundId, input),
      ];
      await Promise.allSettled((turn % 2 === 0 ? acts : acts.toReversed()).map((act) => act()));
      const open = await db.scoreSheet.count({ where: { bureauId, status: 'OPEN' } });
      // Either the sheet came first and holds the decision up, or it came too late and is not there.
      expect([(await round()).status, open]).toEqual(open === 1 ? ['SCORING', 1] : ['DECIDED', 0]);
      if (open === 0) expect((await application(0)).result).toBe(9300);
    }
  });

  it('R43: of two who decide at once one is taken', async () => {
    const { by, head, second, bureauId, roundId, candidates, round } = await aReviewedRound(db, [
      [95, 91],
      [80, 82],
    ]);
    const deciding = (account: typeof head, chosenIds: string[]) =>
      decideRound(by(account), asPerson(account, bureauId), roundId, {
        ...PASSED,
        chosenIds,
        grounds: '会议决定',
        revision: 3,
      });
    const answers = await Promise.allSettled([
      deciding(head, candidates.slice(0, 1)),
      deciding(second, candidates.slice(1)),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await round()).toMatchObject({ status: 'DECIDED', revision: 4 });
    expect(await db.evaluationApplication.count({ where: { bureauId, status: 'CHOSEN' } })).toBe(1);
    expect(await db.auditEvent.count({ where: { bureauId, action: 'evaluation.decide' } })).toBe(1);
  });
});

describe('R43: nobody fit', () => {
  it('R43: the committee may choose nobody; then there is nothing to show, and the round ends', async () => {
    const { app, by, head, bureauId, roundId, round, application } = await aReviewedRound(db, [[60, 61]]);
    await decideRound(by(head), asPerson(head, bureauId), roundId, {
      ...PASSED,
      chosenIds: [],
      grounds: null,
      revision: 3,
    });
    expect((await application(0)).status).toBe('NOT_CHOSEN');
    const input = { contact: '办公室', secrecyReviewedBy: '孙丽娟', rows: [], revision: 4 };
    await expect(publishNotice(by(head), roundId, input)).rejects.toThrow('没有拟表彰的对象');
    const browser = await app.signIn(head.username);
    const path = `/bureau/evaluations/${roundId}`;
    expect((await browser.get(path)).text).toContain(`${path}/closing/new`);
    expect((await browser.get(`${path}/closing/new`)).text).toContain('不表彰吗');
    await browser.post(`${path}/closing`, { revision: '4' });
    expect(await round()).toMatchObject({ status: 'AWARDED', awardedAt: null });
    expect((await browser.get(path)).text).toContain('已结束，没有表彰');
    expect((await app.anonymous().get(`/board/${bureauId}/honours`)).text).toContain('还没有表彰名单');
    expect((await browser.get(`${path}/certificates`)).status).toBe(303);
  });

  it('R43: a round in which somebody was chosen cannot be ended without its 公示', async () => {
    const { by, head, bureauId, roundId, candidates, round } = await aReviewedRound(db, [[95, 91]]);
    const input = { ...PASSED, chosenIds: candidates, grounds: null, revision: 3 };
    await decideRound(by(head), asPerson(head, bureauId), roundId, input);
    await expect(closeRound(by(head), roundId, 4)).rejects.toThrow('请先公示');
    expect((await round()).status).toBe('DECIDED');
  });
});
