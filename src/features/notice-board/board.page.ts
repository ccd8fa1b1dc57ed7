import type { CommitmentLevel } from '../../generated/prisma/enums.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import type { BoardHead, Frame } from '../../web/frame-shape.js';

export const LEVEL_LABELS: Record<CommitmentLevel, string> = {
  BRANCH: '党支部承诺',
  GROUP: '功能党小组承诺',
  MEMBER: '党员承诺',
};
export const LEVELS: readonly CommitmentLevel[] = ['BRANCH', 'GROUP', 'MEMBER'];

/** 2026年11月20日, of a moment. */
export const dayOfMoment = (moment: Date): string => showDay(chinaDay(moment));

export const noticeLink = (bureauId: string, notice: { id: string; title: string; publishedAt: Date }) => ({
  title: notice.title,
  href: `/board/${bureauId}/notices/${notice.id}`,
  date: dayOfMoment(notice.publishedAt),
});

/** The masthead of the bureau's board. */
export function bureauHead(bureau: { id: string; name: string }): BoardHead {
  return { name: bureau.name, note: '功能党小组 · 创先争优', homeHref: `/board/${bureau.id}`, feedbackHref: null };
}

/** The masthead of a branch's part: the school's name, and the way to say something. */
export function branchHead(bureauId: string, branch: { id: string; schoolName: string; name: string }): BoardHead {
  return {
    name: branch.schoolName,
    note: branch.name,
    homeHref: `/board/${bureauId}`,
    feedbackHref: `/board/${bureauId}/branches/${branch.id}/suggestions/new`,
  };
}

export function showBoardChoice(data: { frame: Frame; boards: readonly { id: string; name: string }[] }) {
  return {
    title: '党务公开栏',
    frame: data.frame,
    boards: data.boards.map((board) => ({ name: board.name, href: `/board/${board.id}` })),
  };
}
