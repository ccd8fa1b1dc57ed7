import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doneOn, type ProgressNode, progressOf, progressOfAll } from '../../src/shared/progress.js';

const DAY = new Date('2026-09-01');
const LATER = new Date('2026-10-01');
const leaf = (over: Partial<ProgressNode> = {}): ProgressNode => ({
  ...{ weight: 1, closed: false, measure: null, accepted: [], children: [], ...over },
});
const done = (over: Partial<ProgressNode> = {}) =>
  leaf({ accepted: [{ doneOn: DAY, value: null, completes: true }], ...over });
const reached = (value: number, baseline: number, target: number) =>
  leaf({ measure: { baseline, target }, accepted: [{ doneOn: DAY, value, completes: false }] });

describe('progress of one item', () => {
  it.each([
    ['nothing recorded', leaf(), 0],
    ['a deliverable done', done(), 100],
    ['4 of 4 to 12', reached(4, 4, 12), 0],
    ['6 of 4 to 12', reached(6, 4, 12), 25],
    ['12 of 4 to 12', reached(12, 4, 12), 100],
    ['beyond the target', reached(20, 4, 12), 100],
    ['below the baseline', reached(1, 4, 12), 0],
    ['a target below the baseline', reached(7, 10, 4), 50],
    ['decimals', reached(0.1, 0, 0.3), 33],
  ])('R41: %s', (_, node, percent) => expect(progressOf(node)).toBe(percent));

  it('R41: the latest accepted number counts, in whatever order the records come', () => {
    const accepted = [
      { doneOn: LATER, value: 9, completes: false },
      { doneOn: DAY, value: 3, completes: false },
    ];
    const measure = { baseline: 0, target: 12 };
    expect(progressOf(leaf({ measure, accepted }))).toBe(75);
    expect(progressOf(leaf({ measure, accepted: [...accepted].reverse() }))).toBe(75);
  });

  it('E35: the day it was done is the first that ended it', () => {
    expect(doneOn(done())).toEqual(DAY);
    expect(doneOn(reached(5, 0, 12))).toBeNull();
    expect(doneOn(reached(12, 0, 12))).toEqual(DAY);
  });

  it('E38: what is no longer to be done leaves the roll-up', () => {
    expect(progressOf(leaf({ children: [done(), leaf({ closed: true })] }))).toBe(100);
    expect(progressOf(leaf({ children: [done(), leaf()] }))).toBe(50);
    expect(progressOfAll([leaf({ closed: true })])).toBeNull();
  });
});

const nodes: fc.Arbitrary<ProgressNode> = fc.letrec<{ node: ProgressNode }>((tie) => ({
  node: fc.record({
    weight: fc.integer({ min: 1, max: 100 }),
    closed: fc.boolean(),
    measure: fc.option(
      fc.record({ baseline: fc.integer({ min: -50, max: 50 }), target: fc.integer({ min: 51, max: 200 }) }),
    ),
    accepted: fc.array(
      fc.record({
        doneOn: fc.constantFrom(DAY, LATER),
        value: fc.option(fc.integer({ min: -100, max: 300 })),
        completes: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    children: fc.oneof({ depthSize: 'small' }, fc.constant([]), fc.array(tie('node'), { maxLength: 4 })),
  }),
})).node;

/** Whether something to be done stands below 100. */
const hasOpen = (node: ProgressNode): boolean =>
  node.children.some((child) => !child.closed && (progressOf(child) < 100 || hasOpen(child)));

describe('roll-up, whatever the tree', () => {
  it('R41: lies between 0 and 100, and never at 100 while something below is open', () => {
    fc.assert(
      fc.property(nodes, (node) => {
        const share = progressOf(node);
        expect(Number.isInteger(share) && share >= 0 && share <= 100).toBe(true);
        if (hasOpen(node)) expect(share).toBeLessThan(100);
      }),
    );
  });

  it('R41: is the same in whatever order the items stand', () => {
    fc.assert(
      fc.property(fc.array(nodes, { maxLength: 6 }), (list) => {
        expect(progressOfAll([...list].reverse())).toBe(progressOfAll(list));
      }),
    );
  });

  it('R41: splitting an item in equal parts changes nothing', () => {
    fc.assert(
      fc.property(fc.array(nodes, { minLength: 1, maxLength: 5 }), fc.integer({ min: 2, max: 5 }), (list, parts) => {
        const scaled = list.map((node) => ({ ...node, weight: node.weight * parts }));
        const [first, ...rest] = scaled;
        if (!first) return;
        const split = Array.from({ length: parts }, () => ({ ...first, weight: first.weight / parts }));
        expect(progressOfAll([...split, ...rest])).toBe(progressOfAll(list));
      }),
    );
  });
});
