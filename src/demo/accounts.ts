/** The password of every demonstration account. */
export const DEMO_PASSWORD = 'Demo-2026-xianfeng';

/** The demonstration accounts as the console and the sign-in page list them. */
export const DEMO_ACCOUNTS: readonly { username: string; who: string }[] = [
  { username: 'admin', who: '平台管理员' },
  { username: 'ju-shuji', who: '教育体育局党委书记，活动领导小组组长' },
  { username: 'ju-weiyuan1', who: '局党委委员（审核）' },
  { username: 'ju-weiyuan2', who: '局党委委员（审核）' },
  { username: 'ju-weiyuan3', who: '局党委委员（审核）' },
  { username: 'dudao', who: '督导员' },
  { username: 'yanshou', who: '自治区验收人员（只读，限时）' },
  { username: 'youeryuan-shuji', who: '机关幼儿园党支部书记（调查摸底）' },
  { username: 'xiaoxue3-shuji', who: '第三小学党支部书记（设置党小组，正在征求意见）' },
  { username: 'zhongxue2-shuji', who: '第二中学党支部书记（党员报名、推选组长）' },
  { username: 'zhongxue1-shuji', who: '第一中学党支部书记（公开承诺）' },
  { username: 'shiyan-shuji', who: '实验小学党支部书记（评议）' },
  { username: 'zhizhong-shuji', who: '职业中专党支部书记（总结验收）' },
  { username: 'shiyan-zuzhang', who: '实验小学功能党小组组长' },
  { username: 'zhongxue1-zuzhang', who: '第一中学功能党小组组长' },
  { username: 'zhongxue2-dangyuan', who: '第二中学党员' },
  { username: 'zhongxue1-dangyuan', who: '第一中学党员' },
  { username: 'shiyan-dangyuan', who: '实验小学党员' },
  { username: 'zhongxue2-yubei', who: '第二中学预备党员' },
];
