import { addColumn, emptyProgram, type LinearProgram, stateRow } from './linear-program.rules.js';

export interface AllocationMember {
  id: string;
  name: string;
  /** 正式党员: every group needs at least one. */
  full: boolean;
  /** Ids of groups, the first wish first; empty where the member did not sign up. */
  wishes: readonly string[];
  skills: readonly string[];
  /** A place agreed with the member already; null: free to be placed. */
  fixed: string | null;
}

export interface AllocationGroup {
  id: string;
  name: string;
  minSize: number;
  targetSize: number | null;
  maxSize: number;
  wantedSkills: readonly string[];
}

export interface AllocationInput {
  seed: number;
  members: readonly AllocationMember[];
  groups: readonly AllocationGroup[];
}

/** The value of every column after the wishes were decided, and whether it is bound to stay so. */
export type WishFace = (column: string) => { value: number; bound: boolean };

/** How many of the skills a group asks for the member has. */
export function skillsMatched(member: AllocationMember, group: AllocationGroup): number {
  return group.wantedSkills.filter((skill) => member.skills.includes(skill)).length;
}

/** The size a group would have: what the branch wished for, or its even share. */
export function idealSize(group: AllocationGroup, { members, groups }: AllocationInput): number {
  const share = group.targetSize ?? Math.round(members.length / groups.length);
  return Math.min(group.maxSize, Math.max(group.minSize, share));
}

/** The groups a member may be led to by wish, in order; a place agreed already stands alone. */
const wishesOf = (member: AllocationMember) => (member.fixed === null ? member.wishes : [member.fixed]);

/** Where a member enters a group: full members are counted on the way. */
const entrance = (member: AllocationMember, group: number) => `${member.full ? 'full' : 'all'}${group}`;

/**
 * The wishes, as a flow: every member goes to one wish or to the pool of those to be placed elsewhere. As many first
 * wishes as can be, then second, then third. `relaxed`: sizes may be missed, and only the least miss is looked for.
 */
export function wishProgram(input: AllocationInput, relaxed = false): LinearProgram {
  const { members, groups } = input;
  const program = emptyProgram();
  const at = new Map(groups.map((group, index) => [group.id, index]));
  const n = members.length + 1;
  const gains = relaxed ? [0, 0, 0] : [n * n, n, 1];
  for (const [index, member] of members.entries()) {
    stateRow(program, `one${index}`, 1);
    for (const [rank, id] of wishesOf(member).entries()) {
      const group = at.get(id);
      if (group === undefined) continue;
      const into = [`one${index}`, entrance(member, group)];
      const cost = member.fixed === null ? -(gains[rank] ?? 0) : 0;
      addColumn(program, wishColumn(index, group), { cost, upper: 1, into });
    }
    const pool = member.full ? 'poolFull' : 'poolAll';
    if (member.fixed === null) addColumn(program, poolColumn(index), { upper: 1, into: [`one${index}`, pool] });
  }
  for (const [index, group] of groups.entries()) {
    addColumn(program, poolEntry(true, index), { into: [`full${index}`], outOf: ['poolFull'] });
    addColumn(program, poolEntry(false, index), { into: [`all${index}`], outOf: ['poolAll'] });
    addColumn(program, fullColumn(index), { lower: 1, into: [`all${index}`], outOf: [`full${index}`] });
    const { minSize: lower, maxSize: upper } = group;
    addColumn(program, sizeColumn(index), { lower, upper, into: [], outOf: [`all${index}`] });
    if (relaxed) addMisses(program, input, index);
  }
  return program;
}

/** What a group may miss, the less wished for the sooner: people, room, a full member. */
function addMisses(program: LinearProgram, { members, groups }: AllocationInput, index: number): void {
  const id = groups[index]?.id ?? '';
  const wishes = members.filter((member) => member.wishes.includes(id)).length;
  const cost = 2 * members.length + wishes + 1;
  addColumn(program, missColumn('short', index), { cost, into: [`all${index}`] });
  addColumn(program, missColumn('over', index), { cost, into: [], outOf: [`all${index}`] });
  addColumn(program, missColumn('leaderless', index), { cost, into: [`full${index}`], outOf: [`all${index}`] });
}

/**
 * The places, among all ways that keep the wishes just as well: as many wanted skills as can be, then the groups as
 * near to their sizes as can be.
 */
export function placeProgram(input: AllocationInput, face: WishFace): LinearProgram {
  const { members, groups } = input;
  const program = emptyProgram();
  const spread = groups.reduce((sum, group) => sum + triangle(widest(group, input)), 0);
  for (const [index, member] of members.entries()) {
    stateRow(program, `one${index}`, 1);
    for (const [at, group] of groups.entries()) {
      const open = openWay(member, index, { id: group.id, at }, face);
      if (!open) continue;
      const cost = -(spread + 1) * skillsMatched(member, group);
      const into = [`one${index}`, entrance(member, at)];
      addColumn(program, wishColumn(index, at), { cost, upper: 1, lower: open === 'bound' ? 1 : 0, into });
    }
  }
  for (const [index, group] of groups.entries()) {
    const kept = keptBounds(face(fullColumn(index)), { lower: 1, upper: members.length });
    addColumn(program, fullColumn(index), { ...kept, into: [`all${index}`], outOf: [`full${index}`] });
    const size = keptBounds(face(sizeColumn(index)), { lower: group.minSize, upper: group.maxSize });
    addColumn(program, sizeColumn(index), { ...size, into: [`even${index}`], outOf: [`all${index}`] });
    addSpread(program, index, idealSize(group, input), widest(group, input));
  }
  return program;
}

/** Whether a member may go to a group without a wish less being kept. */
function openWay(
  member: AllocationMember,
  index: number,
  group: { id: string; at: number },
  face: WishFace,
): 'open' | 'bound' | null {
  if (wishesOf(member).includes(group.id)) {
    const { value, bound } = face(wishColumn(index, group.at));
    if (!bound) return 'open';
    return value > 0.5 ? 'bound' : null;
  }
  if (member.fixed !== null) return null;
  const shut = [poolColumn(index), poolEntry(member.full, group.at)].some((name) => {
    const { value, bound } = face(name);
    return bound && value < 0.5;
  });
  return shut ? null : 'open';
}

function keptBounds({ value, bound }: { value: number; bound: boolean }, free: { lower: number; upper: number }) {
  return bound ? { lower: Math.round(value), upper: Math.round(value) } : free;
}

/** Each person more away from the ideal size costs one more than the person before. */
function addSpread(program: LinearProgram, index: number, ideal: number, most: number): void {
  stateRow(program, `even${index}`, ideal);
  for (let step = 1; step <= most; step += 1) {
    addColumn(program, `less${index}n${step}`, { cost: step, upper: 1, into: [`even${index}`] });
    addColumn(program, `more${index}n${step}`, { cost: step, upper: 1, into: [], outOf: [`even${index}`] });
  }
}

function widest(group: AllocationGroup, input: AllocationInput): number {
  const ideal = idealSize(group, input);
  return Math.max(ideal - group.minSize, Math.min(group.maxSize, input.members.length) - ideal, 0);
}

const triangle = (steps: number) => (steps * (steps + 1)) / 2;

export const wishColumn = (member: number, group: number) => `w${member}g${group}`;
const poolColumn = (member: number) => `p${member}`;
const poolEntry = (full: boolean, group: number) => `q${full ? 'F' : 'A'}${group}`;
const fullColumn = (group: number) => `f${group}`;
const sizeColumn = (group: number) => `s${group}`;
export const missColumn = (kind: 'short' | 'over' | 'leaderless', group: number) => `${kind}${group}`;
