import type { HostUnitType, MemberType } from '../../generated/prisma/enums.js';

export interface RosterMember {
  memberType: MemberType;
  post: string | null;
  skills: readonly string[];
}

/** How many of the members; `share` is a whole percentage of all. */
export interface Figure {
  label: string;
  count: number;
  share: number;
}

export interface RosterFigures {
  members: number;
  fullMembers: number;
  byHost: (Figure & { host: HostUnitType })[];
  byPost: Figure[];
  bySkill: Figure[];
}

/**
 * The unit a post belongs to, told from its words; the first that fits. 主任 of an office comes before the 教师 he may be
 * too, 班主任 before both.
 */
const HOST_WORDS: readonly (readonly [HostUnitType, RegExp])[] = [
  ['GRADE_TEAM', /班主任|年级|辅导员|保育/],
  ['LOGISTICS_TEAM', /后勤|总务|食堂|保安|安保|保卫|宿管|校医|维修|司机|门卫/],
  ['ADMIN_OFFICE', /校长|园长|书记|主任|办公室|教务|政教|德育处|工会|财务|会计|出纳|人事|档案|干事|行政/],
  ['SUBJECT_TEAM', /教师|老师|教研|学科|语文|数学|英语|物理|化学|生物|历史|地理|政治|音乐|体育|美术|实验/],
];

const HOST_NAMES: Readonly<Record<HostUnitType, string>> = {
  SUBJECT_TEAM: '学科组（任课教师）',
  GRADE_TEAM: '年级组（班主任等）',
  ADMIN_OFFICE: '行政处室',
  LOGISTICS_TEAM: '后勤班组',
  OTHER: '岗位未填或其他',
};

export function hostOfPost(post: string | null): HostUnitType {
  return HOST_WORDS.find(([, words]) => words.test(post ?? ''))?.[0] ?? 'OTHER';
}

const MOST_POSTS = 8;

/** R9: what the roster and the members' own entries say, to propose groups by: the most frequent first. */
export function rosterFigures(members: readonly RosterMember[]): RosterFigures {
  const figure = (label: string, count: number): Figure => ({
    label,
    count,
    share: members.length === 0 ? 0 : Math.round((count * 100) / members.length),
  });
  const hosts = Object.keys(HOST_NAMES) as HostUnitType[];
  return {
    members: members.length,
    fullMembers: members.filter(({ memberType }) => memberType === 'FULL').length,
    byHost: hosts
      .map((host) => ({
        host,
        ...figure(HOST_NAMES[host], members.filter(({ post }) => hostOfPost(post) === host).length),
      }))
      .filter(({ count }) => count > 0),
    byPost: tally(members.map(({ post }) => post ?? '岗位未填'))
      .slice(0, MOST_POSTS)
      .map(([label, count]) => figure(label, count)),
    bySkill: tally(members.flatMap(({ skills }) => [...new Set(skills)])).map(([label, count]) => figure(label, count)),
  };
}

function tally(labels: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
