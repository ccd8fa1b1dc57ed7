import { uuidv7 } from 'uuidv7';

/** A new time-ordered id (UUID v7). Not for ballots: their order must not show. */
export function newId(): string {
  return uuidv7();
}
