import type { StepPlace } from '../campaign/step-gate.js';
import type { Db } from '../db/client.js';
import type { FileStore } from '../db/file-store.js';
import type { Actor, UseCase } from '../db/transaction.js';
import type { FieldCipher } from '../shared/cipher.js';
import { addDays, chinaDay } from '../shared/dates.js';

export interface DemoDeps {
  db: Db;
  clock: { now(): Date };
  cipher: FieldCipher;
  files: FileStore;
}

const HOUR_MS = 3_600_000;

/** Past days to act on: the demonstration is told by the services as if each thing had been done on its day. */
export interface Stage {
  deps: DemoDeps;
  bureauId: string;
  /** The morning `daysAgo` days before today, on a clock that stands still there. */
  useCase(actor: Actor, daysAgo: number): UseCase;
  /** The calendar day `daysAgo` days before today; negative: days to come. */
  day(daysAgo: number): Date;
}

export function createStage(deps: DemoDeps, bureauId: string): Stage {
  const start = deps.clock.now();
  /** Ten in the morning of the day, in China: things of this kind are done in office hours. */
  const morningOf = (daysAgo: number): Date => new Date(addDays(chinaDay(start), -daysAgo).getTime() + 2 * HOUR_MS);
  return {
    deps,
    bureauId,
    useCase: (actor, daysAgo) => ({
      db: deps.db,
      cipher: deps.cipher,
      actor,
      clock: { now: () => (daysAgo > 0 ? morningOf(daysAgo) : start) },
    }),
    day: (daysAgo) => addDays(chinaDay(start), -daysAgo),
  };
}

/** A member of a demonstration branch, with the account that acts for him. */
export interface CastMember {
  id: string;
  name: string;
  full: boolean;
  post: string;
  actor: Actor;
}

/** A branch on its way through the demonstration. */
export interface Cast {
  stage: Stage;
  place: StepPlace;
  startYear: number;
  secretary: Actor;
  /** A branch committee member besides the secretary: the other pair of eyes. */
  officer: Actor;
  members: readonly CastMember[];
}

/** Runs work over a list, a few at a time: the database has few connections. */
export async function eachOf<T>(
  list: readonly T[],
  work: (item: T, index: number) => Promise<unknown>,
  atOnce = 3,
): Promise<void> {
  const queue = list.entries();
  const worker = async () => {
    for (const [index, item] of queue) await work(item, index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
