import type { CommitmentLevel } from '../../generated/prisma/enums.js';
import { daysBetween, showDay } from '../../shared/dates.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import { dayOfMoment, LEVEL_LABELS, LEVELS } from './board.page.js';

interface BoardCommitment {
  id: string;
  year: number;
  level: CommitmentLevel;
  organizationSide: string;
  peopleSide: string;
  publishedAt: Date | null;
  group: { name: string } | null;
  member: { name: string } | null;
  items: readonly { mainTask: string; workContent: string; dueDate: Date; responsiblePerson: string | null }[];
}

export function showBoardCommitmentsPage(data: {
  frame: Frame;
  branch: { schoolName: string; name: string };
  commitments: readonly BoardCommitment[];
  today: Date;
}) {
  return {
    title: '三级双向承诺',
    frame: data.frame,
    levels: LEVELS.map((level) => ({
      title: LEVEL_LABELS[level],
      letters: data.commitments
        .filter((commitment) => commitment.level === level)
        .map((commitment) => ({
          name: pledgerOf(commitment, data.branch.name),
          sides: `向${commitment.organizationSide}和${commitment.peopleSide}承诺`,
          date: commitment.publishedAt
            ? `${commitment.year}年度，${dayOfMoment(commitment.publishedAt)}公布`
            : `${commitment.year}年度`,
          items: commitment.items.map((item) => ({
            title: item.mainTask,
            text: item.workContent,
            due: `办结时限 ${showDay(item.dueDate)}`,
            person: item.responsiblePerson,
            tag: dueTag(item.dueDate, data.today),
          })),
        })),
    })).filter((level) => level.letters.length > 0),
  };
}

function pledgerOf(commitment: BoardCommitment, branchName: string): string {
  if (commitment.level === 'BRANCH') return branchName;
  const group = commitment.group?.name ?? '';
  return commitment.level === 'GROUP' ? `${group}功能党小组` : `${commitment.member?.name ?? ''}（${group}功能党小组）`;
}

/** R42: overdue is computed from the day, not stored. */
function dueTag(due: Date, today: Date): Tag {
  const days = daysBetween(today, due);
  if (days < 0) return { kind: 'late', label: `逾期${-days}天` };
  return days <= 30
    ? { kind: 'warn', label: days === 0 ? '今天到期' : `还有${days}天` }
    : { kind: 'idle', label: '进行中' };
}
