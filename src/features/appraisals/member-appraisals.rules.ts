import { GRADE_LABELS, type Grade } from '../../shared/appraisal-grades.js';

export { GRADE_LABELS, type Grade };
export const GRADES_OF_MEMBER = Object.keys(GRADE_LABELS) as [Grade, ...Grade[]];

export type Votes = Readonly<Record<Grade, number>>;

const CEILING = { numerator: 1, denominator: 3 } as const;

/** How many may be 优秀 at most: generally no more than a third of all members, rounded down. */
export const mostExcellent = (members: number): number =>
  Math.floor((members * CEILING.numerator) / CEILING.denominator);

/** E45: the warning with its numbers; null within the ceiling. It does not forbid: the committee may let it pass. */
export function ceilingWarning(members: number, excellent: number): string | null {
  const most = mostExcellent(members);
  if (excellent <= most) return null;
  return `评为优秀的有${excellent}名，全体党员${members}名，超过三分之一（一般不超过${most}名）。请支部再研究，确需超过的报局党委同意。`;
}

export const totalOf = (votes: Votes): number => GRADES_OF_MEMBER.reduce((sum, grade) => sum + votes[grade], 0);

/** 优秀12票，合格3票 */
export const showVotes = (votes: Votes): string =>
  GRADES_OF_MEMBER.filter((grade) => votes[grade] > 0)
    .map((grade) => `${GRADE_LABELS[grade]}${votes[grade]}票`)
    .join('，');

/** E5: a probationary member takes part and gets no grade. */
export const isGraded = (memberType: 'FULL' | 'PROBATIONARY'): boolean => memberType === 'FULL';
