import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fittingGroups } from '../../../src/features/function-groups/fitting-groups.rules.js';
import { sizeWarnings } from '../../../src/features/function-groups/function-groups.rules.js';
import { type RosterMember, rosterFigures } from '../../../src/features/function-groups/roster-figures.rules.js';
import { hostOfPost } from '../../../src/shared/host-units.js';

const CATALOGUE = ['教学科研', '内部管理', '德育工作', '师德建设', '校园建设', '文体活动', '校园平安'];
const people = (count: number, over: Partial<RosterMember> = {}): RosterMember[] =>
  Array.from({ length: count }, () => ({ memberType: 'FULL', post: '语文教师', skills: [], ...over }));

describe('what the roster says', () => {
  it.each([
    ['语文教师', 'SUBJECT_TEAM'],
    ['三年级2班班主任、语文教师', 'GRADE_TEAM'],
    ['教务处主任', 'ADMIN_OFFICE'],
    ['食堂管理员', 'LOGISTICS_TEAM'],
    ['', 'OTHER'],
    [null, 'OTHER'],
  ] as const)('R9: %s belongs to %s', (post, host) => {
    expect(hostOfPost(post)).toBe(host);
  });

  it('R9: members by host unit, post, kind and skill', () => {
    const figures = rosterFigures([
      ...people(3, { skills: ['课堂教学', '课堂教学'] }),
      ...people(1, { memberType: 'PROBATIONARY', post: '总务处干事' }),
    ]);
    expect(figures).toMatchObject({ members: 4, fullMembers: 3 });
    expect(figures.byHost.map(({ host, count, share }) => [host, count, share])).toEqual([
      ['SUBJECT_TEAM', 3, 75],
      ['LOGISTICS_TEAM', 1, 25],
    ]);
    expect(figures.bySkill).toEqual([{ label: '课堂教学', count: 3, share: 75 }]);
    expect(figures.byPost[0]).toMatchObject({ label: '语文教师', count: 3 });
  });
});

describe('a set of groups that suits them', () => {
  const fitting = (members: readonly RosterMember[]) => fittingGroups(rosterFigures(members), CATALOGUE);

  it('R9–R11: about one for eight members, those first that posts and skills speak for, each with its reason', () => {
    const groups = fitting([
      ...people(14, { skills: ['课堂教学'] }),
      ...people(6, { post: '保安', skills: ['安全管理'] }),
      ...people(4, { post: '班主任' }),
    ]);
    expect(groups.map(({ name }) => name)).toEqual(['教学科研', '文体活动', '校园平安']);
    expect(groups[0]).toMatchObject({ minSize: 3, targetSize: 8, maxSize: 10, wantedSkills: ['课堂教学'] });
    expect(groups[0]?.reason).toBe('学科组（任课教师）党员14人，占58%；“课堂教学”特长14人');
    expect(groups[2]?.reason).toContain('“安全管理”特长6人');
  });

  it('E14: a small branch has one group that takes everybody', () => {
    expect(fitting(people(4))).toMatchObject([{ minSize: 3, maxSize: 4 }]);
    expect(fitting(people(2))).toMatchObject([{ minSize: 2 }]);
    expect(fitting([])).toEqual([]);
  });

  it('E11: whatever the roster, every group can have three members and a full one, and nobody is left over', () => {
    const post = fc.constantFrom('语文教师', '班主任', '办公室主任', '保安', '', null);
    const member = fc.record({
      memberType: fc.constantFrom('FULL' as const, 'PROBATIONARY' as const),
      post,
      skills: fc.subarray(['课堂教学', '安全管理', '体育运动', '文字写作']),
    });
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 120 }), (members) => {
        const figures = rosterFigures(members);
        const groups = fittingGroups(figures, CATALOGUE);
        const room = groups.reduce((sum, group) => sum + group.maxSize, 0);
        expect(groups.length).toBeGreaterThan(0);
        expect(room).toBeGreaterThanOrEqual(members.length);
        if (groups.length > 1) {
          expect(groups.length * 3).toBeLessThanOrEqual(members.length);
          expect(sizeWarnings(groups, members.length, figures.fullMembers)).toEqual([]);
        }
        for (const { minSize, targetSize, maxSize } of groups)
          expect(minSize <= targetSize && targetSize <= maxSize).toBe(true);
      }),
    );
  });

  it('E11: more groups than full members are warned of', () => {
    const sizes = ['甲', '乙', '丙'].map((name) => ({ name, minSize: 3, maxSize: 10 }));
    expect(sizeWarnings(sizes, 12, 2).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('正式党员2人，少于3个小组'),
    );
    expect(sizeWarnings(sizes, 12, 3)).toEqual([]);
  });
});
