/**
 * Calendar days of the campaign. A day is a `Date` at 00:00 UTC (the shape of a PostgreSQL `date` in Prisma); the
 * wall clock of the schools is China Standard Time, UTC+8 without daylight saving.
 */
const DAY_MS = 86_400_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The calendar day it is in China at this moment. */
export function chinaDay(moment: Date): Date {
  return new Date(Math.floor((moment.getTime() + CHINA_OFFSET_MS) / DAY_MS) * DAY_MS);
}

/** The moment at which a calendar day begins in China. */
export function chinaMidnight(day: Date): Date {
  return new Date(day.getTime() - CHINA_OFFSET_MS);
}

/** A day from its parts (month 1 to 12); null when there is no such day. */
export function dayOf(year: number, month: number, day: number): Date | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || year > 9999) return null;
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : null;
}

/** Reads `yyyy-mm-dd` as the browser's date field sends it; null when it is not a day. */
export function parseDay(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

/** `yyyy-mm-dd` for a date field. */
export function dayInput(day: Date): string {
  return day.toISOString().slice(0, 10);
}

export function addDays(day: Date, days: number): Date {
  return new Date(day.getTime() + days * DAY_MS);
}

/** Whole days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / DAY_MS);
}

/** 2026年7月5日 */
export function showDay(day: Date): string {
  return `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月${day.getUTCDate()}日`;
}

/** 7月5日 */
export function showMonthDay(day: Date): string {
  return `${day.getUTCMonth() + 1}月${day.getUTCDate()}日`;
}

/** 2026年7月5日 14:05, in China's time. */
export function showMoment(moment: Date): string {
  const local = new Date(moment.getTime() + CHINA_OFFSET_MS);
  const clock = local.toISOString().slice(11, 16);
  return `${showDay(local)} ${clock}`;
}

/** 还有3天 / 今天截止 / 逾期2天, as seen on `today`. */
export function showDistance(today: Date, day: Date): string {
  const days = daysBetween(today, day);
  if (days === 0) return '今天截止';
  return days > 0 ? `还有${days}天` : `逾期${-days}天`;
}
