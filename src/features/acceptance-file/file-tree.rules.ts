/** Three of them and the folder they are unpacked into stay within what Windows takes for a path. */
const LONGEST = 48;
/** What Windows keeps for devices, with or without an ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** Number and name of a folder or a file: `03-组建功能党小组`. */
export const numbered = (position: number, name: string): string => `${String(position).padStart(2, '0')}-${name}`;

/**
 * A name that every system can unpack: no separators, no reserved names or signs, no dots or spaces at its ends, at most 48
 * characters before the ending. Two of one name in a folder get numbers (case does not tell them apart on Windows).
 */
export class NamesOfFolder {
  readonly #taken = new Set<string>();

  take(name: string, ending: string): string {
    const base = safeName(name);
    for (let count = 1; ; count += 1) {
      const tail = count === 1 ? '' : `(${count})`;
      const whole = `${[...base].slice(0, LONGEST - tail.length).join('')}${tail}${ending}`;
      const key = whole.toLowerCase();
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return whole;
    }
  }
}

/** One segment of a path; `未命名` where nothing is left. */
export function safeName(given: string): string {
  const plain = given
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}<>:"|?*/\\]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const short = [...plain]
    .slice(0, LONGEST)
    .join('')
    .replace(/[.\s]+$/, '');
  return short === '' ? '未命名' : short.replace(RESERVED, '_$1');
}
