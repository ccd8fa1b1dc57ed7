/** Whole answers stand for a second more (web/kept-answers.ts). */
const KEEP_MS = 4_000;
const MAX_ENTRIES = 500;

interface Entry {
  value: Promise<unknown>;
  until: number;
}

/**
 * What the board shows, kept for a few seconds: a link shared with all parents of a school asks the database once. A
 * publication in this process drops it at once, so that the publisher sees the change.
 */
const entries = new Map<string, Entry>();
let edition = 0;

/** The value of `key`, read anew when older than that at `now`. A failed read is not kept. */
export function cached<T>(key: string, now: Date, read: () => Promise<T>): Promise<T> {
  const found = entries.get(key);
  if (found && found.until > now.getTime()) return found.value as Promise<T>;
  const value = read();
  if (entries.size >= MAX_ENTRIES) entries.clear();
  entries.set(key, { value, until: now.getTime() + KEEP_MS });
  value.catch(() => entries.delete(key));
  return value;
}

export function dropBoardCache(): void {
  entries.clear();
  edition += 1;
}

/** Another number after each drop: what was made from the cache before stands no longer. */
export const boardEdition = (): number => edition;
