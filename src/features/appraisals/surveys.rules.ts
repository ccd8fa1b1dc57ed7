/** The five matters the public is asked about (R58). */
export const QUESTIONS = [
  { name: 'overall', label: '对党支部工作的总体评价' },
  { name: 'work', label: '履行职责、推动学校工作' },
  { name: 'keeping', label: '公布的承诺落实得怎么样' },
  { name: 'deeds', label: '为师生和家长办实事' },
  { name: 'building', label: '党员发挥先锋模范作用' },
] as const;
export type QuestionName = (typeof QUESTIONS)[number]['name'];

/** Four grades, the best first. */
export const GRADES = ['满意', '比较满意', '基本满意', '不满意'] as const;
export type Grades = Readonly<Record<QuestionName, number>>;

/** E46: below this many answers nothing but their number is shown, so that nobody's answer can be told. */
export const FEWEST_ANSWERS = 5;
export const MOST_SLIPS = 200;

export interface QuestionResult {
  label: string;
  /** How many gave each grade, the best first. */
  counts: number[];
  /** 满意 and 比较满意 in whole percent, rounded down. */
  satisfied: number;
}

/** The result by question; null while there are too few answers to be shown (E46). */
export function surveyResult(answers: readonly Grades[]): QuestionResult[] | null {
  if (answers.length < FEWEST_ANSWERS) return null;
  return QUESTIONS.map(({ name, label }) => {
    const counts = GRADES.map((_, index) => answers.filter((grades) => grades[name] === index + 1).length);
    const [best = 0, good = 0] = counts;
    return { label, counts, satisfied: Math.floor(((best + good) * 100) / answers.length) };
  });
}
