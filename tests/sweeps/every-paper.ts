/** A page that can be taken away: where it is, who reads it naturally, and what the file is called and holds. */
export interface PaperCase {
  /** Its path with the parameters of demo-paths.ts; a query asks for filters. */
  path: string;
  as: string;
  /** Which file of the page. */
  file: string;
  title: string;
  heads?: readonly string[];
  words?: readonly string[];
  /** The demonstration has rows for it. */
  empty?: true;
}

const SECRETARY = 'zhongxue1-shuji';
const BUREAU = 'ju-shuji';

/** Every list of the portal with its ledger, written by hand: a new list needs a line here. */
export const LEDGERS: readonly PaperCase[] = [
  {
    path: '/branches/:branchId/members',
    as: SECRETARY,
    file: 'ledger',
    title: '党员名册台账',
    heads: ['姓名', '能力特长'],
  },
  {
    path: '/branches/:branchId/skills',
    as: SECRETARY,
    file: 'ledger',
    title: '待确认能力特长台账',
    heads: ['本人说明'],
    empty: true,
  },
  {
    path: '/branches/:branchId/groups',
    as: SECRETARY,
    file: 'ledger',
    title: '功能党小组台账',
    heads: ['小组', '组长'],
  },
  {
    path: '/branches/:branchId/groups/:groupId',
    as: SECRETARY,
    file: 'ledger',
    title: '党员名单',
    heads: ['组内职务', '岗位职责'],
  },
  {
    path: '/branches/:branchId/activities',
    as: SECRETARY,
    file: 'ledger',
    title: '小组活动台账',
    heads: ['活动主题', '参加党员'],
  },
  {
    path: '/branches/:branchId/group-proposal',
    as: SECRETARY,
    file: 'ledger',
    title: '征求党员意见台账',
    heads: ['意见', '答复'],
  },
  {
    path: '/branches/:branchId/enrollment',
    as: SECRETARY,
    file: 'ledger',
    title: '报名定岗台账',
    heads: ['第一志愿', '所在小组'],
  },
  {
    path: '/branches/:branchId/elections',
    as: SECRETARY,
    file: 'ledger',
    title: '功能党小组组长台账',
    heads: ['组长', '任职日期'],
  },
  {
    path: '/branches/:branchId/meetings',
    as: SECRETARY,
    file: 'ledger',
    title: '会议记录台账',
    heads: ['会议名称', '结论'],
  },
  {
    path: '/branches/:branchId/study-plan',
    as: SECRETARY,
    file: 'ledger',
    title: '学习和会议计划台账',
    heads: ['计划日期', '情况'],
  },
  {
    path: '/branches/:branchId/study-sessions',
    as: SECRETARY,
    file: 'ledger',
    title: '学习活动台账',
    heads: ['主题', '参加人数'],
  },
  {
    path: '/branches/:branchId/commitments',
    as: SECRETARY,
    file: 'ledger',
    title: '承诺事项分解台账',
    heads: ['主要任务', '进度（%）'],
  },
  {
    path: '/branches/:branchId/commitments',
    as: SECRETARY,
    file: 'amendments',
    title: '承诺调整台账',
    heads: ['调整理由'],
  },
  {
    path: '/branches/:branchId/fulfillments',
    as: SECRETARY,
    file: 'ledger',
    title: '践诺记录台账',
    heads: ['做了什么', '认可人'],
  },
  {
    path: '/branches/:branchId/fulfillments',
    as: SECRETARY,
    file: 'extensions',
    title: '延期和逾期说明台账',
    heads: ['理由'],
  },
  {
    path: '/branches/:branchId/remarks',
    as: SECRETARY,
    file: 'ledger',
    title: '点评和评诺台账',
    heads: ['内容', '点评人'],
  },
  { path: '/bureau/remarks', as: BUREAU, file: 'ledger', title: '点评和评诺台账', heads: ['党支部'], empty: true },
  {
    path: '/branches/:branchId/member-appraisals',
    as: SECRETARY,
    file: 'ledger',
    title: '民主评议党员台账',
    heads: ['评定等次'],
  },
  {
    path: '/branches/:branchId/feedback',
    as: SECRETARY,
    file: 'ledger',
    title: '群众意见台账',
    heads: ['内容', '答复'],
  },
  {
    path: '/branches/:branchId/notices',
    as: SECRETARY,
    file: 'ledger',
    title: '党务公开台账',
    heads: ['公告', '公布时间'],
  },
  { path: '/branches/:branchId/transfers', as: SECRETARY, file: 'ledger', title: '组织关系转接台账', heads: ['转往'] },
  {
    path: '/branches/:branchId/evaluations',
    as: SECRETARY,
    file: 'ledger',
    title: '评选表彰台账',
    heads: ['申报截止'],
  },
  {
    path: '/branches/:branchId/evaluations/:roundId',
    as: SECRETARY,
    file: 'ledger',
    title: '申报台账',
    heads: ['主要事迹'],
  },
  {
    path: '/branches/:branchId/accounts',
    as: SECRETARY,
    file: 'ledger',
    title: '党员账号台账',
    heads: ['用户名', '状态'],
  },
  { path: '/bureau/briefing', as: BUREAU, file: 'ledger', title: '推进情况汇报台账', heads: ['部分', '内容'] },
  {
    path: '/bureau/key-tasks',
    as: BUREAU,
    file: 'ledger',
    title: '重点工作落实情况台账',
    heads: ['重点工作', '进度'],
  },
  { path: '/bureau/evaluations', as: BUREAU, file: 'ledger', title: '评选表彰台账', heads: ['表彰类别'] },
  {
    path: '/bureau/evaluations/:roundId',
    as: BUREAU,
    file: 'ledger',
    title: '申报和评审台账',
    heads: ['申报对象'],
    empty: true,
  },
  { path: '/bureau/objections', as: BUREAU, file: 'ledger', title: '公示异议台账', heads: ['公示对象', '状态'] },
  { path: '/bureau/calendar', as: BUREAU, file: 'ledger', title: '工作日历台账', heads: ['安排'] },
  { path: '/bureau/branches', as: BUREAU, file: 'ledger', title: '党支部台账', heads: ['党组织全称', '党员数'] },
  { path: '/bureau/board', as: BUREAU, file: 'ledger', title: '推进情况台账', heads: ['调查摸底', '验收检查'] },
  {
    path: '/bureau/campaigns/:campaignId/key-tasks',
    as: BUREAU,
    file: 'ledger',
    title: '年度重点工作台账',
    heads: ['重点工作'],
  },
];

/** Every form that goes away as a Word file; `words` stand in it. */
export const WORD_FORMS: readonly PaperCase[] = [
  {
    path: '/bureau/briefing',
    ...{ as: BUREAU, file: 'word', title: '推进情况汇报' },
    words: ['逾期和受阻的党支部', '重点工作的落实', '今后30天内到期'],
  },
  {
    path: '/branches/:branchId/meetings/:meetingId',
    ...{ as: SECRETARY, file: 'word', title: '记录' },
    words: [
      '时间',
      '地点',
      '主持人',
      '记录人',
      '应到',
      '实到',
      '列席',
      '缺席及原因',
      '议题',
      '发言要点',
      '表决',
      '决议',
      '结论：',
      '签到',
    ],
  },
  {
    path: '/branches/:branchId/members',
    ...{ as: SECRETARY, file: 'word', title: '党员花名册' },
    words: ['姓名', '所在党支部', '公民身份证号', '加入党组织日期', '固定电话', '党籍状态', '外出流向'],
  },
  {
    path: '/branches/:branchId/election-counts/:countId',
    ...{ as: SECRETARY, file: 'word', title: '推选功能党小组组长结果记录' },
    words: ['监票人', '计票人', '应到', '得票情况', '结果'],
  },
  {
    path: '/branches/:branchId/group-proposal',
    ...{ as: SECRETARY, file: 'word', title: '征求党员意见情况表' },
    words: ['征求时间', '是否采纳', '支部答复', '党支部（盖章）'],
  },
  {
    path: '/branches/:branchId/handover',
    ...{ as: SECRETARY, file: 'word', title: '党支部书记工作交接表' },
    words: ['移交事项', '情况', '备注', '离任', '任职', '账号和密码不移交', '移交人', '接收人', '监交人'],
  },
  {
    path: '/branches/:branchId/commitments',
    ...{ as: SECRETARY, file: 'word', title: '承诺事项分解表' },
    words: ['主要任务', '分解到小组', '办结时限', '责任人', '进度'],
  },
  {
    path: '/branches/:branchId/enrollment/members/:memberId',
    ...{ as: SECRETARY, file: 'word', title: '党员参加功能党小组报名表' },
    words: ['第一志愿', '服务承诺', '报名人签名', '党支部意见', '（盖章）'],
  },
  {
    path: '/me/enrollment',
    ...{ as: 'zhongxue1-dangyuan', file: 'word', title: '党员参加功能党小组报名表' },
    words: ['第一志愿', '岗位职责'],
  },
];
