import type { Clock } from '../../src/shared/clock.js';

export interface TestClock extends Clock {
  set(moment: Date | string): void;
  advanceDays(days: number): void;
  advanceMinutes(minutes: number): void;
}

/** A clock that stands still until it is told to go on. Without a start it is ten in the morning of a school day in China. */
export function testClock(start: Date | string = '2026-05-12T10:00:00+08:00'): TestClock {
  let now = new Date(start);
  const advance = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  return {
    now: () => new Date(now),
    set: (moment) => {
      now = new Date(moment);
    },
    advanceDays: (days) => advance(days * 86_400_000),
    advanceMinutes: (minutes) => advance(minutes * 60_000),
  };
}
