import { describe, expect, it } from 'vitest';
import { buildCascade, type CascadeCommitment } from '../../../src/features/commitments/cascade.rules.js';
import { coverageList } from '../../../src/features/commitments/coverage.page.js';
import { coverageGaps } from '../../../src/features/commitments/coverage.rules.js';

const day = (text: string) => new Date(text);

const item = (id: string, over: Partial<CascadeCommitment['items'][number]> = {}) => ({
  id,
  mainTask: id,
  workContent: '',
  dueDate: day('2026-12-01'),
  responsiblePerson: null,
  parentItemId: null,
  weight: 1,
  progress: null,
  closedOn: null,
  assignedTo: [],
  ...over,
});

const letter = (level: CascadeCommitment['level'], items: CascadeCommitment['items']): CascadeCommitment => ({
  id: level,
  level,
  type: 'YEARLY',
  status: 'PUBLISHED',
  groupId: level === 'BRANCH' ? null : 'g1',
  memberId: level === 'MEMBER' ? 'm1' : null,
  submittedById: null,
  items,
});

const gapsOf = (...letters: CascadeCommitment[]) => {
  const gaps = coverageGaps(buildCascade(letters, day('2026-07-01')));
  const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);
  return {
    withoutGroup: ids(gaps.withoutGroup),
    notRefined: ids(gaps.notRefined),
    withoutMember: ids(gaps.withoutMember),
    afterParent: ids(gaps.afterParent),
    own: gaps.own,
    branchItems: gaps.branchItems,
  };
};

const closed = { closedOn: day('2026-07-01') };
const handed = { assignedTo: ['g1'] };

describe('what the tree leaves open', () => {
  it('R37: nothing, where every item was handed on, refined and taken up in time', () => {
    const whole = gapsOf(
      letter('BRANCH', [item('b', handed)]),
      letter('GROUP', [item('g', { parentItemId: 'b' })]),
      letter('MEMBER', [item('m', { parentItemId: 'g' })]),
    );
    expect(whole).toEqual({
      branchItems: 1,
      withoutGroup: [],
      notRefined: [],
      withoutMember: [],
      afterParent: [],
      own: { groups: 0, members: 0 },
    });
  });

  it('R37: branch items that no group takes, and those a group was given and has not refined', () => {
    const gaps = gapsOf(letter('BRANCH', [item('none'), item('given', handed)]));
    expect([gaps.withoutGroup, gaps.notRefined]).toEqual([['none'], ['given']]);
  });

  it('R39: group items that no member takes, own ones of the group among them', () => {
    const gaps = gapsOf(
      letter('BRANCH', [item('b', handed)]),
      letter('GROUP', [item('g1', { parentItemId: 'b' }), item('g2')]),
    );
    expect(gaps.withoutMember).toEqual(['g1', 'g2']);
  });

  it('E39: items without a parent are counted and are no gap', () => {
    const gaps = gapsOf(letter('GROUP', [item('g')]), letter('MEMBER', [item('m1'), item('m2')]));
    expect(gaps.own).toEqual({ groups: 1, members: 2 });
    expect(gaps.withoutGroup).toEqual([]);
  });

  it('R38: what is due after the item it refines, at both levels', () => {
    const gaps = gapsOf(
      letter('BRANCH', [item('b', handed)]),
      letter('GROUP', [item('g', { parentItemId: 'b', dueDate: day('2026-12-02') })]),
      letter('MEMBER', [
        item('on the day', { parentItemId: 'g', dueDate: day('2026-12-02') }),
        item('later', { parentItemId: 'g', dueDate: day('2026-12-03') }),
      ]),
    );
    expect(gaps.afterParent).toEqual(['g', 'later']);
  });

  it('E1, R37: an item no longer to be done is no gap, and covers none', () => {
    const gaps = gapsOf(
      letter('BRANCH', [item('b', handed), item('given up', closed)]),
      letter('GROUP', [item('g', { parentItemId: 'b', ...closed }), item('kept', { parentItemId: 'b' })]),
      letter('MEMBER', [item('m', { parentItemId: 'kept', dueDate: day('2027-01-01'), ...closed })]),
    );
    expect(gaps).toMatchObject({
      branchItems: 1,
      withoutGroup: [],
      withoutMember: ['kept'],
      afterParent: [],
    });
    expect(
      gapsOf(letter('BRANCH', [item('b', handed)]), letter('GROUP', [item('g', { parentItemId: 'b', ...closed })]))
        .notRefined,
    ).toEqual(['b']);
  });

  it('R37, E39: says each gap with its number and names, and leads to the first of it', () => {
    const gaps = coverageGaps(
      buildCascade(
        [
          letter(
            'BRANCH',
            ['甲', '乙', '丙', '丁'].map((id) => item(id)),
          ),
        ],
        day('2026-07-01'),
      ),
    );
    const [split, refined] = coverageList(gaps, 'b1', true)?.items ?? [];
    expect(split).toMatchObject({
      reason: '4项没有小组承担，分解后才能完成这一步：“甲”、“乙”、“丙”等',
      link: { label: '去分解', href: '/branches/b1/commitments/breakdown' },
    });
    expect(refined).toMatchObject({ tag: { kind: 'ok' }, link: null });
    expect(coverageList(gaps, 'b1', false)?.items[0]?.link).toEqual({ label: '查看', href: '#row-甲' });
    expect(coverageList(coverageGaps(buildCascade([], day('2026-07-01'))), 'b1', true)).toBeNull();
  });
});
