import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Allocation, allocate } from '../../../src/features/enrollments/allocate.js';
import {
  type AllocationGroup,
  type AllocationInput,
  type AllocationMember,
  idealSize,
  skillsMatched,
} from '../../../src/features/enrollments/allocation-model.rules.js';
import { wishRank } from '../../../src/features/enrollments/allocation-words.rules.js';
import { withSolver } from '../../../src/features/enrollments/solver.js';

const SKILLS = ['教学', '信息', '文体'];

const person = (id: string, wishes: string[], rest: Partial<AllocationMember> = {}): AllocationMember => ({
  ...{ id, name: id, full: true, wishes, skills: [], fixed: null },
  ...rest,
});

const group = (id: string, sizes: [number, number], rest: Partial<AllocationGroup> = {}): AllocationGroup => ({
  ...{ id, name: id, minSize: sizes[0], maxSize: sizes[1], targetSize: null, wantedSkills: [] },
  ...rest,
});

/** Any input of so many members and groups, some of them impossible. */
function inputs(members: [number, number], groups: [number, number], most: number): fc.Arbitrary<AllocationInput> {
  const ids = fc.integer({ min: groups[0], max: groups[1] }).map((n) => Array.from({ length: n }, (_, at) => `g${at}`));
  return ids.chain((names) =>
    fc.record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      groups: fc.tuple(
        ...names.map((id) =>
          fc
            .record({
              minSize: fc.integer({ min: 1, max: most }),
              extra: fc.integer({ min: 0, max: most }),
              target: fc.option(fc.integer({ min: 0, max: most })),
              wantedSkills: fc.subarray(SKILLS),
            })
            .map(({ minSize, extra, target, wantedSkills }) => {
              const targetSize = target === null ? null : minSize + Math.min(target, extra);
              return group(id, [minSize, minSize + extra], { targetSize, wantedSkills });
            }),
        ),
      ),
      members: fc
        .array(
          fc.record({
            full: fc.boolean(),
            wishes: fc.shuffledSubarray(names, { maxLength: Math.min(3, names.length) }),
            skills: fc.subarray(SKILLS),
            fixed: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, fc.constantFrom(...names)),
          }),
          { minLength: members[0], maxLength: members[1] },
        )
        .map((rows) => rows.map((row, at) => ({ id: `m${at}`, name: `党员${at}`, ...row }))),
    }),
  );
}

const keeps = (input: AllocationInput, of: ReadonlyMap<string, string>) =>
  input.members.every(({ id, fixed }) => fixed === null || of.get(id) === fixed) &&
  input.groups.every(({ id, minSize, maxSize }) => {
    const inside = input.members.filter((member) => of.get(member.id) === id);
    return inside.length >= minSize && inside.length <= maxSize && inside.some((member) => member.full);
  });

/** First, second and third wishes, skills, and closeness to the sizes: each counts before all that follow. */
function worth(input: AllocationInput, of: ReadonlyMap<string, string>): number[] {
  const groupOf = (member: AllocationMember) => of.get(member.id) ?? '';
  const ranks = input.members.filter(({ fixed }) => fixed === null).map((member) => wishRank(member, groupOf(member)));
  const skills = input.members.reduce((sum, member) => {
    const mine = input.groups.find(({ id }) => id === groupOf(member));
    return sum + (mine ? skillsMatched(member, mine) : 0);
  }, 0);
  const uneven = input.groups.reduce((sum, row) => {
    const away = Math.abs(input.members.filter((member) => groupOf(member) === row.id).length - idealSize(row, input));
    return sum + (away * (away + 1)) / 2;
  }, 0);
  return [...[1, 2, 3].map((rank) => ranks.filter((each) => each === rank).length), skills, -uneven];
}

/** The best worth of all there is, by trying everything; null when nothing keeps the sizes. */
function bruteForce(input: AllocationInput): number[] | null {
  let best: number[] | null = null;
  const total = input.groups.length ** input.members.length;
  for (let code = 0; code < total; code += 1) {
    const of = new Map<string, string>();
    let rest = code;
    for (const { id } of input.members) {
      of.set(id, input.groups[rest % input.groups.length]?.id ?? '');
      rest = Math.floor(rest / input.groups.length);
    }
    if (!keeps(input, of)) continue;
    const value = worth(input, of);
    if (best === null || isMore(value, best)) best = value;
  }
  return best;
}

function isMore(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

function placesOf(allocation: Allocation): Map<string, string> {
  if (!allocation.possible) throw new Error(allocation.reasons.join());
  return new Map(allocation.places.map(({ memberId, groupId }) => [memberId, groupId]));
}

it('R17, E16: the allocation is the best there is, by trying every one on small branches', async () => {
  const property = fc.asyncProperty(inputs([1, 5], [1, 3], 2), async (input) => {
    const [best, found] = [bruteForce(input), await allocate(input)];
    if (!found.possible) {
      expect(best).toBeNull();
      expect(found.reasons.length).toBeGreaterThan(0);
      return;
    }
    const places = placesOf(found);
    expect(keeps(input, places)).toBe(true);
    expect(worth(input, places)).toEqual(best);
  });
  await fc.assert(property, { numRuns: 60 });
}, 60_000);

it('R17, E16: a large allocation gives everybody one place within every size', async () => {
  const property = fc.asyncProperty(inputs([40, 80], [3, 8], 6), async (input) => {
    const found = await allocate(input);
    if (found.possible) expect(keeps(input, placesOf(found))).toBe(true);
  });
  await fc.assert(property, { numRuns: 15 });
}, 60_000);

it('E16: the order of sign-up plays no part, and the seed brings the same again', async () => {
  const property = fc.asyncProperty(inputs([6, 20], [2, 5], 5), async (input) => {
    const turned = { ...input, members: input.members.toReversed(), groups: input.groups.toReversed() };
    const [one, other] = [await allocate(input), await allocate(turned)];
    expect(other.possible).toBe(one.possible);
    if (one.possible) expect([...placesOf(other)].sort()).toEqual([...placesOf(one)].sort());
  });
  await fc.assert(property, { numRuns: 10 });
}, 60_000);

it('E16: an over-subscribed group fills to its size; each place is explained, and the sum', async () => {
  const groups = [group('教学科研', [1, 2]), group('校园平安', [1, 5])];
  const wishes = ['教学科研', '校园平安'];
  const members = [person('甲', wishes), person('乙', wishes), person('丙', wishes), person('丁', [])];
  const found = await allocate({ seed: 7, members, groups });
  if (!found.possible) throw new Error('No allocation.');
  const words = found.places.map(({ explanation }) => explanation).sort();
  expect(words).toEqual(
    ['没有报名，按特长和各组人数安排', '第1志愿', '第1志愿', '第2志愿；第1志愿“教学科研”已满'].sort(),
  );
  expect(found.summary).toBe('4人中2人如愿第1志愿，1人第2志愿，1人没有报名。');
});

it('E15: who did not sign up goes where his skills are wanted', async () => {
  const groups = [group('a', [1, 4], { wantedSkills: ['文体'] }), group('b', [1, 4])];
  const members = [person('甲', ['a']), person('乙', ['b']), person('丙', [], { skills: ['文体'] })];
  const found = await allocate({ seed: 3, members, groups });
  expect(placesOf(found).get('丙')).toBe('a');
});

it('R21: a place agreed with the member already is kept', async () => {
  const groups = [group('a', [1, 3]), group('b', [1, 3])];
  const members = [person('甲', ['a'], { fixed: 'b' }), person('乙', ['a'])];
  const found = await allocate({ seed: 3, members, groups });
  expect(placesOf(found).get('甲')).toBe('b');
});

it('E11: too few people: names the group that cannot be filled and what would mend it', async () => {
  const groups = [group('教学科研', [4, 9]), group('文体活动', [5, 9])];
  const members = ['甲', '乙', '丙', '丁', '戊', '己', '庚'].map((id) => person(id, ['教学科研']));
  expect(await allocate({ seed: 1, members, groups })).toEqual({
    possible: false,
    reasons: [
      '2个小组最少共需9人，现有7人，还差2人。',
      '“文体活动”还差2人。可将“文体活动”最低人数由5人调为3人，或将“文体活动”与“教学科研”合并。',
    ],
  });
});

it.each([
  { full: 1, sizes: [1, 9] as [number, number], words: '每个小组至少要有1名正式党员，现有正式党员1人，少于2个小组' },
  { full: 4, sizes: [1, 1] as [number, number], words: '最多共2人，现有4人，超出2人' },
])('E11, E16: says what stands in the way: $words', async ({ full, sizes, words }) => {
  const groups = [group('a', sizes), group('b', sizes)];
  const members = ['甲', '乙', '丙', '丁'].map((id, at) => person(id, ['a'], { full: at < full }));
  const found = await allocate({ seed: 1, members, groups });
  expect(found.possible ? '' : found.reasons.join('')).toContain(words);
});

it('a solver that cannot read its program is told in words, and its thread is ended', async () => {
  const broken = withSolver(async (solve) => {
    const { status } = await solve('nothing');
    expect(status).not.toBe('Optimal');
    throw new Error('gone on');
  });
  await expect(broken).rejects.toThrow('gone on');
});
