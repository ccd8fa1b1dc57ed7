import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosenYear, commitmentYear } from '../../../src/campaign/commitment-year.js';
import {
  branchItemCoverage,
  buildCascade,
  type CascadeCommitment,
  groupItemCoverage,
  isReadableBy,
  itemsWithoutGroup,
} from '../../../src/features/commitments/cascade.rules.js';
import {
  COMMITMENT_LIFE,
  COMMITMENT_STATUSES,
  groupTitle,
  isEditable,
  recipientSides,
  STATUS_TAGS,
  transition,
} from '../../../src/features/commitments/commitments.rules.js';
import {
  dueAfterParent,
  dueDateFault,
  isOverdue,
  submissionFault,
} from '../../../src/features/commitments/items.rules.js';

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const NAMES = {
  bureauName: '示范区教育体育局',
  branchName: '示范区第二中学支部委员会',
  branchShortName: '第二中学党支部',
  groupName: '教学科研',
};

describe('the two sides', () => {
  it.each([
    ['R29', 'BRANCH', '中共示范区教育体育局委员会', '党员、群众'],
    ['R30', 'GROUP', '示范区第二中学支部委员会', '党员、师生'],
    ['R31', 'MEMBER', '第二中学党支部教学科研功能党小组', '群众'],
  ] as const)('%s: a commitment of level %s is made to “%s” and “%s”', (_id, level, organizationSide, peopleSide) => {
    expect(recipientSides(level, NAMES)).toEqual({ organizationSide, peopleSide });
  });

  it('R28: both sides are always there and differ, whatever the names', () => {
    const name = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(
        fc.constantFrom('BRANCH', 'GROUP', 'MEMBER'),
        name,
        name,
        name,
        fc.option(name),
        (level, bureauName, branchName, branchShortName, groupName) => {
          const sides = recipientSides(level, { bureauName, branchName, branchShortName, groupName });
          expect(sides.organizationSide.length).toBeGreaterThan(0);
          expect(sides.peopleSide.length).toBeGreaterThan(0);
          expect(Object.keys(sides)).toHaveLength(2);
        },
      ),
    );
  });

  it.each([
    ['教学科研', '教学科研功能党小组'],
    ['后勤党小组', '后勤党小组'],
  ])('calls the group %s “%s”', (name, title) => expect(groupTitle(name)).toBe(title));
});

describe('the life of a commitment', () => {
  it('has a label and, but for the first, a way into every status; every status but the last has a way out', () => {
    const reached = new Set(
      Object.values(COMMITMENT_LIFE).flatMap((actions) => Object.values(actions).map(({ to }) => to)),
    );
    for (const status of COMMITMENT_STATUSES) {
      expect(STATUS_TAGS[status].label).not.toBe('');
      if (status !== 'DRAFT') expect(reached).toContain(status);
      if (status !== 'PUBLISHED') expect(Object.keys(COMMITMENT_LIFE[status])).not.toEqual([]);
    }
  });

  it.each([
    ['DRAFT', 'submit', 'SUBMITTED'],
    ['RETURNED', 'submit', 'SUBMITTED'],
    ['SUBMITTED', 'approve', 'APPROVED'],
    ['SUBMITTED', 'return', 'RETURNED'],
    ['APPROVED', 'publish', 'PUBLISHED'],
    ['SUBMITTED', 'submit', null],
    ['APPROVED', 'return', null],
    ['PUBLISHED', 'submit', null],
    ['DRAFT', 'publish', null],
  ] as const)('from %s by %s to %s', (status, action, to) => expect(transition(status, action)?.to ?? null).toBe(to));

  it('is written only before it is submitted; a return needs a note', () => {
    expect(COMMITMENT_STATUSES.filter(isEditable)).toEqual(['DRAFT', 'RETURNED']);
    expect(transition('SUBMITTED', 'return')?.note).toMatch(/理由/);
    expect(transition('SUBMITTED', 'approve')?.note).toBeUndefined();
  });
});

describe('the year', () => {
  it.each([
    ['2026-04-10', 2026],
    ['2026-12-31', 2026],
    ['2027-01-01', 2027],
    ['2027-06-30', 2027],
    ['2025-12-31', 2026],
    ['2028-02-01', 2027],
  ])('E36: on %s commitments are made for %i', (today, year) => expect(commitmentYear(2026, day(today))).toBe(year));

  it.each([
    ['2026', 2026],
    ['2027', 2027],
    ['2025', 2027],
    ['abc', 2027],
    [undefined, 2027],
  ])('shows the year %s as %i in February of the second year', (asked, year) => {
    expect(chosenYear(2026, day('2027-02-01'), asked)).toBe(year);
  });
});

describe('due dates', () => {
  it.each([
    ['2026-07-05', '2026-07-05', false],
    ['2026-07-05', '2026-07-06', true],
    ['2026-07-05', '2026-07-04', false],
  ])('R42: due on %s is, on %s, overdue: %s', (due, today, late) => expect(isOverdue(day(due), day(today))).toBe(late));

  it('R38: an item due after its parent is remarked on, with the parent and its day', () => {
    const parent = { mainTask: '提高质量', dueDate: day('2026-11-30') };
    expect(dueAfterParent({ dueDate: day('2026-12-01') }, parent)).toBe(
      '办结时限晚于上级事项“提高质量”的2026年11月30日',
    );
    expect(dueAfterParent({ dueDate: day('2026-11-30') }, parent)).toBeNull();
    expect(dueAfterParent({ dueDate: day('2030-01-01') }, null)).toBeNull();
  });

  it('R35: names the item whose day lies outside the year and the one after', () => {
    expect(dueDateFault([{ dueDate: day('2026-07-01') }, { dueDate: day('2028-01-01') }], 2026)).toMatchObject({
      index: 1,
      field: 'dueDate',
    });
    expect(dueDateFault([{ dueDate: day('2027-12-31') }], 2026)).toBeNull();
    expect(dueDateFault([{ dueDate: day('2025-12-31') }], 2026)?.message).toContain('第1项');
  });

  it('refuses to submit nothing, or an item whose day has passed', () => {
    expect(submissionFault([], day('2026-07-05'))).toContain('还没有承诺事项');
    expect(submissionFault([{ dueDate: day('2026-07-04') }], day('2026-07-05'))).toContain('2026年7月4日');
    expect(submissionFault([{ dueDate: day('2026-07-05') }], day('2026-07-05'))).toBeNull();
  });
});

describe('the cascade', () => {
  const item = (id: string, over: Partial<CascadeCommitment['items'][number]> = {}) => ({
    id,
    mainTask: id,
    workContent: '',
    dueDate: day('2026-07-01'),
    responsiblePerson: null,
    parentItemId: null,
    weight: 1,
    progress: null,
    closedOn: null,
    assignedTo: [],
    ...over,
  });
  const commitment = (over: Partial<CascadeCommitment>): CascadeCommitment => ({
    id: 'c',
    level: 'BRANCH',
    type: 'YEARLY',
    status: 'PUBLISHED',
    groupId: null,
    memberId: null,
    submittedById: null,
    items: [],
    ...over,
  });
  const branch = commitment({
    items: [item('b1', { assignedTo: ['g1', 'g2'] }), item('b2'), item('b3', { assignedTo: ['g1'] })],
  });
  const group = commitment({
    level: 'GROUP',
    groupId: 'g1',
    items: [item('g1-1', { parentItemId: 'b1' }), item('g1-2'), item('g1-3', { parentItemId: 'b3' })],
  });
  const member = commitment({
    level: 'MEMBER',
    groupId: 'g1',
    memberId: 'm1',
    items: [item('m1-1', { parentItemId: 'g1-1' }), item('m1-2')],
  });

  it('R37, R38, R39: hangs group items under branch items and member items under group items', () => {
    const cascade = buildCascade([member, group, branch], day('2026-07-01'));
    expect(cascade.branch.map(({ item: { id }, children }) => [id, children.map((child) => child.item.id)])).toEqual([
      ['b1', ['g1-1']],
      ['b2', []],
      ['b3', ['g1-3']],
    ]);
    expect(cascade.branch[0]?.children[0]?.children.map((child) => child.item.id)).toEqual(['m1-1']);
    expect(
      cascade.ownOfGroups.map((node) => node.item.id),
      'E39: own items are allowed',
    ).toEqual(['g1-2']);
    expect(cascade.ownOfMembers.map((node) => node.item.id)).toEqual(['m1-2']);
  });

  it('R37, E39: marks what no group was given, what a group has not refined, what is complete', () => {
    const { branch: rows } = buildCascade([branch, group, member], day('2026-07-01'));
    expect(rows.map((row) => branchItemCoverage(row))).toEqual([
      { kind: 'warn', label: '分给2个小组，1个未细化' },
      { kind: 'warn', label: '未分解到小组' },
      { kind: 'ok', label: '1个小组已细化' },
    ]);
    expect(itemsWithoutGroup([branch, group]).map(({ id }) => id)).toEqual(['b2']);
    expect(rows[0]?.children.map((row) => groupItemCoverage(row))).toEqual([{ kind: 'ok', label: '1名党员承诺' }]);
    expect(rows[2]?.children.map((row) => groupItemCoverage(row))).toEqual([{ kind: 'warn', label: '尚无党员承诺' }]);
  });

  it('R42: an overdue item shows up the chain; what is not published binds nobody', () => {
    const later = commitment({ ...branch, items: [item('b1', { dueDate: day('2026-12-31') })] });
    const [top] = buildCascade([later, group, member], day('2026-07-02')).branch;
    expect(top).toMatchObject({ overdue: false, overdueBelow: 2 });
    const [draftTop] = buildCascade([later, { ...group, status: 'SUBMITTED' }], day('2026-07-02')).branch;
    expect(draftTop?.overdueBelow).toBe(0);
  });

  it.each([
    ['the officer', { officer: true, leads: [], memberId: null }, true],
    ['the author', { officer: false, leads: [], memberId: 'm1' }, true],
    ['another member', { officer: false, leads: [], memberId: 'm2' }, false],
    ['the leader of the group', { officer: false, leads: ['g1'], memberId: 'm3' }, false],
  ])('a draft of a member is read by %s: %s', (_who, reader, readable) => {
    const draft = { level: 'MEMBER', status: 'DRAFT', groupId: 'g1', memberId: 'm1' } as const;
    expect(isReadableBy(draft, reader)).toBe(readable);
    expect(isReadableBy({ ...draft, status: 'SUBMITTED' }, reader)).toBe(true);
  });
});
