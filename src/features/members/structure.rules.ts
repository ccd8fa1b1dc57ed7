import type { MemberType } from '../../generated/prisma/enums.js';
import { HOST_NAMES, hostOfPost } from '../../shared/host-units.js';
import { MEMBER_TYPE_WORDS } from './member-words.rules.js';

/** A member as far as the structure asks. */
export interface Counted {
  birthDate: Date | null;
  education: string | null;
  post: string | null;
  memberType: MemberType;
  skills: readonly string[];
}

export const PICTURES = ['age', 'education', 'post', 'host', 'type', 'skills'] as const;
export type PictureName = (typeof PICTURES)[number];

/** One bar: how many of the members, and their whole percentage. */
export interface Bar {
  label: string;
  count: number;
  share: number;
}

const AGE_BANDS: readonly (readonly [number, string])[] = [
  [30, '30岁及以下'],
  [40, '31至40岁'],
  [50, '41至50岁'],
  [60, '51至60岁'],
  [Number.POSITIVE_INFINITY, '61岁及以上'],
];
const UNKNOWN_AGE = '出生日期未登记';

/** Whole years on a day. */
export function ageOn(birthDate: Date, day: Date): number {
  const years = day.getUTCFullYear() - birthDate.getUTCFullYear();
  const before =
    day.getUTCMonth() < birthDate.getUTCMonth() ||
    (day.getUTCMonth() === birthDate.getUTCMonth() && day.getUTCDate() < birthDate.getUTCDate());
  return before ? years - 1 : years;
}

export function ageBand(birthDate: Date | null, day: Date): string {
  if (birthDate === null) return UNKNOWN_AGE;
  const age = ageOn(birthDate, day);
  return AGE_BANDS.find(([last]) => age <= last)?.[1] ?? UNKNOWN_AGE;
}

const MOST_BARS = 12;

/** R5: how the members are made up, one list of bars for each picture. A member with two skills counts in both bars. */
export function structureOf(members: readonly Counted[], day: Date): Record<PictureName, Bar[]> {
  const bars = (counts: readonly (readonly [string, number])[]): Bar[] =>
    counts.map(([label, count]) => ({
      ...{ label, count },
      share: members.length === 0 ? 0 : Math.round((count * 100) / members.length),
    }));
  const inOrder = (order: readonly string[], words: readonly string[]) =>
    bars(order.map((label) => [label, words.filter((word) => word === label).length] as const)).filter(
      ({ count }) => count > 0,
    );
  const byCount = (words: readonly string[]) => bars(mostOf(words));
  return {
    age: inOrder(
      [...AGE_BANDS.map(([, label]) => label), UNKNOWN_AGE],
      members.map(({ birthDate }) => ageBand(birthDate, day)),
    ),
    education: byCount(members.map(({ education }) => education ?? '学历未登记')),
    post: byCount(members.map(({ post }) => post ?? '岗位未登记')),
    host: inOrder(
      Object.values(HOST_NAMES),
      members.map(({ post }) => HOST_NAMES[hostOfPost(post)]),
    ),
    type: inOrder(
      Object.values(MEMBER_TYPE_WORDS),
      members.map(({ memberType }) => MEMBER_TYPE_WORDS[memberType]),
    ),
    skills: byCount(members.flatMap(({ skills }) => [...new Set(skills)])),
  };
}

export const OTHERS = '其他';

/** The most frequent first; what is rarer than the twelfth is counted together. */
function mostOf(words: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const rest = sorted.slice(MOST_BARS).reduce((sum, [, count]) => sum + count, 0);
  return rest === 0 ? sorted : [...sorted.slice(0, MOST_BARS), [OTHERS, rest]];
}
