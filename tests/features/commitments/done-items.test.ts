import { expect, it } from 'vitest';
import { buildCascade } from '../../../src/features/commitments/cascade.rules.js';
import { itemCards } from '../../../src/features/commitments/items.page.js';
import { sideOfReceiver } from '../../../src/features/commitments/receipts.rules.js';

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const TODAY = day('2026-10-10');
const PAST = day('2026-10-01');

it.each([
  [100, false],
  [99, true],
])('R42: an item past its day that is done to %i%% is overdue: %s', (progress, overdue) => {
  const item = {
    ...{ id: 'i', mainTask: '公开课', workContent: '', dueDate: PAST, responsiblePerson: null, parentItemId: null },
    ...{ weight: 1, progress, closedOn: null, assignedTo: [] },
  };
  const letter = { id: 'c', level: 'BRANCH', type: 'YEARLY', status: 'PUBLISHED', groupId: null } as const;
  const tree = buildCascade([{ ...letter, memberId: null, submittedById: null, items: [item] }], TODAY);
  expect(tree.branch[0]?.overdue).toBe(overdue);
});

it.each([
  [100, { kind: 'ok', label: '已办结' }],
  [50, { kind: 'late', label: '逾期9天，完成50%' }],
])('R42: the card of an item past its day and done to %i%% says so', (share, tag) => {
  const item = {
    ...{ id: 'i', mainTask: '公开课', workContent: '', measures: null, dueDate: PAST, responsiblePerson: null },
    ...{ measureKind: 'DELIVERABLE' as const, baseline: null, target: null, unit: null, weight: 1, keyTask: null },
    ...{ parent: null, carriedFrom: null, share },
  };
  expect(itemCards([item], TODAY, true)[0]?.tag).toEqual(tag);
});

it('R51: who wrote a letter does not receive it, although he is of the people it is made to', () => {
  const letter = { level: 'BRANCH', type: 'YEARLY', branchId: 'b', groupId: null, memberId: null } as const;
  const reviewer = {
    ...{ accountId: 'a', memberId: 'm', ofBureau: false, officerOf: ['b'], belongsTo: ['b'], leads: [] },
  };
  const side = (writesFor: string[]) =>
    sideOfReceiver({ ...letter, leaderMemberId: null }, { author: { memberId: 'm', leads: [], writesFor }, reviewer });
  expect(side(['b'])).toBeNull();
  expect(side([])).toBe('PEOPLE');
});
