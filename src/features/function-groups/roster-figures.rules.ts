import type { HostUnitType, MemberType } from '../../generated/prisma/enums.js';
import { HOST_NAMES, hostOfPost } from '../../shared/host-units.js';

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
