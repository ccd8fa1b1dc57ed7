/** The time comes in from outside, so that a test can run a whole year. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
