import type { MailMode } from '../../generated/prisma/enums.js';
import { chinaDay, dayInput } from '../../shared/dates.js';

const HOUR_MS = 3_600_000;
const CHINA_OFFSET_HOURS = 8;
const HOURS_OF_DAY = 24;

/** Hours of the day in China, from the first up to and without the last: `{ fromHour: 7, untilHour: 22 }`. */
export interface Hours {
  fromHour: number;
  untilHour: number;
}

/** 夜间不打扰: from 22 to 7 unless the bureau sets others. */
export const DEFAULT_QUIET: Hours = { fromHour: 22, untilHour: 7 };

const hourIn = (moment: Date): number => (Math.floor(moment.getTime() / HOUR_MS) + CHINA_OFFSET_HOURS) % HOURS_OF_DAY;

/** Whether the hours hold the moment; hours may go over midnight, and none at all where both are the same. */
export function holds({ fromHour, untilHour }: Hours, moment: Date): boolean {
  const hour = hourIn(moment);
  if (fromHour <= untilHour) return fromHour <= hour && hour < untilHour;
  return hour >= fromHour || hour < untilHour;
}

/** The first moment from `now` on at which `allowed` holds: now itself, else the beginning of an hour. */
function firstMoment(now: Date, allowed: (moment: Date) => boolean): Date {
  if (allowed(now)) return now;
  for (let step = 1; step <= HOURS_OF_DAY; step += 1) {
    const hour = new Date((Math.floor(now.getTime() / HOUR_MS) + step) * HOUR_MS);
    if (allowed(hour)) return hour;
  }
  return now;
}

/** When something may go out that is not for one person: outside of the quiet hours. */
export const afterQuiet = (now: Date, quiet: Hours): Date => firstMoment(now, (moment) => !holds(quiet, moment));

/** The choice of one person, held against the bureau's quiet hours. Where they leave no hour, the person's own hold. */
export function mayMail(moment: Date, own: Hours, quiet: Hours): boolean {
  return holds(own, moment) && !(holds(quiet, moment) && leavesRoom(own, quiet));
}

const leavesRoom = (own: Hours, quiet: Hours): boolean =>
  Array.from({ length: HOURS_OF_DAY }, (_, hour) => new Date(hour * HOUR_MS)).some(
    (moment) => holds(own, moment) && !holds(quiet, moment),
  );

/**
 * When a mail about something said at `now` goes out: at once within the hours, or with the digest, which goes once a day
 * when the hours begin.
 */
export function mailMoment(now: Date, mode: MailMode, own: Hours, quiet: Hours): Date {
  const allowed = (moment: Date) => mayMail(moment, own, quiet);
  // The first hour of the day's room: one that is allowed after one that is not.
  const begins = (moment: Date) => allowed(moment) && !allowed(new Date(moment.getTime() - HOUR_MS));
  return firstMoment(now, mode === 'AT_ONCE' ? allowed : begins);
}

/** Names the digest of a day: one a person. */
export const digestOn = (moment: Date): string => `DIGEST ${dayInput(chinaDay(moment))}`;
