import type { Frame, Page } from '../../web/frame-shape.js';
import { type Letter, type LetterItem, type LetterSide, showDayText } from './letter.rules.js';
import type { Kept } from './letter-document.js';

export interface LetterPage extends Page {
  paper: {
    title: string;
    subtitle: string;
    number: null;
    opening: string;
    sections: { heading: string | null; paragraphs: string[]; items: string[] }[];
    closing: string;
    signatures: { label: string; name: string | null; date: string | null }[];
  };
  other: { label: string; href: string };
  word: { label: string; href: string } | null;
  note: string;
  /** The first digits of the SHA-256 of the kept text. */
  hash: string | null;
}

/** R36: the letter for one addressee, as it lies on paper. */
export function showLetterPage({
  frame,
  letter,
  side,
  otherHref,
  wordHref,
  kept,
}: {
  frame: Frame;
  letter: Letter;
  side: LetterSide;
  otherHref: string;
  wordHref: string | null;
  kept: Kept;
}): LetterPage {
  const addressee = side === 'organization' ? letter.organizationSide : letter.peopleSide;
  const other = side === 'organization' ? letter.peopleSide : letter.organizationSide;
  return {
    title: `${letter.title}（致${addressee}）`,
    frame,
    paper: {
      title: letter.title,
      subtitle: `${letter.year}年`,
      number: null,
      opening: `${addressee}：`,
      sections: [
        {
          heading: null,
          paragraphs: [...(letter.preamble === '' ? [] : [letter.preamble]), opening(letter)],
          items: [],
        },
        { heading: null, paragraphs: [], items: letter.items.map(itemText) },
      ],
      closing: '以上承诺，请予监督。',
      signatures: [signature(letter)],
    },
    other: { label: `查看致${other}的承诺书`, href: otherHref },
    word: wordHref === null ? null : { label: '下载Word文件', href: wordHref },
    note:
      kept.hash === null
        ? '这份承诺尚未公布，以公布的文本为准。'
        : `这是公布时存档的文本，第${kept.version}版。校验码：`,
    hash: kept.hash?.slice(0, 16) ?? null,
  };
}

function opening({ year, pledger, place }: Letter): string {
  return `${place}${pledger}现就${year}年工作郑重承诺：`;
}

function itemText({ mainTask, workContent, measures, measure, dueDate, responsiblePerson }: LetterItem): string {
  const parts = [
    `${mainTask}：${workContent}`,
    ...(measures ? [`措施：${measures}`] : []),
    ...(measure ? [`目标：${measure}`] : []),
    `办结时限：${showDayText(dueDate)}`,
  ];
  return `${[...parts, ...(responsiblePerson ? [`责任人：${responsiblePerson}`] : [])].map(withoutStop).join('。')}。`;
}

const withoutStop = (text: string): string => text.replace(/[。；;]+$/, '');

/** Who signs for whom is told by the title of the letter; the pledger is named at its opening. */
function signature({ title, pledger, signer, signedOn }: Letter): LetterPage['paper']['signatures'][number] {
  const label = signer === pledger ? '承诺人' : title.startsWith('党支部') ? '党支部书记' : '小组组长';
  return { label, name: signer, date: signedOn && showDayText(signedOn) };
}
