import { expect, it } from 'vitest';
import {
  buildCascade,
  type CascadeCommitment,
  type CascadeItem,
} from '../../../src/features/commitments/cascade.rules.js';
import { coverageList } from '../../../src/features/commitments/coverage.page.js';
import { coverageGaps } from '../../../src/features/commitments/coverage.rules.js';

const TODAY = new Date('2026-06-20');
const item = (id: string, over: Partial<CascadeItem> = {}): CascadeItem => ({
  ...{ id, mainTask: `事项${id}`, workContent: '', dueDate: new Date('2026-12-01'), responsiblePerson: null },
  ...{ parentItemId: null, weight: 1, closedOn: null, assignedTo: [], ...over },
});
const letter = (level: CascadeCommitment['level'], items: CascadeItem[], of: object = {}): CascadeCommitment => ({
  ...{ id: `letter of ${items[0]?.id}`, level, status: 'PUBLISHED', groupId: null, memberId: null },
  ...{ submittedById: null, items, ...of },
});
const gapsOf = (...letters: CascadeCommitment[]) => coverageGaps(buildCascade(letters, TODAY));
const ids = (items: readonly CascadeItem[]) => items.map(({ id }) => id);

const branch = letter('BRANCH', [
  item('b1', { assignedTo: ['g1', 'g2'] }),
  item('b2'),
  item('b3', { assignedTo: ['g1'] }),
  item('b4', { closedOn: TODAY }),
]);
const first = letter(
  'GROUP',
  [
    item('g1a', { parentItemId: 'b1', dueDate: new Date('2026-12-15') }),
    item('g1b', { parentItemId: 'b3' }),
    item('g1c'),
  ],
  { groupId: 'g1' },
);
const member = letter('MEMBER', [item('m1', { parentItemId: 'g1b' }), item('m2')], { groupId: 'g1', memberId: 'm' });

it('R37, E39: names the items that no group was given or has refined', () => {
  const gaps = gapsOf(branch, first, member);
  expect(gaps.branchItems).toBe(3);
  expect(ids(gaps.withoutGroup)).toEqual(['b2']);
  expect(ids(gaps.notRefined)).toEqual(['b1']);
});

it('R38, R39: names items no member takes up and those due after what they refine', () => {
  const gaps = gapsOf(branch, first, member);
  expect(ids(gaps.withoutMember)).toEqual(['g1a', 'g1c']);
  expect(ids(gaps.afterParent)).toEqual(['g1a']);
  expect(gaps.own).toEqual({ groups: 1, members: 1 });
});

it('E39: shows each gap with its way out, and nothing before the branch has items', () => {
  expect(coverageList(gapsOf(first), 'x', true)).toBeNull();
  const list = coverageList(gapsOf(branch, first, member), 'x', true);
  expect(list?.items.map(({ tag }) => tag.kind)).toEqual(['warn', 'warn', 'warn', 'warn', 'idle']);
  expect(list?.items[0]?.reason).toContain('“事项b2”');
  expect(list?.items[0]?.link?.label).toBe('去分解');
  expect(list?.items[2]?.link?.href).toBe('#row-g1a');
});
