import type { Footer, Paragraph, Table } from 'docx';
import { docx } from './docx.js';
import { fileText } from './file-text.js';

/** Word counts type in half points and lengths in twentieths of a point. */
export const SIZES = { title: 44, heading: 32, body: 28, cell: 24, small: 21, foot: 18 } as const;
const A4 = { width: 11_906, height: 16_838 } as const;
const FONT = { ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman' };

interface Margins {
  top: number;
  bottom: number;
  left: number;
  right: number;
}
const FORM_MARGINS: Margins = { top: 1_300, bottom: 1_100, left: 1_400, right: 1_400 };

/** How wide the text is between the margins of a form. */
export const FORM_WIDTH = A4.width - FORM_MARGINS.left - FORM_MARGINS.right;
export const WIDE_FORM_WIDTH = A4.height - FORM_MARGINS.left - FORM_MARGINS.right;

export interface WordMatter {
  title: string;
  creator: string;
  /** A4 across. */
  landscape?: boolean;
  margins?: Margins;
  size?: number;
  /** 第1页，共2页 at the foot. */
  numbered?: boolean;
  children: readonly (Paragraph | Table)[];
}

/** A Word file on A4 in 仿宋. */
export function wordDocument(matter: WordMatter): Promise<Buffer> {
  const { title, creator, landscape = false, margins = FORM_MARGINS, size = SIZES.cell, numbered = true } = matter;
  const page = { size: { ...A4, ...(landscape ? { orientation: 'landscape' as const } : {}) }, margin: margins };
  const file = new (docx().Document)({
    title: fileText(title),
    creator: fileText(creator),
    styles: { default: { document: { run: { font: FONT, size } } } },
    sections: [
      {
        properties: { page },
        children: [...matter.children],
        ...(numbered ? { footers: { default: pageFoot() } } : {}),
      },
    ],
  });
  return docx().Packer.toBuffer(file, undefined, [{ path: 'word/fontTable.xml', data: FONT_TABLE }]);
}

function pageFoot(): Footer {
  const children = ['第', docx().PageNumber.CURRENT, '页，共', docx().PageNumber.TOTAL_PAGES, '页'];
  return new (docx().Footer)({
    children: [
      new (docx().Paragraph)({
        alignment: docx().AlignmentType.CENTER,
        children: [new (docx().TextRun)({ children, size: SIZES.foot })],
      }),
    ],
  });
}

/** What Word takes where a computer has no 仿宋: the same face under its other names, told apart by its PANOSE number. */
const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${[
  ['仿宋', 'FangSong;仿宋_GB2312;STFangsong;华文仿宋', '02010609060101010101', '86', 'modern', 'fixed'],
  ['Times New Roman', 'Liberation Serif', '02020603050405020304', '00', 'roman', 'variable'],
]
  .map(
    ([name, other, panose, charset, family, pitch]) =>
      `<w:font w:name="${name}"><w:altName w:val="${other}"/><w:panose1 w:val="${panose}"/><w:charset w:val="${charset}"/><w:family w:val="${family}"/><w:pitch w:val="${pitch}"/></w:font>`,
  )
  .join('')}</w:fonts>`;
