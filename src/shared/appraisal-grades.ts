/** 民主评议党员: four grades, the best first. */
export const GRADE_LABELS = {
  EXCELLENT: '优秀',
  QUALIFIED: '合格',
  BASICALLY_QUALIFIED: '基本合格',
  UNQUALIFIED: '不合格',
} as const;
export type Grade = keyof typeof GRADE_LABELS;
