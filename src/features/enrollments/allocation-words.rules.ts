import type { AllocationGroup, AllocationInput, AllocationMember } from './allocation-model.rules.js';

/** What could not be kept, by group: how many people too few or too many, and whether no full member is left for it. */
export interface Misses {
  group: AllocationGroup;
  short: number;
  over: number;
  withoutFull: boolean;
}

/** Which wish it is, from 1; null where the member wished for something else or for nothing. */
export function wishRank(member: AllocationMember, groupId: string): number | null {
  const at = member.wishes.indexOf(groupId);
  return at < 0 ? null : at + 1;
}

/** 第2志愿；第1志愿“教学科研”已满 */
export function explainPlace(
  member: AllocationMember,
  groupId: string,
  sizes: ReadonlyMap<string, { name: string; size: number; maxSize: number }>,
): string {
  if (member.fixed === groupId) return '已与本人协商，保留原安排';
  if (member.wishes.length === 0) return '没有报名，按特长和各组人数安排';
  const rank = wishRank(member, groupId);
  if (rank === 1) return '第1志愿';
  const missed = member.wishes.slice(0, rank === null ? undefined : rank - 1).flatMap((id, index) => {
    const group = sizes.get(id);
    if (!group) return [];
    const why = group.size >= group.maxSize ? '已满' : '须让其他小组达到最低人数';
    return [`第${index + 1}志愿“${group.name}”${why}`];
  });
  return [rank === null ? '不在志愿之内，按特长和各组人数安排' : `第${rank}志愿`, ...missed].join('；');
}

/** 38人中34人如愿第1志愿，3人第2志愿，1人另行安排。 */
export function sumUp(members: readonly AllocationMember[], placed: ReadonlyMap<string, string>): string {
  const count = (rank: number | null) =>
    members.filter((member) => member.wishes.length > 0 && rankOf(member, placed) === rank).length;
  const unsigned = members.filter((member) => member.wishes.length === 0).length;
  const parts = [
    `${members.length}人中${count(1)}人如愿第1志愿`,
    ...[2, 3].flatMap((rank) => (count(rank) > 0 ? [`${count(rank)}人第${rank}志愿`] : [])),
    ...(count(null) > 0 ? [`${count(null)}人不在志愿之内`] : []),
    ...(unsigned > 0 ? [`${unsigned}人没有报名`] : []),
  ];
  return `${parts.join('，')}。`;
}

const rankOf = (member: AllocationMember, placed: ReadonlyMap<string, string>) =>
  wishRank(member, placed.get(member.id) ?? '');

/** Why no allocation keeps all sizes, which group cannot be filled, and what would mend it. */
export function explainMisses({ members, groups }: AllocationInput, misses: readonly Misses[]): string[] {
  const needed = groups.reduce((sum, group) => sum + group.minSize, 0);
  const room = groups.reduce((sum, group) => sum + group.maxSize, 0);
  const full = members.filter((member) => member.full).length;
  const sums = [
    ...(needed > members.length
      ? [`${groups.length}个小组最少共需${needed}人，现有${members.length}人，还差${needed - members.length}人。`]
      : []),
    ...(room < members.length
      ? [`${groups.length}个小组最多共${room}人，现有${members.length}人，超出${members.length - room}人。`]
      : []),
    ...(full < groups.length
      ? [`每个小组至少要有1名正式党员，现有正式党员${full}人，少于${groups.length}个小组。`]
      : []),
  ];
  return [...sums, ...misses.flatMap((miss) => mend(miss, groups))];
}

const SMALLEST = 3;

function mend({ group, short, over, withoutFull }: Misses, groups: readonly AllocationGroup[]): string[] {
  const partner = partnerOf(group, groups);
  const merge = partner ? `将“${group.name}”与“${partner.name}”合并` : '减少小组数';
  const lower = group.minSize - short;
  const fewer = lower >= SMALLEST ? `将“${group.name}”最低人数由${group.minSize}人调为${lower}人，或` : '';
  return [
    ...(short > 0 ? [`“${group.name}”还差${short}人。可${fewer}${merge}。`] : []),
    ...(over > 0
      ? [`“${group.name}”多出${over}人。可将最高人数由${group.maxSize}人调为${group.maxSize + over}人。`]
      : []),
    ...(withoutFull ? [`“${group.name}”没有正式党员可安排。可${merge}。`] : []),
  ];
}

/** The smallest other group: both together are nearest to a group of usual size. */
function partnerOf(group: AllocationGroup, groups: readonly AllocationGroup[]): AllocationGroup | null {
  const others = groups.filter(({ id }) => id !== group.id);
  return others.sort((a, b) => a.minSize - b.minSize || (a.name < b.name ? -1 : 1))[0] ?? null;
}
