import type { Listed } from './acceptance.rules.js';

/** A reviewer's points and remark for one item. */
export interface ItemScore {
  name: string;
  points: number;
  remark: string | null;
}

export const sumOf = (scores: readonly ItemScore[]): number => scores.reduce((sum, { points }) => sum + points, 0);

/** The first fault of a sheet: a point out of range, or fewer points without a word; null when there is none. */
export function sheetFault(
  scores: readonly Omit<ItemScore, 'name'>[],
  list: readonly Listed[],
): { field: string; message: string } | null {
  for (const [index, { title, points: most }] of list.entries()) {
    const score = scores[index];
    if (!score || score.points > most)
      return { field: `scores.${index}.points`, message: `“${title}”应为0到${most}之间的整数` };
    if (score.points < most && score.remark === null)
      return { field: `scores.${index}.remark`, message: `“${title}”没有得满分，请写明意见` };
  }
  return null;
}
