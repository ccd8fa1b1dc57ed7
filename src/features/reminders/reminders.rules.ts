import { chinaDay } from '../../shared/dates.js';

/** Nobody is reminded of the same thing twice on one calendar day. */
export function mayRemind(lastSentAt: Date | null, now: Date): boolean {
  return lastSentAt === null || chinaDay(lastSentAt) < chinaDay(now);
}
