import { AlignmentType, Document, Packer, PageBreak, Paragraph, TextRun } from 'docx';
import { showMoment } from '../../shared/dates.js';

export interface CertificateMatter {
  /** 优秀共产党员 or 先进基层党组织. */
  award: string;
  title: string;
  bureauName: string;
  awardedAt: Date;
  /** `place`: the school of a member; null for a branch. */
  people: readonly { name: string; place: string | null }[];
}

/** Points are halved, as Word counts. */
const SIZES = { title: 72, text: 36 } as const;
const FONT = { ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman' };
/** A4, across; lengths are twentieths of a point. */
const PAGE = {
  size: { width: 11_906, height: 16_838, orientation: 'landscape' },
  margin: { top: 2_000, bottom: 1_400, left: 2_200, right: 2_200 },
} as const;

/** Certificates as a Word file, one a page, for the bureau to print and seal. */
export function certificates({ award, title, bureauName, awardedAt, people }: CertificateMatter): Promise<Buffer> {
  const day = showMoment(awardedAt).split(' ')[0] ?? '';
  const children = people.flatMap(({ name, place }, index) => [
    line('荣誉证书', { size: SIZES.title, bold: true, align: AlignmentType.CENTER, fresh: index > 0 }),
    line(place === null ? `${name}：` : `${place}${name}同志：`),
    line(`在${title}中，被评为“${award}”，特发此证，以资鼓励。`, { indent: true }),
    line(bureauName, { align: AlignmentType.RIGHT }),
    line(day, { align: AlignmentType.RIGHT }),
  ]);
  return Packer.toBuffer(
    new Document({
      title: `${title}证书`,
      creator: bureauName,
      styles: { default: { document: { run: { font: FONT, size: SIZES.text } } } },
      sections: [{ properties: { page: PAGE }, children }],
    }),
  );
}

interface Style {
  size?: number;
  bold?: boolean;
  align?: (typeof AlignmentType)[keyof typeof AlignmentType];
  indent?: boolean;
  /** Begins a page of its own. */
  fresh?: boolean;
}

function line(text: string, { size = SIZES.text, bold = false, align, indent = false, fresh = false }: Style = {}) {
  return new Paragraph({
    spacing: { after: 400, line: 480 },
    ...(align ? { alignment: align } : {}),
    ...(indent ? { indent: { firstLine: 2 * 10 * SIZES.text } } : {}),
    children: [...(fresh ? [new PageBreak()] : []), new TextRun({ text, size, bold })],
  });
}
