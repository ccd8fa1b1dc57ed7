import { AlignmentType, Document, Packer, Paragraph, TextRun } from 'docx';

/** Points are halved, as Word counts; lengths are twentieths of a point. */
const TITLE = 44;
const BODY = 32;
const FONT = { ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman' };
const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 2_098, bottom: 1_984, left: 1_587, right: 1_474 },
};
const HEADING = /^[一二三四五六七八九十]+、/;

/** R46: the report as a Word file on A4, as official papers look. */
export function reportDocument(report: {
  title: string;
  author: string;
  paragraphs: readonly string[];
  day: string;
}): Promise<Buffer> {
  const { title, author, paragraphs, day } = report;
  const children = [
    line(title, { size: TITLE, bold: true, align: AlignmentType.CENTER }),
    ...paragraphs.map((text) => line(text, { bold: HEADING.test(text), indent: true })),
    line(author, { align: AlignmentType.RIGHT }),
    line(day, { align: AlignmentType.RIGHT }),
  ];
  return Packer.toBuffer(
    new Document({
      title,
      creator: author,
      styles: { default: { document: { run: { font: FONT, size: BODY } } } },
      sections: [{ properties: { page: PAGE }, children }],
    }),
  );
}

interface Style {
  size?: number;
  bold?: boolean;
  align?: (typeof AlignmentType)[keyof typeof AlignmentType];
  indent?: boolean;
}

function line(text: string, { size = BODY, bold = false, align, indent = false }: Style): Paragraph {
  return new Paragraph({
    spacing: { after: 120, line: 560 },
    ...(align ? { alignment: align } : {}),
    ...(indent ? { indent: { firstLine: 2 * 10 * BODY } } : {}),
    children: [new TextRun({ text, size, bold })],
  });
}
