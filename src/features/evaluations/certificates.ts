import { showMoment } from '../../shared/dates.js';
import { wordDocument } from '../../shared/word.js';
import { type LineStyle, line } from '../../shared/word-blocks.js';

export interface CertificateMatter {
  /** 优秀共产党员 or 先进基层党组织. */
  award: string;
  title: string;
  bureauName: string;
  awardedAt: Date;
  /** `place`: the school of a member; null for a branch. */
  people: readonly { name: string; place: string | null }[];
}

const TITLE_SIZE = 72;
const TEXT: LineStyle = { size: 36, after: 400, height: 480 };
const MARGINS = { top: 2_000, bottom: 1_400, left: 2_200, right: 2_200 };

/** Certificates as a Word file, one a page, for the bureau to print and seal. */
export function certificates({ award, title, bureauName, awardedAt, people }: CertificateMatter): Promise<Buffer> {
  const day = showMoment(awardedAt).split(' ')[0] ?? '';
  const children = people.flatMap(({ name, place }, index) => [
    line('荣誉证书', { ...TEXT, size: TITLE_SIZE, bold: true, align: 'center', fresh: index > 0 }),
    line(place === null ? `${name}：` : `${place}${name}同志：`, TEXT),
    line(`在${title}中，被评为“${award}”，特发此证，以资鼓励。`, { ...TEXT, indent: true }),
    line(bureauName, { ...TEXT, align: 'right' }),
    line(day, { ...TEXT, align: 'right' }),
  ]);
  return wordDocument({
    ...{ title: `${title}证书`, creator: bureauName, landscape: true, margins: MARGINS, size: 36, numbered: false },
    children,
  });
}
