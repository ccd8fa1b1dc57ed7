import { showDay, showMoment } from '../../shared/dates.js';
import { compareTexts } from '../../shared/text-diff.js';
import type { Action, Frame } from '../../web/frame-shape.js';

export interface TextVersion {
  number: number;
  title: string;
  body: string;
  savedBy: string;
  savedAt: Date;
}

/** The list of saved texts, newest first. */
export const versionRows = (versions: readonly Omit<TextVersion, 'title' | 'body'>[], href: string) =>
  versions.map(({ number, savedBy, savedAt }) => ({
    label: `第${number}稿`,
    href: `${href}/versions/${number}`,
    note: `${savedBy} ${showMoment(savedAt)}`,
  }));

/** One saved text beside the one before it. */
export function showTextVersionPage(data: {
  frame: Frame;
  what: string;
  version: TextVersion;
  before: TextVersion | null;
  href: string;
}) {
  const { what, version, before, href } = data;
  const field = (label: string, old: string, now: string) => ({ label, ...compareTexts(old, now) });
  return {
    title: `${what}第${version.number}稿`,
    frame: data.frame,
    lead: `${version.savedBy} ${showMoment(version.savedAt)}保存。`,
    text: { title: version.title, paragraphs: paragraphsOf(version.body) },
    compared: before
      ? {
          label: `第${before.number}稿和第${version.number}稿`,
          columns: { before: `第${before.number}稿`, after: `第${version.number}稿` },
          fields: [field('标题', before.title, version.title), field('正文', before.body, version.body)],
        }
      : null,
    back: { label: `返回${what}`, href } satisfies Action,
  };
}

export const paragraphsOf = (body: string): string[] => body.split('\n').filter((line) => line.trim() !== '');

const HEADING = /^[一二三四五六七八九十]+、/;

/** The text on paper, A4. */
export function showTextOnPaper(data: {
  frame: Frame;
  title: string;
  body: string;
  author: string;
  day: Date;
  /** Said while the text is no final one. */
  note: string | null;
  href: string;
}) {
  const { frame, title, body, author, day, note, href } = data;
  const sections: { heading: string | null; paragraphs: string[] }[] = [];
  for (const text of paragraphsOf(body)) {
    if (HEADING.test(text) && text.length <= 30) sections.push({ heading: text, paragraphs: [] });
    else if (sections.length === 0) sections.push({ heading: null, paragraphs: [text] });
    else sections.at(-1)?.paragraphs.push(text);
  }
  return {
    title,
    frame,
    note,
    word: { label: '下载Word文件', href: `${href}/word` },
    paper: { title, sections, signatures: [{ label: '报告单位', name: author, date: showDay(day) }] },
  };
}
