import { createRequire } from 'node:module';

type Pinyin = typeof import('pinyin-pro');

const load = createRequire(import.meta.url);
let loaded: Pinyin | null = null;

/** The readings of all letters, loaded with the first of them: a process that only shows pages spares the memory. */
function library(): Pinyin {
  loaded ??= load('pinyin-pro') as Pinyin;
  return loaded;
}

/** More readings of one name are not kept: a name of three letters with two readings each has eight. */
const MOST_READINGS = 8;
/** A text longer than this is kept in the one reading that every letter has by itself. */
const LONG_TEXT = 60;

const HAN = /\p{Script=Han}/u;
const TONELESS = { toneType: 'none', v: true, type: 'array' } as const;
const known = new Map<string, string>();

/**
 * A text in small Latin letters and digits without a blank: each Chinese letter in its commonest reading, whatever stands
 * beside it, so that a part of a text always reads as it does in the whole.
 */
export function readingOf(text: string): string {
  return [...text.normalize('NFKC').toLowerCase().replaceAll('ü', 'v')].map(readingOfLetter).join('');
}

function readingOfLetter(letter: string): string {
  if (/[a-z0-9]/.test(letter)) return letter;
  if (!HAN.test(letter)) return '';
  const found = known.get(letter) ?? (latin(library().pinyin(letter, TONELESS)[0] ?? '') || letter);
  known.set(letter, found);
  return found;
}

const latin = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replaceAll(/[^a-z]/g, '');

/**
 * A person's name as it may be typed: every reading in full, then from its second and third letter on, and the initials
 * of all of these. 单伟 → shanwei, sw, wei, danwei, dw. Surnames come first in their own reading (单 Shàn, 曾 Zēng).
 */
export function nameReadings(name: string): string {
  const letters = [...name.normalize('NFKC').toLowerCase()].filter((sign) => /[a-z0-9]/.test(sign) || HAN.test(sign));
  const words = new Set<string>();
  for (const reading of readingsOf(letters)) {
    for (const start of reading.keys()) {
      if (start > 0 && !HAN.test(letters[start] ?? '')) continue;
      const rest = reading.slice(start);
      words.add(rest.join(''));
      words.add(rest.map((syllable) => syllable[0]).join(''));
    }
  }
  return asWords([...words].filter((word) => word.length > 1));
}

/** Syllables by letter, the likeliest first; the one of readingOf, with which names are looked up, is always there. */
function readingsOf(letters: readonly string[]): string[][] {
  const alone = letters.map(readingOfLetter);
  const inName = library().pinyin(letters.join(''), { ...TONELESS, surname: 'head', nonZh: 'spaced' });
  const asNamed = letters.map((letter, index) => (HAN.test(letter) ? latin(inName[index] ?? '') : '') || letter);
  const choices = letters.map((letter, index) => [
    ...new Set([asNamed[index] ?? letter, alone[index] ?? letter, ...otherReadings(letter)]),
  ]);
  const mixed = choices.reduce<string[][]>(
    (readings, own) => readings.flatMap((before) => own.map((reading) => [...before, reading])).slice(0, MOST_READINGS),
    [[]],
  );
  return [asNamed, alone, ...mixed];
}

function otherReadings(letter: string): string[] {
  if (!HAN.test(letter)) return [];
  return library()
    .polyphonic(letter, TONELESS)
    .flat()
    .map(latin)
    .filter((reading) => reading !== '');
}

/** A title or text: as each letter reads by itself, and a short one also as its words are read (重新 chongxin). */
export function titleReadings(text: string): string {
  const words = [readingOf(text)];
  if (text.length <= LONG_TEXT)
    words.push(
      library()
        .pinyin(text, TONELESS)
        .map((part) => latin(part) || readingOf(part))
        .join(''),
    );
  return asWords([...new Set(words)]);
}

/** Words with blanks between them, each as its letters read by themselves. */
export const wordReadings = (text: string): string => asWords(text.split(/\s+/).map(readingOf).filter(Boolean));

/** With a blank before each word, so that ` word%` finds where one begins. */
const asWords = (words: readonly string[]): string => words.map((word) => ` ${word}`).join('');
