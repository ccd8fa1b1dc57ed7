/** What a group leans on, as the plan names it. */
export type HostUnit = 'SUBJECT_TEAM' | 'GRADE_TEAM' | 'ADMIN_OFFICE' | 'LOGISTICS_TEAM' | 'OTHER';

/**
 * The unit a post belongs to, told from its words; the first that fits. 主任 of an office comes before the 教师 he may be
 * too, 班主任 before both.
 */
const HOST_WORDS: readonly (readonly [HostUnit, RegExp])[] = [
  ['GRADE_TEAM', /班主任|年级|辅导员|保育/],
  ['LOGISTICS_TEAM', /后勤|总务|食堂|保安|安保|保卫|宿管|校医|维修|司机|门卫/],
  ['ADMIN_OFFICE', /校长|园长|书记|主任|办公室|教务|政教|德育处|工会|财务|会计|出纳|人事|档案|干事|行政/],
  ['SUBJECT_TEAM', /教师|老师|教研|学科|语文|数学|英语|物理|化学|生物|历史|地理|政治|音乐|体育|美术|实验/],
];

export const HOST_NAMES: Readonly<Record<HostUnit, string>> = {
  SUBJECT_TEAM: '学科组（任课教师）',
  GRADE_TEAM: '年级组（班主任等）',
  ADMIN_OFFICE: '行政处室',
  LOGISTICS_TEAM: '后勤班组',
  OTHER: '岗位未填或其他',
};

export function hostOfPost(post: string | null): HostUnit {
  return HOST_WORDS.find(([, words]) => words.test(post ?? ''))?.[0] ?? 'OTHER';
}
