/** What kind of school or office a branch belongs to. */
export const SCHOOL_KIND_LABELS = {
  KINDERGARTEN: '幼儿园',
  PRIMARY: '小学',
  MIDDLE: '中学',
  VOCATIONAL: '职业学校',
  OTHER: '其他单位',
} as const;
