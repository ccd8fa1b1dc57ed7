import { createHash } from 'node:crypto';

/** A short mark of texts as they were read, to tell later whether somebody else changed them. */
export function textMark(...texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
}
