const QUALITY = '贯彻党的教育方针、提高教育教学质量';
const HARMONY = '师德师风校纪校风、和谐校园、平安校园';

/** 想参加的小组方向 to choose from (R6): the functions of the plan's groups. */
export const WISHED_FUNCTIONS = [
  '教学科研',
  '内部管理',
  '德育工作',
  '师德建设',
  '校园建设',
  '文体活动',
  '校园平安',
] as const;

const QUALITY_FUNCTIONS: readonly string[] = WISHED_FUNCTIONS.slice(0, 3);

/** R11: the seven groups the plan suggests, by its two purposes. */
export const GROUP_FUNCTIONS = WISHED_FUNCTIONS.map((name) => ({
  name,
  purpose: QUALITY_FUNCTIONS.includes(name) ? QUALITY : HARMONY,
}));
