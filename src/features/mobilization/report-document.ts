import type { Paragraph } from 'docx';
import { SIZES, wordDocument } from '../../shared/word.js';
import { line, titleLines } from '../../shared/word-blocks.js';

/** The margins of official papers, in twentieths of a point. */
const MARGINS = { top: 2_098, bottom: 1_984, left: 1_587, right: 1_474 };
const HEADING = /^[一二三四五六七八九十]+、/;
const LINE = { size: SIZES.heading, height: 560, after: 120 } as const;

/** R46: the report as a Word file on A4, as official papers look. */
export function reportDocument(report: {
  title: string;
  author: string;
  paragraphs: readonly string[];
  day: string;
}): Promise<Buffer> {
  const { title, author, paragraphs, day } = report;
  const children: Paragraph[] = [
    ...titleLines(title),
    ...paragraphs.map((text) => line(text, { ...LINE, bold: HEADING.test(text), indent: true })),
    line(author, { ...LINE, align: 'right' }),
    line(day, { ...LINE, align: 'right' }),
  ];
  return wordDocument({ title, creator: author, margins: MARGINS, size: SIZES.heading, children });
}
