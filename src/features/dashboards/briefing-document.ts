import { WIDE_FORM_WIDTH, wordDocument } from '../../shared/word.js';
import { line, listTable, titleLines } from '../../shared/word-blocks.js';
import type { briefingMatter } from './briefing.page.js';

/** 推进情况汇报 as a Word file for the meeting of the leading group. */
export function briefingDocument(bureauName: string, matter: ReturnType<typeof briefingMatter>): Promise<Buffer> {
  const figures = matter.figures.map(({ label, value }) => `${label}${value}`).join('；');
  return wordDocument({
    title: matter.title,
    creator: bureauName,
    landscape: true,
    children: [
      ...titleLines(matter.title, matter.subtitle),
      line(matter.campaign, { align: 'center' }),
      line(`${figures}。`, { indent: true }),
      ...(matter.note === null ? [] : [line(matter.note, { indent: true })]),
      ...matter.sections.flatMap(({ heading, heads, rows, none }) => [
        line(heading, { bold: true }),
        rows.length === 0
          ? line(none, { indent: true })
          : listTable(
              WIDE_FORM_WIDTH,
              heads.map((head) => ({ head, width: 1 })),
              rows,
            ),
        line('', { after: 80 }),
      ]),
    ],
  });
}
