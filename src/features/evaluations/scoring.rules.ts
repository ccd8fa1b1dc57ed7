import type { Aggregation } from './rounds.rules.js';

/** Points and the reason for one criterion. */
export interface CriterionScore {
  points: number;
  reason: string;
}

export const totalOf = (scores: readonly CriterionScore[]): number =>
  scores.reduce((sum, { points }) => sum + points, 0);

const HUNDREDTHS = 100;
const FEWEST_TO_TRIM = 3;

/** The result of the closed sheets in hundredths of a point, rounded down; null without any. */
export function aggregate(totals: readonly number[], aggregation: Aggregation): number | null {
  if (totals.length === 0) return null;
  const sorted = totals.toSorted((a, b) => a - b);
  const counted = aggregation === 'TRIMMED' && sorted.length > FEWEST_TO_TRIM ? sorted.slice(1, -1) : sorted;
  return Math.floor((counted.reduce((sum, total) => sum + total, 0) * HUNDREDTHS) / counted.length);
}

/** 8650 → 86.50 */
export const showResult = (result: number): string =>
  `${Math.floor(result / HUNDREDTHS)}.${String(result % HUNDREDTHS).padStart(2, '0')}`;

/** A sheet more than this share of all points away from the median is asked to explain itself. */
const OUTLYING = { numerator: 1, denominator: 5 } as const;
const FEWEST_TO_COMPARE = 3;

/** Which of the totals lie far from their median, in their order; nobody among fewer than three. */
export function outlying(totals: readonly number[], mostPoints: number): boolean[] {
  if (totals.length < FEWEST_TO_COMPARE) return totals.map(() => false);
  const sorted = totals.toSorted((a, b) => a - b);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  // Twice the median stays a whole number.
  const twice = lower + upper;
  return totals.map(
    (total) => Math.abs(2 * total - twice) * OUTLYING.denominator > 2 * mostPoints * OUTLYING.numerator,
  );
}

/** Ranks by result, the highest first; equal results share a rank, and the meeting decides between them. */
export function rankOf<T extends { result: number | null }>(rows: readonly T[]): (T & { rank: number | null })[] {
  const results = rows.flatMap(({ result }) => (result === null ? [] : [result]));
  return rows.map((row) => ({
    ...row,
    rank: row.result === null ? null : 1 + results.filter((other) => other > (row.result ?? 0)).length,
  }));
}

/** The first fault of a sheet: a point out of range, or a reason that is missing; null when there is none. */
export function sheetFault(
  scores: readonly CriterionScore[],
  criteria: readonly { title: string; points: number }[],
): { field: string; message: string } | null {
  for (const [index, { title, points: most }] of criteria.entries()) {
    const score = scores[index];
    if (!score || score.points < 0 || score.points > most)
      return { field: `scores.${index}.points`, message: `“${title}”应在0到${most}分之间` };
    if (score.reason === '') return { field: `scores.${index}.reason`, message: `请写明“${title}”打分的理由` };
  }
  return null;
}
