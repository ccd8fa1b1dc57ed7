import { allocate } from '../features/enrollments/allocate.js';
import type { AllocationInput } from '../features/enrollments/allocation-model.rules.js';

/** Members by groups, as a large branch and as ten of them. */
const CASES: readonly [number, number][] = [
  [50, 8],
  [500, 40],
];

/** How long the proposed allocation takes, with sizes that bind and wishes that crowd on few groups. */
export async function timeAllocations(): Promise<string> {
  const lines: string[] = [];
  for (const [members, groups] of CASES) {
    const input = crowdedBranch(members, groups);
    const start = performance.now();
    const result = await allocate(input);
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    lines.push(`Allocation of ${members} members to ${groups} groups: ${seconds} s${result.possible ? '' : ' (none)'}`);
  }
  return lines.join('\n');
}

/** The same figures every time: wishes by squares, so that some groups are wished for far too often. */
function crowdedBranch(members: number, groups: number): AllocationInput {
  const share = members / groups;
  const [minSize, maxSize] = [Math.floor(share * 0.7), Math.ceil(share * 1.3)];
  const skill = (at: number) => `skill${at % 7}`;
  return {
    seed: 1,
    groups: Array.from({ length: groups }, (_, at) => ({
      ...{ id: `g${at}`, name: `g${at}`, minSize, maxSize, targetSize: null, wantedSkills: [skill(at)] },
    })),
    members: Array.from({ length: members }, (_, at) => {
      const wishes = [at * at, at * at + 1 + (at % 3), at * 7].map((wish) => `g${wish % groups}`);
      const id = `m${at}`;
      return { id, name: id, full: at % 5 > 0, wishes: [...new Set(wishes)], skills: [skill(at)], fixed: null };
    }),
  };
}
