import { parseDay, showDay } from '../../shared/dates.js';
import type { Frame } from '../../web/frame-shape.js';
import { dayOfMoment } from './board.page.js';
import { pledgerOf } from './board-commitments.page.js';
import type { BoardLetter } from './board-letters.queries.js';

/** What of a kept letter the board shows; the whole shape is in the letter's own rules. */
interface KeptLetter {
  preamble: string;
  items: readonly { mainTask: string; workContent: string; dueDate: string; responsiblePerson: string | null }[];
}

/** E33: an earlier version of a letter, as it was published. */
export function showOldLetterPage(data: {
  frame: Frame;
  bureauId: string;
  branch: { id: string; name: string };
  letter: BoardLetter;
  old: { version: number; frozenText: string; replacedAt: Date; reason: string };
}) {
  const { frame, bureauId, branch, letter, old } = data;
  const kept = JSON.parse(old.frozenText) as KeptLetter;
  return {
    title: `${pledgerOf(letter, branch.name)}${letter.year}年承诺（第${old.version}版）`,
    frame,
    note: `${dayOfMoment(old.replacedAt)}已由第${old.version + 1}版替代，理由：${old.reason}。`,
    now: {
      label: `查看现在的第${letter.version}版`,
      href: `/board/${bureauId}/branches/${branch.id}/commitments/${letter.id}`,
    },
    preamble: kept.preamble,
    items: kept.items.map((item) => {
      const day = parseDay(item.dueDate);
      return {
        title: item.mainTask,
        text: item.workContent,
        due: `办结时限 ${day ? showDay(day) : item.dueDate}${item.responsiblePerson ? `；责任人 ${item.responsiblePerson}` : ''}`,
      };
    }),
  };
}
