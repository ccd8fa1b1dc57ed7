import { addDays, chinaDay } from '../../shared/dates.js';

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** The moment at which the day ends in China. */
export const endOfDay = (day: Date): Date => new Date(addDays(day, 1).getTime() - CHINA_OFFSET_MS);

/** The last day on which an access that ends at the moment can be used. */
export const lastDayOf = (end: Date): Date => chinaDay(new Date(end.getTime() - 1));
