import { diffWords } from 'diff';

/** A stretch of text that stands in both versions, or in one of them. */
export interface TextPart {
  text: string;
  changed: boolean;
}

const WORDS = new Intl.Segmenter('zh-CN', { granularity: 'word' });

/** Two versions of a text, each cut into what stayed and what did not. */
export function compareTexts(before: string, after: string): { before: TextPart[]; after: TextPart[] } {
  const parts = diffWords(before, after, { intlSegmenter: WORDS });
  const side = (leaveOut: 'added' | 'removed', mark: 'added' | 'removed'): TextPart[] =>
    parts.filter((part) => !part[leaveOut]).map((part) => ({ text: part.value, changed: part[mark] }));
  return { before: side('added', 'removed'), after: side('removed', 'added') };
}
