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
  /** Members left out of 应到 by the two-step rule. */
  exclusions: number;
  /** The rounds, one an application, of members' applications that the branch has not decided and still can. */
  undecided: string[];
  /** The rounds for which it has said whom it recommends. */
  handedIn: string[];
  /** Members' applications before the committee, and its own not yet chosen. */
  recommended: number;
  ownApplications: number;
  /** Rounds in which it is itself to be honored, and that are not at their end. */
  honored: string[];
  /** Inspections by which it is being visited right now. */
  inspecting: string[];
  plannedVisits: number;
  unreadRecords: number;
  /** Problems of inspections not mended. */
  problems: number;
  /** Members' appraisals without a decision, surveys of the public that run, study and meetings planned. */
  appraisals: number;
  surveys: number;
  planned: number;
}

/** Why this branch cannot end or be divided now; null when it can. */
export function changeFault({ shortName, status, electing }: Standing): string | null {
  if (status === 'CLOSED') return `${shortName}已经撤销或合并，不能再办理。`;
  if (electing.length > 0)
    return `${shortName}的“${electing.join('”、“')}”正在推选组长，请先完成推选或指定组长，再办理。`;
  return null;
}

/** Why this branch cannot cease to be now; null when it can. */
export function endingFault(standing: Standing): string | null {
  const { shortName, inspecting, honored } = standing;
  if (inspecting.length > 0)
    return `${shortName}正在接受督导检查“${inspecting.join('”、“')}”，请督导组先把检查记录交给支部，再办理。`;
  if (honored.length > 0) return `“${honored.join('”、“')}”拟表彰${shortName}，请在公示结束、公布表彰决定以后再办理。`;
  return changeFault(standing);
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
    ...passedOn(from, to),
    ...endedWith(from),
    ...(from.unanswered > 0 ? [`${from.unanswered}条还没有答复的群众意见转给${to.shortName}`] : []),
    ...(from.officers.length > 0 ? [`${from.officers.join('、')}在${from.shortName}的职务终止`] : []),
  ];
}

const lines = (...rows: readonly (readonly [number, string])[]): string[] =>
  rows.flatMap(([count, text]) => (count > 0 ? [text] : []));

/** What is under way in the one branch and goes on in the other. */
function passedOn(from: Standing, to: Standing): string[] {
  const late = from.undecided.filter((roundId) => to.handedIn.includes(roundId)).length;
  const discussed = from.undecided.length - late;
  const { exclusions, recommended, unreadRecords, problems, appraisals } = from;
  return lines(
    [exclusions, `${exclusions}名按规定不计入应到的党员，转入后仍不计入`],
    [discussed, `${discussed}份支部还没有讨论的评优申报转由${to.shortName}讨论推荐`],
    [late, `${to.shortName}已经上报推荐对象，${late}份还没有讨论的评优申报终止，并通知本人`],
    [recommended, `${recommended}份已经上报的推荐照常评审，原支部的推荐意见保留`],
    [unreadRecords, `${unreadRecords}份待确认的督导检查记录转由${to.shortName}确认`],
    [problems, `${problems}项没有办结的整改转由${to.shortName}办理，时限不变`],
    [appraisals, `${appraisals}名党员还没有评定的民主评议转由${to.shortName}评定`],
  );
}

/** What ends with a branch that is no more, whether or not another takes it over. */
const endedWith = ({ ownApplications, plannedVisits, surveys, planned }: Standing): string[] =>
  lines(
    [ownApplications, `支部自己的${ownApplications}份评优申报终止`],
    [plannedVisits, `${plannedVisits}次还没有开始的督导检查取消，需要检查其他支部的请另行安排`],
    [surveys, `${surveys}次正在进行的群众评议结束`],
    [planned, `${planned}项还没有开展的学习和会议计划取消`],
  );

/** What the end of a branch without a successor does, for the page before it. */
export const dissolutionSummary = (standing: Standing): string[] => [
  '支部不再列入名单，职务终止',
  '没有办结的承诺注明原因后不再办理，已有的记录保留',
  ...lines([standing.problems, `${standing.problems}项没有办结的整改注明原因后不再办理`]),
  ...endedWith(standing),
];
