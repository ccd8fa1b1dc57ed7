import type { Role } from '../access/roles.js';
import type { StepName } from '../generated/prisma/enums.js';

/** “这一步做什么”: what the plan says of the work a page belongs to, and who does what. */
export interface PageHelp {
  /** The plan's own words; null where the plan is silent: accounts, settings. */
  plan: string | null;
  /** Where in the plan they stand. */
  source: string | null;
  tasks: readonly string[];
}

type Work = StepName | 'ACTIVITIES' | 'OPENNESS' | 'SUPERVISION' | 'DIRECTION' | 'ACCOUNTS' | 'FINDING';

/** The plan's words without the damage of the copy that is left of it. */
const WORK: Record<Work, PageHelp> = {
  SURVEY: {
    plan: '调研掌握本支部党员队伍结构层次、分布以及党员个人的能力特长等情况，为建立“功能党小组”打好基础。',
    source: '四、活动步骤（一）深入学习，宣传发动阶段',
    tasks: ['书记导入党员花名册，核对人数和党员类型。', '党员在手机上填写自己的能力特长，由支部核对确认。'],
  },
  STUDY: {
    plan: '学习各级教育工作会议精神……制定、公布“创先争优”工作目标任务。',
    source: '四、活动步骤（一）深入学习，宣传发动阶段',
    tasks: ['支部登记每次学习的时间、主题和材料。', '支部起草目标任务，报局党委审核后公布。'],
  },
  GROUP_SETUP: {
    plan: '党支部研究提出“功能党小组”的初步意见后，在征求党员意见的基础上，召开支部会议研究确定，并在支部大会上进行公布。',
    source: '四、活动步骤（二）组织实施阶段 1',
    tasks: [
      '书记起草初步意见：设哪些小组、依托什么单位、各做什么。',
      '党员在征求意见期间提意见，支部逐条答复。',
      '开支部会议确定，在支部大会上公布，把会议记录填进来。',
    ],
  },
  ENROLLMENT: {
    plan: '每个党员根据自己能力特长参加其中一个“功能党小组”。支部……在与党员进行充分协商的基础上，确定“功能党小组”的党员名单，并通过党员自荐、党小组成员选举的方式，推选产生“功能党小组”组长，并在党务公开栏上进行公布。',
    source: '四、活动步骤（二）组织实施阶段 2',
    tasks: [
      '党员报名：排出想参加的小组，写一句服务承诺。',
      '支部定名单；去向与志愿不同的，先协商并记录。',
      '党员自荐，小组选举组长，支部确认后公布。',
    ],
  },
  COMMITMENT: {
    plan: '通过开展……“三级双向承诺”方法，切实发挥党组织和党员的作用，更好地服务群众，推动学校发展。',
    source: '四、活动步骤（二）组织实施阶段 3',
    tasks: [
      '支部、小组、党员逐级写承诺：做什么、做到什么程度、何时办结。',
      '上一级逐项审核，审定后在党务公开栏公布。',
      '按期做，做了就记录，由上一级认可。',
    ],
  },
  EVALUATION: {
    plan: '根据党支部、“功能党小组”、党员个人承诺、践诺情况，按照“优秀共产党员”和“先进基层党组织”标准，开展申报评选活动。',
    source: '四、活动步骤（二）组织实施阶段 3',
    tasks: ['党员和支部申报，只写事迹，承诺和践诺情况由系统附上。', '支部大会讨论推荐，局党委按标准评定，公示后表彰。'],
  },
  SUMMARY: {
    plan: '认真总结“功能党小组”创建活动、“创先争优”开展以来取得成功经验。',
    source: '四、活动步骤（三）总结阶段',
    tasks: ['支部写活动总结，数字由系统填好，可以修改文字。', '局党委审核后公布。'],
  },
  ACCEPTANCE: {
    plan: '迎接自治区教育厅验收检查。',
    source: '四、活动步骤（三）总结阶段',
    tasks: ['支部对照清单自查自评，缺什么补什么。', '局党委复核，一键生成验收档案。'],
  },
  ACTIVITIES: {
    plan: '各支部要制定活动制度、职责，因地制宜的开展活动。',
    source: '三、活动主题',
    tasks: ['组长记下每次活动的时间、地点、主题、参加的党员和结果，可附照片。', '支部决定是否在党务公开栏展示。'],
  },
  OPENNESS: {
    plan: '做出责任承诺，组织开展活动，接受师生监督。',
    source: '四、活动步骤（二）组织实施阶段 3',
    tasks: ['公布的内容在党务公开栏，师生家长不用账号就能看。', '对意见建议按期答复，逾期会在公开栏上显示。'],
  },
  SUPERVISION: {
    plan: '加强组织领导，及时督导检查。',
    source: '五、保障措施（一）',
    tasks: ['督导组到支部对照清单检查，现场记录，问题限期整改。', '支部答复整改情况，督导组复查后销号。'],
  },
  DIRECTION: {
    plan: '按照以下步骤组织开展活动，分三个阶段进行。……要循序渐进，逐步加以落实。',
    source: '四、活动步骤',
    tasks: ['局党委看各支部走到哪一步、卡在哪里，及时指导。', '确有需要时可以延长期限，或说明理由放行。'],
  },
  FINDING: {
    plan: null,
    source: null,
    tasks: [
      '输入姓名、拼音或首字母，也可以输入小组、承诺、通知里的词；能看名册的，还可以输入一项特长。只列出您能看的内容。',
    ],
  },
  ACCOUNTS: { plan: null, source: null, tasks: ['账号只给本人使用，密码不要告诉别人。'] },
};

/** By the address of the page; the first that fits. */
const AREAS: readonly (readonly [RegExp, Work])[] = [
  [/^\/branches\/[^/]+\/(members|roster-imports|skills|transfers|structure|handovers?)\b/, 'SURVEY'],
  [/^\/me\/(profile|survey)\b/, 'SURVEY'],
  [/^\/branches\/[^/]+\/(study-sessions|study-plan|statements\/goals)\b/, 'STUDY'],
  [/^\/branches\/[^/]+\/statements\/summary\b|^\/bureau\/(report|statements)\b/, 'SUMMARY'],
  [/^\/branches\/[^/]+\/(statements\/report|acceptance)/, 'ACCEPTANCE'],
  [/^\/bureau\/acceptance/, 'ACCEPTANCE'],
  [/^\/branches\/[^/]+\/(group-proposal|group-changes|exclusions|meetings)\b|^\/me\/consultation\b/, 'GROUP_SETUP'],
  [/\/activit(y|ies)\b/, 'ACTIVITIES'],
  [/^\/branches\/[^/]+\/groups\/[^/]+\/commitment\b/, 'COMMITMENT'],
  [/^\/branches\/[^/]+\/(enrollment|elections?|election-counts|ballots|groups)\b/, 'ENROLLMENT'],
  [/^\/me\/(enrollment|nomination|ballot)\b|^\/bureau\/(portal-ballots|vote-rules)\b/, 'ENROLLMENT'],
  [/^\/branches\/[^/]+\/(commitments|reviews|items|fulfillments|extensions|remarks|surveys)\b/, 'COMMITMENT'],
  [/^\/me\/(commitment|short-commitments)\b|^\/bureau\/(reviews|remarks)\b/, 'COMMITMENT'],
  [/^\/branches\/[^/]+\/(evaluations|group-words|member-appraisals)\b|^\/me\/(honours|appraisal)\b/, 'EVALUATION'],
  [/^\/bureau\/(evaluations|score-sheets|objections|calendar)\b/, 'EVALUATION'],
  [/^\/branches\/[^/]+\/(feedback|notices)\b/, 'OPENNESS'],
  [/^\/branches\/[^/]+\/(inspections|rectifications)\b|^\/bureau\/inspections\b/, 'SUPERVISION'],
  [/^\/branches\/[^/]+\/accounts\b|^\/(account|platform|bureau\/accounts)\b/, 'ACCOUNTS'],
  [/^\/search\b/, 'FINDING'],
  [/^\/(branches|bureau|me)\b/, 'DIRECTION'],
];

/** What is to be done on a page; `step`: the step it says it belongs to, where its address names none. */
export function pageHelp(path: string, step: StepName | null): PageHelp | null {
  const work = AREAS.find(([pattern]) => pattern.test(path))?.[1] ?? null;
  if (work === 'DIRECTION' && step !== null) return WORK[step];
  return work && WORK[work];
}

/** The guide that is written for a role. */
export const GUIDE_OF: Record<Role, string> = {
  PLATFORM_ADMIN: 'admin',
  BUREAU_SECRETARY: 'committee',
  COMMITTEE_MEMBER: 'committee',
  INSPECTOR: 'inspector',
  ACCEPTANCE_REVIEWER: 'reviewer',
  BRANCH_SECRETARY: 'secretary',
  BRANCH_COMMITTEE_MEMBER: 'secretary',
  GROUP_LEADER: 'leader',
  MEMBER: 'member',
};
