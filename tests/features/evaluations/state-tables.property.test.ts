import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APPLICATION_TAGS } from '../../../src/features/evaluations/applications.page.js';
import {
  agreeReopening,
  askReopening,
  awardRound,
  closeRound,
  concludeObjection,
  correctNotice,
  decideRound,
  investigate,
  openRound,
  publishNotice,
  receiveObjection,
  startScoring,
} from '../../../src/features/evaluations/index.js';
import { OBJECTION_LIFE, OBJECTION_TAGS, PERIOD_LIFE } from '../../../src/features/evaluations/public-notices.rules.js';
import { APPLICATION_LIFE, ROUND_LIFE, ROUND_TAGS } from '../../../src/features/evaluations/rounds.rules.js';
import { addDays, chinaDay } from '../../../src/shared/dates.js';
import { digestOf } from '../../../src/shared/digest.js';
import { aPublicNotice, aReviewedRound, asPerson, MEETING } from '../../factories/review.js';
import { testDatabase } from '../../support/test-database.js';

type Table = Readonly<Record<string, Readonly<Record<string, { to: string; label: string } | undefined>>>>;

const PERIOD_LABELS = { RUNNING: '公示中', WITHDRAWN: '已撤回更正', ENDED: '公示期已满' };
const TABLES: readonly [string, Table, string, object, readonly string[]][] = [
  ['round', ROUND_LIFE, 'DRAFT', ROUND_TAGS, ['AWARDED']],
  ['application', APPLICATION_LIFE, 'DRAFT', APPLICATION_TAGS, ['NOT_RECOMMENDED', 'WITHDRAWN']],
  ['notice period', PERIOD_LIFE, 'RUNNING', PERIOD_LABELS, ['WITHDRAWN', 'ENDED']],
  ['objection', OBJECTION_LIFE, 'RECEIVED', OBJECTION_TAGS, ['UPHELD', 'REJECTED']],
];

const actionsOf = (table: Table): string[] => [...new Set(Object.values(table).flatMap((row) => Object.keys(row)))];

describe.each(TABLES)('R43, R57: the life of a %s', (_name, table, start, tags, ends) => {
  it('has a label for every state and act, and leads only to states of its own', () => {
    expect(Object.keys(tags).toSorted()).toEqual(Object.keys(table).toSorted());
    for (const move of Object.values(table).flatMap((row) => Object.values(row))) {
      expect(Object.keys(table)).toContain(move?.to);
      expect(move?.label).toBeTruthy();
    }
  });

  it('reaches every state, ends exactly where it should, and stays there whatever is tried', () => {
    const reached = new Set([start]);
    for (const state of reached) for (const move of Object.values(table[state] ?? {})) if (move) reached.add(move.to);
    expect([...reached].toSorted()).toEqual(Object.keys(table).toSorted());
    expect(Object.keys(table).filter((state) => Object.keys(table[state] ?? {}).length === 0)).toEqual(
      Object.keys(table).filter((state) => ends.includes(state)),
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actionsOf(table)), { maxLength: 40 }), (walk) => {
        let state = start;
        for (const action of walk) {
          const move = table[state]?.[action];
          if (ends.includes(state)) expect(move).toBeUndefined();
          state = move?.to ?? state;
        }
      }),
    );
  });
});

const { db } = await testDatabase();
const RUNS = { numRuns: 6 };

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

it('R43: whatever is done to a round, the portal allows what the table allows; what was frozen never changes', {
  timeout: 120_000,
}, async () => {
  const acts = fc.array(
    fc.constantFrom('open', 'startScoring', 'decide', 'reopen', 'publish', 'correct', 'award', 'close'),
    {
      minLength: 4,
      maxLength: 9,
    },
  );
  await fc.assert(
    fc.asyncProperty(acts, async (walk) => {
      const { by, head, second, roundId, candidates, clock, bureauId, round } = await aReviewedRound(db, [[95, 91]]);
      const { rules, rulesHash } = await round();
      const shown = {
        ...{ contact: '办公室', secrecyReviewedBy: '孙丽娟' },
        rows: [{ applicationId: candidates[0] ?? '', about: '第一中学', deeds: '事迹' }],
      };
      const doIt = async (action: string): Promise<unknown> => {
        const { revision } = await round();
        if (action === 'open') return openRound(by(head), roundId, revision);
        if (action === 'startScoring') return startScoring(by(head), roundId, revision);
        if (action === 'decide') {
          // After a reopening the sheets are open again.
          await db.scoreSheet.updateMany({ where: { bureauId }, data: { status: 'CLOSED', closedAt: clock.now() } });
          const input = { ...PASSED, chosenIds: candidates, grounds: null, revision };
          return decideRound(by(head), asPerson(head, bureauId), roundId, input);
        }
        if (action === 'reopen') {
          await askReopening(by(head), roundId, '评分依据有误');
          return agreeReopening(by(second), roundId);
        }
        if (action === 'publish') return publishNotice(by(head), roundId, { ...shown, revision });
        if (action === 'correct')
          return correctNotice(by(head), roundId, { ...shown, revision, correctionReason: '错字' });
        if (action === 'close') return closeRound(by(head), roundId, revision);
        clock.set(addDays(chinaDay(clock.now()), 12).toISOString());
        return awardRound(by(head), roundId, revision);
      };
      for (const action of walk) {
        const before = await round();
        const table: Table = ROUND_LIFE;
        // Somebody is chosen here, so that a round is never closed without an award; a correction moves no round.
        const move = action === 'close' ? undefined : table[before.status]?.[action];
        const corrects = action === 'correct' && before.status === 'NOTICED';
        const done = await doIt(action).then(
          () => true,
          () => false,
        );
        expect(done, `${action} from ${before.status}`).toBe(move !== undefined || corrects);
        const now = await round();
        expect(now.status).toBe(move?.to ?? before.status);
        if (!done) expect(now).toEqual(before);
        expect([digestOf(now.rules as object), now.rulesHash]).toEqual([digestOf(rules as object), rulesHash]);
        const periods = await db.noticePeriod.findMany({ where: { bureauId } });
        expect(periods.filter(({ status }) => status === 'RUNNING')).toHaveLength(now.status === 'NOTICED' ? 1 : 0);
        for (const { content, contentHash } of periods) expect(digestOf(content as object)).toBe(contentHash);
      }
    }),
    RUNS,
  );
});

it('E29: whatever is done to an objection, the portal allows what the table allows, and the award waits for its end', {
  timeout: 120_000,
}, async () => {
  const acts = fc.array(fc.constantFrom('investigate', 'uphold', 'reject', 'award'), { minLength: 2, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(acts, async (walk) => {
      const { by, second, head, bureauId, roundId, periodId, candidates, clock, round } = await aPublicNotice(db);
      const applicationId = candidates[0] ?? '';
      await receiveObjection(by(second), periodId, { applicationId, content: '不实', name: null });
      clock.set('2026-12-18T10:00:00+08:00');
      const row = () => db.objection.findFirstOrThrow({ where: { bureauId } });
      const { id } = await row();
      const person = asPerson(second, bureauId, 'COMMITTEE_MEMBER');
      for (const action of walk) {
        const before = await row();
        const { status, revision } = await round();
        const table: Table = OBJECTION_LIFE;
        const move = table[before.status]?.[action];
        const ended = before.status === 'UPHELD' || before.status === 'REJECTED';
        const act = () => {
          if (action === 'award') return awardRound(by(head), roundId, revision);
          if (action === 'investigate') return investigate(by(second), person, id, '孙丽娟、杨国栋');
          const outcome = action === 'uphold' ? 'UPHELD' : 'REJECTED';
          return concludeObjection(by(second), person, id, { outcome, finding: '已查明' });
        };
        const done = await act().then(
          () => true,
          () => false,
        );
        const may = action === 'award' ? ended && status === 'NOTICED' : move !== undefined;
        expect(done, `${action} from ${before.status}`).toBe(may);
        const now = await row();
        if (move) expect(now.status).toBe(move.to);
        else expect(now).toEqual(before);
      }
    }),
    RUNS,
  );
});
