import type { SchoolKind, StepName } from '../generated/prisma/enums.js';

export interface DemoBranch {
  seed: number;
  name: string;
  shortName: string;
  schoolName: string;
  unitKind: SchoolKind;
  members: number;
  secretary: { username: string; name: string };
  /** Further demonstration accounts, by the place of their person on the roster. */
  accounts: readonly { username: string; person: 'leader' | 'member' | 'probationary' }[];
  /** The step the branch stands in. */
  at: StepName;
}

/** Six branches, each at another step. User names are a contract with operators. */
export const DEMO_BRANCHES: readonly DemoBranch[] = [
  {
    seed: 11,
    name: '示范区机关幼儿园支部委员会',
    shortName: '机关幼儿园党支部',
    schoolName: '示范区机关幼儿园',
    unitKind: 'KINDERGARTEN',
    members: 14,
    secretary: { username: 'youeryuan-shuji', name: '周雅琴' },
    accounts: [],
    at: 'SURVEY',
  },
  {
    seed: 12,
    name: '示范区第三小学支部委员会',
    shortName: '第三小学党支部',
    schoolName: '示范区第三小学',
    unitKind: 'PRIMARY',
    members: 24,
    secretary: { username: 'xiaoxue3-shuji', name: '马晓燕' },
    accounts: [],
    at: 'GROUP_SETUP',
  },
  {
    seed: 13,
    name: '示范区第二中学支部委员会',
    shortName: '第二中学党支部',
    schoolName: '示范区第二中学',
    unitKind: 'MIDDLE',
    members: 38,
    secretary: { username: 'zhongxue2-shuji', name: '王建国' },
    accounts: [
      { username: 'zhongxue2-dangyuan', person: 'member' },
      { username: 'zhongxue2-yubei', person: 'probationary' },
    ],
    at: 'ENROLLMENT',
  },
  {
    seed: 14,
    name: '示范区第一中学第一支部委员会',
    shortName: '第一中学党支部',
    schoolName: '示范区第一中学',
    unitKind: 'MIDDLE',
    members: 40,
    secretary: { username: 'zhongxue1-shuji', name: '李振华' },
    accounts: [
      { username: 'zhongxue1-zuzhang', person: 'leader' },
      { username: 'zhongxue1-dangyuan', person: 'member' },
    ],
    at: 'COMMITMENT',
  },
  {
    seed: 15,
    name: '示范区实验小学支部委员会',
    shortName: '实验小学党支部',
    schoolName: '示范区实验小学',
    unitKind: 'PRIMARY',
    members: 40,
    secretary: { username: 'shiyan-shuji', name: '张红梅' },
    accounts: [
      { username: 'shiyan-zuzhang', person: 'leader' },
      { username: 'shiyan-dangyuan', person: 'member' },
    ],
    at: 'EVALUATION',
  },
  {
    seed: 16,
    name: '示范区职业中专支部委员会',
    shortName: '职业中专党支部',
    schoolName: '示范区职业中等专业学校',
    unitKind: 'VOCATIONAL',
    members: 26,
    secretary: { username: 'zhizhong-shuji', name: '赵志强' },
    accounts: [],
    at: 'ACCEPTANCE',
  },
];

export const TEACHER_POSTS: readonly string[] = [
  '语文教师',
  '数学教师',
  '英语教师',
  '班主任',
  '教务处',
  '德育处',
  '体育教师',
  '音乐教师',
  '美术教师',
  '信息技术教师',
  '总务处',
  '安全保卫',
  '心理健康教师',
  '办公室',
  '校医',
  '物理教师',
];

export const KINDERGARTEN_POSTS: readonly string[] = [
  '大班教师',
  '中班教师',
  '小班教师',
  '保育员',
  '教研组长',
  '后勤',
  '保健医',
  '办公室',
];
