import { showDay } from '../../shared/dates.js';

/** What the rules need to know of a branch that is about to change. */
export interface Standing {
  id: string;
  shortName: string;
  status: 'ACTIVE' | 'CLOSED';
  members: number;
  groups: number;
  openItems: number;
  /** Groups in which a leader is being elected. */
  electing: string[];
  /** The list of its groups is confirmed: others can come under it. */
  listed: boolean;
  accepted: boolean;
  /** Letters of transfer on their way out of it and into it. */
  lettersOut: number;
  lettersIn: number;
  unanswered: number;
  officers: string[];
}

/** Why this branch cannot end or be divided now; null when it can. */
export function changeFault({ shortName, status, electing }: Standing): string | null {
  if (status === 'CLOSED') return `${shortName}已经撤销或合并，不能再办理。`;
  if (electing.length > 0)
    return `${shortName}的“${electing.join('”、“')}”正在推选组长，请先完成推选或指定组长，再办理。`;
  return null;
}

/**
 * E40: groups and commitments go on in the successor where it has settled its own list and neither is accepted already;
 * else the groups end and what is open is closed with the reason.
 */
export const carriesOn = (from: Standing, to: Standing): boolean =>
  from.groups > 0 && to.listed && !from.accepted && !to.accepted;

/** What is wrong with the day of a change; null when nothing is. `last`: of the branch's change before. */
export function dayFault(effectiveOn: Date, last: Date | null, today: Date): string | null {
  if (effectiveOn > today) return '生效日期还没有到，请到当天再办理。';
  return last && effectiveOn < last ? `生效日期不能早于上一次变更（${showDay(last)}）。` : null;
}

/** What a merger does, for the page before it and as it is kept. */
export function mergerSummary(from: Standing, to: Standing): string[] {
  const carried = carriesOn(from, to);
  return [
    `${from.members}名党员从生效日期起列入${to.shortName}名册，登录账号随本人转入`,
    from.groups === 0
      ? '没有功能党小组'
      : carried
        ? `${from.groups}个功能党小组连同组长转入${to.shortName}，名单生成新的一版`
        : `${from.groups}个功能党小组撤销，党员到${to.shortName}后另行入组`,
    from.accepted
      ? '已通过验收的承诺和资料原样保留'
      : carried
        ? '小组和党员的承诺转为向新支部作出，已公布的生成新的一版；支部承诺没有办结的事项注明原因后不再办理'
        : `没有办结的${from.openItems}项承诺注明原因后不再办理，办结的保留`,
    ...(from.lettersOut + from.lettersIn > 0
      ? [`${from.lettersOut + from.lettersIn}份在途的组织关系介绍信退回，需要时重新开具`]
      : []),
    ...(from.unanswered > 0 ? [`${from.unanswered}条还没有答复的群众意见转给${to.shortName}`] : []),
    ...(from.officers.length > 0 ? [`${from.officers.join('、')}在${from.shortName}的职务终止`] : []),
  ];
}
