import type { HostUnitType } from '../../generated/prisma/enums.js';
import { LEAST_GROUP_SIZE, oneGroupIsEnough } from './function-groups.rules.js';
import { suggestionFor } from './group-suggestions.rules.js';
import type { RosterFigures } from './roster-figures.rules.js';

/** Skills that each function of the plan draws on. */
const SKILLS_OF: Readonly<Record<string, readonly string[]>> = {
  教学科研: ['课堂教学', '教学研究', '课题研究'],
  内部管理: ['组织协调', '文字写作', '信息技术'],
  德育工作: ['班级管理', '心理辅导', '志愿服务'],
  师德建设: ['师德宣讲', '文字写作'],
  校园建设: ['后勤保障', '书法美术', '摄影摄像'],
  文体活动: ['音乐舞蹈', '体育运动', '活动策划'],
  校园平安: ['安全管理', '应急救护', '后勤保障'],
};

/** Members a group has when a branch divides itself evenly. */
const USUAL_SIZE = 8;

export interface FittingGroup {
  name: string;
  hostUnitType: HostUnitType;
  hostUnit: string;
  duties: string;
  activityRules: string;
  minSize: number;
  targetSize: number;
  maxSize: number;
  wantedSkills: string[];
  /** Why, in words with numbers. */
  reason: string;
}

/**
 * R9–R11, E14: a set of groups that suits the members at hand: about one for eight of them, never more than can have three
 * members and a full member each, from the campaign's catalogue, those first for which most members have post and
 * skills. Empty without members or catalogue.
 */
export function fittingGroups(figures: RosterFigures, catalogue: readonly string[]): FittingGroup[] {
  const { members, fullMembers } = figures;
  if (members === 0 || catalogue.length === 0) return [];
  const most = Math.max(1, Math.min(Math.floor(members / LEAST_GROUP_SIZE), fullMembers, catalogue.length));
  const number = oneGroupIsEnough(members) ? 1 : Math.min(most, Math.max(1, Math.round(members / USUAL_SIZE)));
  const ranked = catalogue
    .map((name, position) => ({ name, position, ...supportOf(name, figures) }))
    .sort((a, b) => b.score - a.score || a.position - b.position)
    .slice(0, number)
    .sort((a, b) => a.position - b.position);
  return ranked.map(({ name, inHost, skilled }) => {
    const draft = suggestionFor(name);
    const even = Math.ceil(members / number);
    return {
      name,
      ...draft,
      minSize: Math.min(LEAST_GROUP_SIZE, members),
      targetSize: Math.max(Math.min(LEAST_GROUP_SIZE, members), Math.round(members / number)),
      maxSize: Math.max(LEAST_GROUP_SIZE, number === 1 ? members : even + 2),
      wantedSkills: skilled.map(({ label }) => label),
      reason: reasonOf(draft.hostUnitType, inHost, skilled),
    };
  });
}

function supportOf(name: string, { byHost, bySkill }: RosterFigures) {
  const host = suggestionFor(name).hostUnitType;
  const inHost = byHost.find((row) => row.host === host) ?? null;
  const skilled = bySkill.filter(({ label }) => SKILLS_OF[name]?.includes(label));
  const score = (inHost?.count ?? 0) + 2 * skilled.reduce((sum, { count }) => sum + count, 0);
  return { inHost, skilled, score };
}

function reasonOf(
  host: HostUnitType,
  inHost: RosterFigures['byHost'][number] | null,
  skilled: RosterFigures['bySkill'],
): string {
  const people = inHost && host !== 'OTHER' ? [`${inHost.label}党员${inHost.count}人，占${inHost.share}%`] : [];
  const skills = skilled.slice(0, 3).map(({ label, count }) => `“${label}”特长${count}人`);
  const known = [...people, ...skills];
  return known.length > 0 ? known.join('；') : '活动方案建议设立，可依本校实际取舍';
}
