import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeRecord, recordFacts } from '../../../src/features/evaluations/candidate-record.rules.js';
import {
  type CandidateFacts,
  deedsFault,
  eligibilityFaults,
  monthsBetween,
  type Quota,
  quotaBase,
  quotaOf,
  quotaWords,
  ROUND_LIFE,
  ROUND_TAGS,
  ROUNDING_CODES,
  type RoundRules,
} from '../../../src/features/evaluations/rounds.rules.js';
import { digestOf } from '../../../src/shared/digest.js';

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const TENTH: Quota = { numerator: 10, denominator: 100, rounding: 'DOWN', minimum: 1 };
const RULES: RoundRules = {
  criteria: [{ title: '带头学习提高', description: '', points: 20 }],
  quota: TENTH,
  eligibility: { monthsInBranch: 12, retired: false, gradedExcellent: true },
  aggregation: 'MEAN',
  deeds: { from: 600, to: 1500 },
};

describe('E44: the quota', () => {
  it.each([
    [4, 'DOWN', 1, 1],
    [4, 'DOWN', 0, 0],
    [14, 'DOWN', 1, 1],
    [15, 'NEAREST', 1, 2],
    [14, 'NEAREST', 1, 1],
    [11, 'UP', 1, 2],
    [10, 'UP', 1, 1],
    [0, 'UP', 1, 0],
    [49, 'DOWN', 1, 4],
    [2, 'DOWN', 5, 2],
  ] as const)('E44: %i full members, %s, at least %i: %i', (base, rounding, minimum, expected) => {
    expect(quotaOf(base, { ...TENTH, rounding, minimum })).toBe(expected);
  });

  it('E44: explains itself with its numbers', () => {
    expect(quotaWords(23, TENTH)).toBe('正式党员23名的10%，舍去小数，最少1名：可推荐2名');
  });

  it('E44: of all members where the bureau says so; rounds frozen before there was a choice count full members', () => {
    expect(quotaWords(23, { ...TENTH, base: 'ALL' })).toContain('全体党员（含预备党员）23名的10%');
    expect(quotaBase(TENTH)).toBe('FULL');
  });

  it('E44: grows with the members, never passes the exact share by one or more but for the minimum, never the members there are', () => {
    const quotas = fc.record({
      numerator: fc.integer({ min: 1, max: 100 }),
      denominator: fc.constant(100),
      rounding: fc.constantFrom(...ROUNDING_CODES),
      minimum: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), quotas, (base, quota) => {
        const sent = quotaOf(base, quota);
        expect(sent).toBeGreaterThanOrEqual(Math.min(base, quota.minimum));
        expect(sent).toBeLessThanOrEqual(base);
        if (sent > quota.minimum && quota.rounding === 'DOWN')
          expect(sent * 100).toBeLessThanOrEqual(base * quota.numerator);
        if (sent > quota.minimum) expect(Math.abs(sent * 100 - base * quota.numerator)).toBeLessThan(100);
        expect(quotaOf(base + 1, quota)).toBeGreaterThanOrEqual(sent);
      }),
    );
  });
});

describe('who can be named', () => {
  const facts: CandidateFacts = {
    ...{ memberType: 'FULL', isRetired: false, rightsSuspended: false, arrivedOn: null, lastGrade: 'EXCELLENT' },
  };
  it.each([
    [{}, []],
    [{ memberType: 'PROBATIONARY' }, ['预备党员不能评为优秀共产党员']],
    [{ isRetired: true }, ['本次评选不包括离退休党员']],
    [{ arrivedOn: day('2026-03-02') }, ['在本支部不满12个月']],
    [{ arrivedOn: day('2026-03-01') }, []],
    [{ lastGrade: 'QUALIFIED' }, ['最近一次民主评议不是优秀等次']],
    [{ lastGrade: null }, []],
  ] as [Partial<CandidateFacts>, string[]][])('E5, R43: %j', (over, expected) => {
    expect(eligibilityFaults({ ...facts, ...over }, RULES, day('2027-03-01'))).toEqual(expected);
  });

  it('E7: rights suspended are no reason that is told', () => {
    const [told = ''] = eligibilityFaults({ ...facts, rightsSuspended: true }, RULES, day('2027-03-01'));
    expect(told).not.toMatch(/留党察看|处分|权利/);
  });

  it('counts whole months', () => {
    expect(monthsBetween(day('2026-01-31'), day('2026-02-28'))).toBe(0);
    expect(monthsBetween(day('2026-01-31'), day('2026-03-31'))).toBe(2);
    expect(monthsBetween(day('2025-12-15'), day('2026-12-14'))).toBe(11);
  });
});

it('R43: the length of the deeds is counted in characters without spaces', () => {
  expect(deedsFault('字'.repeat(599), RULES)).toBe('事迹材料现有599字，至少600字');
  expect(deedsFault(`${'字 \n'.repeat(600)}`, RULES)).toBeNull();
  expect(deedsFault('字'.repeat(1501), RULES)).toContain('最多1500字');
});

it('R8: the digest depends on the rules alone, whatever the order of their keys, and on every part of them', () => {
  const base = digestOf(RULES);
  const { criteria, quota, eligibility, aggregation, deeds } = RULES;
  const turned = Object.fromEntries(Object.entries(quota).toReversed());
  expect(digestOf({ deeds, aggregation, eligibility, quota: turned, criteria })).toBe(base);
  const changed: RoundRules[] = [
    { ...RULES, quota: { ...TENTH, minimum: 2 } },
    { ...RULES, aggregation: 'TRIMMED' },
    { ...RULES, eligibility: { ...RULES.eligibility, retired: true } },
    { ...RULES, criteria: [{ title: '带头学习提高', description: '', points: 21 }] },
  ];
  for (const rules of changed) expect(digestOf(rules)).not.toBe(base);
});

it('every state of a round has a label, can be reached, and only the last has no way on', () => {
  expect(Object.keys(ROUND_TAGS).toSorted()).toEqual(Object.keys(ROUND_LIFE).toSorted());
  const reached = new Set(['DRAFT']);
  for (const state of reached) for (const move of Object.values(ROUND_LIFE[state as 'DRAFT'])) reached.add(move.to);
  expect(reached.size).toBe(Object.keys(ROUND_LIFE).length);
  const last = Object.entries(ROUND_LIFE).filter(([, moves]) => Object.keys(moves).length === 0);
  expect(last.map(([state]) => state)).toEqual(['AWARDED']);
});

it('R43: the record tells progress, overdue items, grades and answers to the public', () => {
  const item = (over: object) => ({
    ...{
      mainTask: '公开课',
      dueDate: day('2026-10-01'),
      weight: 1,
      closedOn: null,
      measureKind: 'DELIVERABLE' as const,
    },
    ...{ baseline: null, target: null, fulfillments: [], children: [], feedback: [] },
    ...over,
  });
  const done = [{ doneOn: day('2026-09-01'), value: null, completes: true }];
  const letter = {
    ...{ year: 2026, type: 'YEARLY' as const, taskTitle: null, version: 1, frozenHash: 'abc' },
    items: [
      item({
        fulfillments: done,
        feedback: [{ status: 'ANSWERED', repliedAt: day('2026-09-20'), dueOn: day('2026-09-15') }],
      }),
      item({ feedback: [{ status: 'RECEIVED', repliedAt: null, dueOn: day('2026-10-20') }] }),
    ],
  };
  const record = composeRecord([letter], [{ year: 2026, grade: 'EXCELLENT' }], day('2026-10-10'));
  expect(recordFacts(record)).toEqual([
    { label: '2026年承诺', value: '完成50%，共2项，办结1项，逾期1项' },
    { label: '2026年民主评议', value: '优秀' },
    { label: '群众提问', value: '2条，答复1条，逾期1条' },
  ]);
});
