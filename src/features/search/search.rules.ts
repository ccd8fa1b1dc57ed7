import { readingOf } from '../../shared/readings.js';
import { SKILLS } from '../../shared/skills.js';

/** What the search finds, in the order of the page. */
export const KINDS = ['people', 'skills', 'branches', 'groups', 'commitments', 'meetings', 'notices'] as const;
export type Kind = (typeof KINDS)[number];

export const KIND_LABELS: Record<Kind, string> = {
  people: '党员',
  skills: '有这项特长的党员',
  branches: '党支部',
  groups: '功能党小组',
  commitments: '承诺书和承诺事项',
  meetings: '会议记录',
  notices: '公告',
};

/** How many of each kind the page shows, and how many of a kind asked for by itself. */
export const FEW = 8;
export const MANY = 50;

const MOST_LETTERS = 50;
/** Two Latin letters are a name's initials; in a text they stand everywhere. */
const LEAST_OF_TEXT = 3;
/** Shorter words have nothing that could be mistyped and still be known. */
export const LEAST_ALIKE = 4;

export interface SearchWord {
  /** As typed, to be found in the text itself; null where it has no Chinese letter. */
  text: string | null;
  reading: string;
}

export interface SearchQuery {
  /** As typed, to be shown again. */
  typed: string;
  /** All of it as one word: names are typed with and without blanks. */
  whole: SearchWord;
  words: readonly SearchWord[];
  /** Whether it says enough to look into texts and not only at names. */
  forTexts: boolean;
}

export type ReadQuery = { state: 'empty' | 'too-short'; typed: string } | { state: 'ready'; query: SearchQuery };

const HAN = /\p{Script=Han}/u;

/** Reads what was typed: 张三, zhangsan, zs, or words of a title with blanks between them. */
export function readSearch(text: string): ReadQuery {
  const typed = [...text.normalize('NFKC').trim()].slice(0, MOST_LETTERS).join('');
  if (typed === '') return { state: 'empty', typed };
  const words = typed
    .split(/\s+/)
    .map(asWord)
    .filter(({ reading }) => reading !== '');
  const joined = typed.replaceAll(/[\s·•.]/g, '');
  const letters = [...joined].filter((sign) => readingOf(sign) !== '');
  if (letters.length < 2) return { state: 'too-short', typed };
  const forTexts = words.every((word) => word.text !== null || word.reading.length >= LEAST_OF_TEXT);
  return { state: 'ready', query: { typed, whole: asWord(joined), words, forTexts } };
}

function asWord(text: string): SearchWord {
  return { text: HAN.test(text) ? text.toLowerCase() : null, reading: readingOf(text) };
}

/** Fewer Latin letters are rather a name: 文 begins 文字写作 as well. */
const LEAST_OF_SKILL = 5;

/** R6: those of the vocabulary that begin so in Latin letters: xinli → 心理辅导. */
export const skillsReadAs = ({ reading }: SearchWord): string[] =>
  reading.length < LEAST_OF_SKILL ? [] : SKILLS.filter((skill) => readingOf(skill).startsWith(reading));
