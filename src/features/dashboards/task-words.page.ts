import type { CommitmentStatus, ReminderSubject } from '../../generated/prisma/enums.js';
import { parseDay, showDay, showDistance } from '../../shared/dates.js';

/** One line of what concerns a person. */
export interface Task {
  state: 'todo' | 'done' | 'wait';
  title: string;
  reason: string;
  link: { label: string; href: string };
  /** `yyyy-mm-dd`: the last day for it, where it has one. */
  dueOn?: string | null;
  /** Names the thing to do within the campaign: the same from day to day, another one when it comes up anew. */
  thing: string;
  /** Whether he has acted is shown to nobody else. */
  secret?: true;
  /** A sum of what waits one by one in the same person's list of duties, where he is told of it. */
  sum?: true;
  /** What a reminder from the branch would be about. */
  subject?: ReminderSubject;
}

/** 5月20日截止，还有3天 */
export function until(day: string | null, today: Date): string {
  const date = day === null ? null : parseDay(day);
  return date ? `${showDay(date)}截止，${showDistance(today, date)}` : '';
}

/** What a letter's state asks of its author. */
export const COMMITMENT_WORDS: Record<CommitmentStatus, readonly [Task['state'], string, string]> = {
  DRAFT: ['todo', '已起草，还没有提交审核', '去提交'],
  SUBMITTED: ['wait', '已提交，等待审核', '查看'],
  RETURNED: ['todo', '已退回，请按意见修改后再提交', '去修改'],
  APPROVED: ['wait', '已审核通过，等待公布', '查看'],
  PUBLISHED: ['done', '已公布', '查看'],
};

/** The last day as the end of a sentence; '' where none was set. */
export function dueWords(day: string | undefined, today: Date): string {
  return day === undefined ? '' : `，${until(day, today)}`;
}
