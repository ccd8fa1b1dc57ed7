import type { CommitmentLevel, MeasureKind } from '../../generated/prisma/enums.js';
import { dayInput, parseDay, showDay } from '../../shared/dates.js';
import { LEVEL_LABELS } from './commitments.rules.js';
import { type Figure, showMeasure } from './measure.rules.js';

export type LetterSide = 'organization' | 'people';

/** A letter of commitment with all it says, apart from whom the copy is for. */
export interface Letter {
  title: string;
  year: number;
  /** Who pledges: the branch, the group, the member. */
  pledger: string;
  /** Where the pledger belongs: the branch of a group or member. */
  place: string;
  organizationSide: string;
  peopleSide: string;
  preamble: string;
  items: readonly LetterItem[];
  /** Who signs; null: left open for the pen. */
  signer: string | null;
  /** yyyy-mm-dd; null until it is published. */
  signedOn: string | null;
}

export interface LetterItem {
  mainTask: string;
  workContent: string;
  measures: string | null;
  /** 从4次到12次; null where the item is a deliverable, and in letters from before items had a measure. */
  measure: string | null;
  /** yyyy-mm-dd */
  dueDate: string;
  responsiblePerson: string | null;
}

interface SourceItem extends Omit<LetterItem, 'dueDate' | 'measure'> {
  dueDate: Date;
  measureKind: MeasureKind;
  baseline: Figure | null;
  target: Figure | null;
  unit: string | null;
}

export interface LetterSource {
  level: CommitmentLevel;
  year: number;
  organizationSide: string;
  peopleSide: string;
  preamble: string;
  pledger: string;
  place: string;
  signer: string | null;
  items: readonly SourceItem[];
}

/** Composes the letter. `signedOn` is the day of publication, null before. */
export function composeLetter(source: LetterSource, signedOn: Date | null): Letter {
  const { level, year, pledger, place, organizationSide, peopleSide, preamble, signer } = source;
  return {
    title: LEVEL_LABELS[level].letter,
    year,
    pledger,
    place,
    organizationSide,
    peopleSide,
    preamble,
    items: source.items.map((item) => ({
      mainTask: item.mainTask,
      workContent: item.workContent,
      measures: item.measures,
      measure: showMeasure(item),
      dueDate: dayInput(item.dueDate),
      responsiblePerson: item.responsiblePerson,
    })),
    signer,
    signedOn: signedOn && dayInput(signedOn),
  };
}

/** The letter as it is kept: one text whose digest is kept beside it. */
export function freezeLetter(letter: Letter): string {
  return JSON.stringify(letter);
}

/** Reads a kept letter back; those kept before items had a measure read as without one. */
export function thawLetter(text: string): Letter {
  const letter = JSON.parse(text) as Letter & { items: readonly Partial<Pick<LetterItem, 'measure'>>[] };
  return { ...letter, items: letter.items.map((item) => ({ ...item, measure: item.measure ?? null })) };
}

export interface NoticeOfLetter {
  title: string;
  content: { heading?: string; paragraphs?: string[]; table?: { head: string[]; rows: string[][] } }[];
}

/** The branch's commitment as the notice board shows it. */
export function letterNotice(letter: Letter): NoticeOfLetter {
  const sides = `承诺对象：${letter.organizationSide}；${letter.peopleSide}。`;
  return {
    title: `${letter.pledger}${letter.year}年承诺事项`,
    content: [
      { paragraphs: [sides, ...(letter.preamble === '' ? [] : [letter.preamble])] },
      {
        heading: '承诺事项',
        table: {
          head: ['主要任务', '工作内容', '衡量', '办结时限', '责任人'],
          rows: letter.items.map((item) => [
            item.mainTask,
            item.workContent,
            item.measure ?? '做成',
            showDayText(item.dueDate),
            item.responsiblePerson ?? '',
          ]),
        },
      },
    ],
  };
}

/** 2026年7月5日 from 2026-07-05. */
export function showDayText(text: string): string {
  const day = parseDay(text);
  return day ? showDay(day) : text;
}
