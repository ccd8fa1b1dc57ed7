import type { CommitmentLevel, CommitmentType } from '../../generated/prisma/enums.js';
import { daysBetween, showDay } from '../../shared/dates.js';
import { type CountedRow, nodesById, type ProgressNode, progressOf, progressOfAll } from '../../shared/progress.js';
import type { Frame, Tag } from '../../web/frame-shape.js';
import { dayOfMoment, LEVEL_LABELS, LEVELS } from './board.page.js';

interface BoardCommitment {
  id: string;
  year: number;
  level: CommitmentLevel;
  type: CommitmentType;
  taskTitle: string | null;
  organizationSide: string;
  peopleSide: string;
  publishedAt: Date | null;
  group: { name: string } | null;
  member: { name: string } | null;
  items: readonly (CountedRow & {
    id: string;
    parentItemId: string | null;
    mainTask: string;
    workContent: string;
    dueDate: Date;
    responsiblePerson: string | null;
  })[];
}

/** R40: every published letter of the branch, each item with how far it is. */
export function showBoardCommitmentsPage(data: {
  frame: Frame;
  base: string;
  branch: { schoolName: string; name: string };
  commitments: readonly BoardCommitment[];
  today: Date;
}) {
  const nodes = nodesById(data.commitments.flatMap(({ items }) => items));
  return {
    title: '三级双向承诺',
    frame: data.frame,
    levels: LEVELS.map((level) => ({
      title: LEVEL_LABELS[level],
      letters: data.commitments
        .filter((commitment) => commitment.level === level)
        .map((commitment) => ({
          name: pledgerOf(commitment, data.branch.name),
          href: `${data.base}/commitments/${commitment.id}`,
          progress: progressOfLetter(commitment, nodes),
          sides: `向${commitment.organizationSide}和${commitment.peopleSide}承诺`,
          date: commitment.publishedAt
            ? `${commitment.year}年度，${dayOfMoment(commitment.publishedAt)}公布`
            : `${commitment.year}年度`,
          items: commitment.items.map((item) => ({
            title: item.mainTask,
            text: item.workContent,
            due: `办结时限 ${showDay(item.dueDate)}`,
            person: item.responsiblePerson,
            tag: itemTag(item, shareOf(nodes.get(item.id)), data.today),
          })),
        })),
    })).filter((level) => level.letters.length > 0),
  };
}

const shareOf = (node: ProgressNode | undefined): number => (node ? progressOf(node) : 0);

function progressOfLetter({ items }: BoardCommitment, nodes: ReadonlyMap<string, ProgressNode>): BoardProgress | null {
  const share = progressOfAll(items.flatMap(({ id }) => nodes.get(id) ?? []));
  return share === null ? null : { value: share, text: `完成${share}%` };
}

/** E8: what is not the written commitment of the year says so. */
const OCCASIONS: Record<CommitmentType, (taskTitle: string | null) => string> = {
  YEARLY: () => '',
  SHORT_TASK: (taskTitle) => `：即时承诺“${taskTitle ?? ''}”`,
  ORAL: () => '：口头承诺',
};

export interface BoardProgress {
  value: number;
  text: string;
}

export function pledgerOf(
  commitment: Pick<BoardCommitment, 'level' | 'type' | 'taskTitle' | 'group' | 'member'>,
  branchName: string,
): string {
  if (commitment.level === 'BRANCH') return branchName;
  const group = commitment.group?.name ?? '';
  if (commitment.level === 'GROUP') return `${group}功能党小组`;
  return `${commitment.member?.name ?? ''}（${group}功能党小组）${OCCASIONS[commitment.type](commitment.taskTitle)}`;
}

/** R42: overdue is computed from the day, not stored; what is done is not. */
export function itemTag(item: { dueDate: Date; closedOn: Date | null }, share: number, today: Date): Tag {
  if (item.closedOn) return { kind: 'idle', label: '不再办理' };
  if (share === 100) return { kind: 'ok', label: '已办结' };
  const days = daysBetween(today, item.dueDate);
  if (days < 0) return { kind: 'late', label: `逾期${-days}天，完成${share}%` };
  const when = days > 30 ? '进行中' : days === 0 ? '今天到期' : `还有${days}天`;
  return { kind: days > 30 ? 'idle' : 'warn', label: `${when}，完成${share}%` };
}
