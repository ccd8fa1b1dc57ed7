const MONTHS_OF_QUARTER = 3;
const LAST_MONTH = 11;
const LAST_QUARTER = 4;

/** The quarter of a calendar day, 1 to 4. */
export const quarterOf = (today: Date): number => Math.floor(today.getUTCMonth() / MONTHS_OF_QUARTER) + 1;

/** Whether the quarter ends with this month: then its remarks are due (一季一讲评). */
export const quarterEnds = (today: Date): boolean => today.getUTCMonth() % MONTHS_OF_QUARTER === MONTHS_OF_QUARTER - 1;

/** The quarter that is remarked on today for commitments of `year`; the fourth also in the January after it. */
export function quarterToRemark(year: number, today: Date): number | null {
  if (today.getUTCFullYear() === year) return quarterOf(today);
  return isJanuaryAfter(year, today) ? LAST_QUARTER : null;
}

const isJanuaryAfter = (year: number, today: Date): boolean =>
  today.getUTCFullYear() === year + 1 && today.getUTCMonth() === 0;

/** 一年一评议: December and the January after; also while the branch sums the campaign up (`summingUp`). */
export function isYearEnd(year: number, today: Date, summingUp: boolean): boolean {
  if (isJanuaryAfter(year, today)) return true;
  return today.getUTCFullYear() === year && (today.getUTCMonth() === LAST_MONTH || summingUp);
}

/** The year asked for in the address, of the campaign's two; else the one that is looked back on: in January the one before. */
export function lookBackYear(startYear: number, today: Date, asked?: string): number {
  if (Number(asked) === startYear || Number(asked) === startYear + 1) return Number(asked);
  const year = today.getUTCMonth() === 0 ? today.getUTCFullYear() - 1 : today.getUTCFullYear();
  return Math.min(Math.max(year, startYear), startYear + 1);
}
