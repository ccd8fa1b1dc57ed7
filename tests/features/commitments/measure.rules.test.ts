import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  measureFault,
  measureToKeep,
  PLAIN_MEASURE,
  shareLabels,
  sharesInPercent,
  showMeasure,
} from '../../../src/features/commitments/measure.rules.js';

const number = { measureKind: 'NUMBER', baseline: 4, target: 12, unit: '次', weight: 1 } as const;

describe('how it will be seen that an item is done', () => {
  it.each([
    ['a deliverable', PLAIN_MEASURE, null],
    ['a deliverable with a number left over', { ...PLAIN_MEASURE, target: 3 }, null],
    ['a number', number, null],
    ['a number that is to fall', { ...number, baseline: 12, target: 0 }, null],
    ['no target', { ...number, target: null }, 'target'],
    ['no unit', { ...number, unit: null }, 'unit'],
    ['a target reached already', { ...number, baseline: 12 }, 'target'],
    ['nought from nothing', { ...number, baseline: null, target: 0 }, 'target'],
  ])('R35: %s', (_what, measure, field) => {
    expect(measureFault(measure)?.field ?? null).toBe(field);
  });

  it('R35: a deliverable keeps its weight and no numbers', () => {
    expect(measureToKeep({ ...number, measureKind: 'DELIVERABLE', weight: 3 })).toEqual({
      ...PLAIN_MEASURE,
      weight: 3,
    });
    expect(measureToKeep(number)).toEqual(number);
  });

  it.each([
    [number, '从4次到12次'],
    [{ ...number, baseline: null }, '达到12次'],
    [PLAIN_MEASURE, null],
  ])('R35: says %o as %s', (measure, text) => {
    expect(showMeasure(measure)).toBe(text);
  });
});

describe('weights', () => {
  it.each([
    [
      [1, 1, 1],
      [34, 33, 33],
    ],
    [
      [2, 1],
      [67, 33],
    ],
    [[100], [100]],
    [[], []],
  ])('R37: %j count %j percent', (weights, shares) => {
    expect(sharesInPercent(weights)).toEqual(shares);
  });

  it('R37: shares add up to 100, whatever the weights, and no heavier item has a smaller share', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 20 }), (weights) => {
        const shares = sharesInPercent(weights);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
        const pairs = weights.map((weight, index) => ({ weight, share: shares[index] ?? 0 }));
        for (const a of pairs)
          for (const b of pairs) if (a.weight > b.weight) expect(a.share).toBeGreaterThanOrEqual(b.share);
      }),
    );
  });

  it('R37: says nothing where all weigh the same', () => {
    expect(shareLabels([5, 5])).toEqual([null, null]);
    expect(shareLabels([3, 1])).toEqual(['占75%', '占25%']);
  });
});
