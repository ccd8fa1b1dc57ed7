import type { AwardType, LeadingGroupRole, PhaseName } from '../generated/prisma/enums.js';
import { dayOf } from '../shared/dates.js';
import { GROUP_FUNCTIONS } from '../shared/group-functions.js';

/**
 * The built-in template of a campaign, after the implementation plan: its texts, the month pattern of the three phases,
 * the seven suggested groups, and default standards for the two honors (the plan's own annex is not known).
 */
export interface CampaignTemplate {
  name: string;
  purpose: string;
  guidance: string;
  principles: string;
  theme: string;
  phases: { phase: PhaseName; title: string; requirement: string; startsOn: Date; endsOn: Date }[];
  groupFunctions: { name: string; purpose: string }[];
  criteria: { award: AwardType; title: string; description: string; points: number }[];
  leadingGroup: { seat: LeadingGroupRole; name: string; post: string }[];
}

const PURPOSE =
  '为进一步加强中小学、幼儿园基层党组织建设，创新教育系统党组织设置形式，把广大党员队伍建设成为贯彻落实科学发展观的骨干力量，充分发挥党组织战斗堡垒和党员先锋模范带头作用，根据自治区教育工委、教育厅党组关于在教育系统基层党组织中建立“功能党小组”的意见和关于深入开展“创先争优”活动的意见精神，经研究决定，在教育系统开展基层党组织建立“功能党小组”暨“创先争优”活动，制定本实施方案。';
const GUIDANCE =
  '以推动发展、服务师生、凝聚人心、促进和谐为出发点，以充分发挥教育系统基层党组织的战斗堡垒作用、广大党员的先锋模范作用为目标，进一步创新党组织设置形式，不断提高教育系统基层党组织建设水平，为教育事业科学发展提供坚强的政治和组织保证。';
const PRINCIPLES =
  '坚持围绕中心、服务大局，灵活设置、便于操作，改革创新、积极探索，注重实际、务求实效的原则，根据学校中心任务和党员队伍建设实际，建立“功能党小组”，开展“创先争优”活动，确保党组织和党员队伍始终充满生机活力。';
const THEME =
  '充分发挥党员在教育教学一线的先锋模范带头作用，结合教职工的岗位职责、专业特长和综合素质等，依托学科组、年级组、行政处室、后勤班组，组建“功能党小组”。各支部要制定活动制度、职责，因地制宜地开展活动，同时开展争当“优秀共产党员”、创建“先进基层党组织”活动，培养、树立一批充分发挥战斗堡垒和先锋模范作用的先进基层党组织和优秀共产党员，努力促进教育事业科学发展。';

interface PhasePattern {
  phase: PhaseName;
  title: string;
  requirement: string;
  /** Month and year after the start year; the phase lasts from the first day of one month to the last of another. */
  from: { year: 0 | 1; month: number };
  to: { year: 0 | 1; month: number };
}

/** R2: 4月—5月, 6月—次年5月, 次年6月. */
const PHASE_PATTERN: readonly PhasePattern[] = [
  {
    phase: 'MOBILIZATION',
    title: '深入学习、宣传发动阶段',
    requirement:
      '开展调查研究，摸透掌握情况。学习国家领导人讲话精神和各级教育工作会议精神，调研掌握本支部党员队伍结构层次、分布以及党员个人的能力特长等情况，为建立“功能党小组”打好基础；制定、公布“创先争优”工作目标任务，明确创建“先进基层党组织”和争当“优秀共产党员”的标准。',
    from: { year: 0, month: 4 },
    to: { year: 0, month: 5 },
  },
  {
    phase: 'IMPLEMENTATION',
    title: '组织实施阶段',
    requirement:
      '分三个步骤开展活动：把握功能定位，及时组建成立“功能党小组”；组织党员报名，支部审议决定；做出责任承诺，组织开展活动，接受师生监督。三个步骤要循序渐进，逐步加以落实。',
    from: { year: 0, month: 6 },
    to: { year: 1, month: 5 },
  },
  {
    phase: 'SUMMARY',
    title: '总结阶段',
    requirement: '认真总结“功能党小组”建设和“创先争优”活动开展以来取得的成功经验，迎接自治区教育厅验收检查。',
    from: { year: 1, month: 6 },
    to: { year: 1, month: 6 },
  },
];

const FIVE_GOODS: readonly (readonly [string, string])[] = [
  ['领导班子好', '认真贯彻党的教育方针，班子团结协作、求真务实、勤政廉洁，有较强的凝聚力和战斗力。'],
  ['党员队伍好', '党员素质优良，有较强的党员意识，能够充分发挥先锋模范作用。'],
  ['工作机制好', '规章制度完善，管理措施到位，功能党小组的活动制度和职责落实，工作运行顺畅有序。'],
  ['工作业绩好', '围绕中心、服务大局，本单位各项工作成绩明显，承诺事项按时办结。'],
  ['群众反映好', '基层党组织在群众中有较高威信，党员在群众中有良好形象，党群干群关系密切。'],
];
const FIVE_LEADS: readonly (readonly [string, string])[] = [
  ['带头学习提高', '认真学习理论和业务知识，自觉坚定理想信念，不断提高教书育人的本领。'],
  ['带头争创佳绩', '有强烈的事业心和责任感，埋头苦干、开拓创新，在本职岗位上做出显著成绩。'],
  ['带头服务群众', '积极帮助师生和群众解决实际困难，自觉维护群众正当权益，兑现服务承诺。'],
  ['带头遵纪守法', '自觉遵守党的纪律，模范遵守国家法律法规，恪守教师职业道德。'],
  ['带头弘扬正气', '发扬社会主义新风尚，敢于同不良风气、违纪违法行为作斗争。'],
];

/** Texts and rows of a new campaign. `leader` heads the leading group: the plan names the bureau's Party secretary. */
export function campaignFromTemplate(startYear: number, leader: { name: string; post: string }): CampaignTemplate {
  return {
    name: `${startYear}年“功能党小组”暨“创先争优”活动`,
    purpose: PURPOSE,
    guidance: GUIDANCE,
    principles: PRINCIPLES,
    theme: THEME,
    phases: PHASE_PATTERN.map(({ phase, title, requirement, from, to }) => ({
      phase,
      title,
      requirement,
      startsOn: firstOfMonth(startYear + from.year, from.month),
      endsOn: lastOfMonth(startYear + to.year, to.month),
    })),
    groupFunctions: GROUP_FUNCTIONS.map((row) => ({ ...row })),
    criteria: [...criteriaOf('ADVANCED_ORGANIZATION', FIVE_GOODS), ...criteriaOf('OUTSTANDING_MEMBER', FIVE_LEADS)],
    leadingGroup: [{ seat: 'LEADER', ...leader }],
  };
}

function criteriaOf(award: AwardType, rows: readonly (readonly [string, string])[]): CampaignTemplate['criteria'] {
  return rows.map(([title, description]) => ({ award, title, description, points: 20 }));
}

function firstOfMonth(year: number, month: number): Date {
  const day = dayOf(year, month, 1);
  if (!day) throw new RangeError(`No such month: ${year}-${month}`);
  return day;
}

function lastOfMonth(year: number, month: number): Date {
  return new Date(
    firstOfMonth(year, month).getTime() + (new Date(Date.UTC(year, month, 0)).getUTCDate() - 1) * 86_400_000,
  );
}
