import { describe, expect, it } from 'vitest';
import { buildCascade, type CascadeCommitment } from '../../../src/features/commitments/cascade.rules.js';
import { rowsMatter, rowsOf, rowsOfMembers } from '../../../src/features/commitments/cascade-rows.page.js';

const today = new Date('2026-11-28T00:00:00Z');
const branch = { id: 'b', shortName: '一中党支部' };

function letter(level: CascadeCommitment['level'], id: string, items: number, parentItemId: string | null) {
  return {
    ...{ id, level, type: 'YEARLY' as const, status: 'PUBLISHED' as const, submittedById: null },
    groupId: level === 'BRANCH' ? null : 'g',
    memberId: level === 'MEMBER' ? id : null,
    items: Array.from({ length: items }, (_, index) => ({
      ...{ id: `${id}-${index}`, mainTask: `${id}的任务${index}`, workContent: '', responsiblePerson: null },
      ...{ parentItemId, weight: 1, closedOn: null, assignedTo: level === 'BRANCH' ? ['g'] : [] },
      // The first of every member is past its day, the second is done.
      dueDate: new Date(index === 0 && level === 'MEMBER' ? '2026-11-01' : '2026-12-20'),
      progress: index === 1 ? 100 : 0,
    })),
  };
}

/** One item of the branch, one of its group, and of each member four that refine it and `own` that do not. */
function tree(members: number, unfolded: string | null, own = 0) {
  const commitments: CascadeCommitment[] = [
    letter('BRANCH', 'branch', 1, null),
    letter('GROUP', 'group', 1, 'branch-0'),
    ...Array.from({ length: members }, (_, index) => letter('MEMBER', `m${index}`, 4, 'group-0')),
    ...Array.from({ length: own }, (_, index) => letter('MEMBER', `o${index}`, 3, null)),
  ];
  const groups = [{ id: 'g', name: '教学科研', isClosed: false, leaderMemberId: null, members: [] }];
  const matter = rowsMatter({ branch, year: 2026, today, unfolded, commitments, groups });
  const cascade = buildCascade(commitments, today);
  const [row] = rowsOf(matter, cascade.branch);
  return { group: row?.children[0], own: rowsOfMembers(matter, cascade.ownOfMembers) };
}

describe('R37: the tree of a branch', () => {
  it('shows every item while there are few', () => {
    const { group, own } = tree(10, null, 2);
    expect(group?.children).toHaveLength(40);
    expect(group?.folded).toBeNull();
    expect(own.rows).toHaveLength(6);
  });

  it('R42: folds the items of members when there are many, but never one past its day', () => {
    const { group, own } = tree(40, null, 5);
    expect(group?.children.map(({ title }) => title)).toEqual(
      Array.from({ length: 40 }, (_, index) => `m${index}的任务0`),
    );
    expect(group?.folded).toEqual({
      text: '党员事项160项，已完成40项，逾期的40项列在下面。',
      href: '/branches/b/commitments?year=2026&open=group-0#row-group-0',
    });
    expect(own).toMatchObject({ note: '15项', folded: { href: '/branches/b/commitments?year=2026&open=own#own' } });
    expect(own.rows).toHaveLength(5);
  });

  it('unfolds one item, the own items of members, or all', () => {
    expect(tree(40, 'group-0').group?.children).toHaveLength(160);
    expect(tree(40, 'another').group?.children).toHaveLength(40);
    expect(tree(40, 'own', 5).own.rows).toHaveLength(15);
    const { group, own } = tree(40, 'all', 5);
    expect([group?.children.length, own.rows.length]).toEqual([160, 15]);
  });
});
