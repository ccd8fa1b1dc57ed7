import { showDay, showMonthDay } from '../../shared/dates.js';

/** 7月5日; with its year where that is another one. */
export function showNearDay(today: Date, day: Date): string {
  return today.getUTCFullYear() === day.getUTCFullYear() ? showMonthDay(day) : showDay(day);
}
