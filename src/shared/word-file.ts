import { showDay } from './dates.js';
import { plainFileName } from './file-names.js';

/** A Word file with what its name is made of. */
export interface WordFile {
  /** 会议记录 */
  title: string;
  /** Whose it is. */
  place: string;
  day: Date;
  content: Buffer;
}

/** 会议记录-第一中学党支部-2026年7月5日.docx */
export const wordFileName = ({ title, place, day }: WordFile): string =>
  `${plainFileName(`${title}-${place}`, '文件')}-${showDay(day)}.docx`;
