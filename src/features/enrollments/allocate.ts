import { createHash } from 'node:crypto';
import { Unavailable } from '../../shared/errors.js';
import { type AllocationInput, missColumn, placeProgram, wishColumn, wishProgram } from './allocation-model.rules.js';
import { explainMisses, explainPlace, type Misses, sumUp } from './allocation-words.rules.js';
import { programText } from './linear-program.rules.js';
import { type Solution, type Solve, withSolver } from './solver.js';

export interface AllocatedPlace {
  memberId: string;
  groupId: string;
  explanation: string;
}

/** A place for everybody, explained; or why there is none, and what would mend it. */
export type Allocation =
  | { possible: true; places: AllocatedPlace[]; summary: string }
  | { possible: false; reasons: string[] };

/**
 * R17–R21: works out who goes where. All sizes are kept and each group has a full member; among such ways as many first
 * wishes as can be, then second, then third, then wanted skills, then even sizes. It is a flow through a network, so the
 * solver's best corner is made of whole people. Throws Unavailable when the solver fails.
 */
export async function allocate(input: AllocationInput): Promise<Allocation> {
  const ordered = inSeededOrder(input);
  if (ordered.groups.length === 0 || ordered.members.length === 0) {
    return { possible: false, reasons: ['还没有小组或党员，不能生成方案。'] };
  }
  return withSolver(async (solve) => {
    const wishes = await solve(programText(wishProgram(ordered)));
    if (wishes.status === 'Infeasible') return { possible: false, reasons: await reasonsOf(ordered, solve) };
    requireOptimal(wishes);
    const face = (name: string) => {
      const column = wishes.columns[name];
      // The prices are whole numbers and the network is one of unit flows: so are the reduced prices.
      return { value: column?.value ?? 0, bound: Math.abs(column?.reducedCost ?? 0) > 0.5 };
    };
    const places = await solve(programText(placeProgram(ordered, face)));
    requireOptimal(places);
    return readPlaces(input, ordered, places);
  });
}

/**
 * The input in an order of its own: groups and members by a hash of seed and id. What comes out depends on who wished
 * for what, never on who came first, and the same seed gives the same again.
 */
function inSeededOrder(input: AllocationInput): AllocationInput {
  const keyOf = (id: string) => createHash('sha256').update(`${input.seed}:${id}`).digest('hex');
  const sorted = <T extends { id: string }>(rows: readonly T[]) =>
    rows
      .map((row) => ({ row, key: keyOf(row.id) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ row }) => row);
  return { seed: input.seed, members: sorted(input.members), groups: sorted(input.groups) };
}

function requireOptimal({ status }: Solution): void {
  if (status !== 'Optimal') throw new Unavailable('计算没有完成，请稍后再试；也可以逐人手动安排。');
}

async function reasonsOf(input: AllocationInput, solve: Solve): Promise<string[]> {
  const relaxed = await solve(programText(wishProgram(input, true)));
  requireOptimal(relaxed);
  const value = (name: string) => Math.round(relaxed.columns[name]?.value ?? 0);
  const misses: Misses[] = input.groups.map((group, index) => ({
    group,
    short: value(missColumn('short', index)),
    over: value(missColumn('over', index)),
    withoutFull: value(missColumn('leaderless', index)) > 0,
  }));
  return explainMisses(input, misses);
}

function readPlaces(input: AllocationInput, ordered: AllocationInput, { columns }: Solution): Allocation {
  const placed = new Map<string, string>();
  for (const [index, member] of ordered.members.entries()) {
    const at = ordered.groups.findIndex((_group, group) => (columns[wishColumn(index, group)]?.value ?? 0) > 0.5);
    const group = ordered.groups[at];
    if (group) placed.set(member.id, group.id);
  }
  if (placed.size !== ordered.members.length) throw new Unavailable('计算结果不完整，请稍后再试。');
  const sizes = new Map(
    input.groups.map(({ id, name, maxSize }) => {
      const size = [...placed.values()].filter((groupId) => groupId === id).length;
      return [id, { name, maxSize, size }];
    }),
  );
  const places = input.members.map((member) => {
    const groupId = placed.get(member.id) ?? '';
    return { memberId: member.id, groupId, explanation: explainPlace(member, groupId, sizes) };
  });
  return { possible: true, places, summary: sumUp(input.members, placed) };
}
