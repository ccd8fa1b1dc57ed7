/** The demonstration accounts, as the sign-in page lists them while DEMO=1. Their names are a contract with operators. */
export const DEMO_PASSWORD = 'Demo-2026-xianfeng';

export const DEMO_ACCOUNTS: readonly { username: string; who: string }[] = [
  { username: 'ju-shuji', who: '局党委书记，活动领导小组组长' },
  { username: 'ju-weiyuan1', who: '局党委委员，审核支部承诺' },
  { username: 'ju-weiyuan2', who: '局党委委员' },
  { username: 'ju-weiyuan3', who: '局党委委员' },
  { username: 'dudao', who: '督导员' },
  { username: 'yanshou', who: '自治区验收检查员，只读，限时' },
  { username: 'youeryuan-shuji', who: '机关幼儿园支部书记，调查摸底' },
  { username: 'xiaoxue3-shuji', who: '第三小学支部书记，正在征求意见' },
  { username: 'zhongxue2-shuji', who: '第二中学支部书记，报名定岗' },
  { username: 'zhongxue1-shuji', who: '第一中学支部书记，三级双向承诺' },
  { username: 'shiyan-shuji', who: '实验小学支部书记，申报评选' },
  { username: 'zhizhong-shuji', who: '职业中专支部书记，总结验收' },
  { username: 'shiyan-zuzhang', who: '实验小学功能党小组组长' },
  { username: 'zhongxue1-zuzhang', who: '第一中学功能党小组组长' },
  { username: 'zhongxue2-dangyuan', who: '第二中学党员' },
  { username: 'zhongxue1-dangyuan', who: '第一中学党员' },
  { username: 'shiyan-dangyuan', who: '实验小学党员' },
  { username: 'zhongxue2-yubei', who: '第二中学预备党员' },
  { username: 'admin', who: '平台管理员' },
];
