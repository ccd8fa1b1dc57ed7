import type { ReminderSubject } from '../../generated/prisma/enums.js';
import { chinaDay } from '../../shared/dates.js';

/** What each subject asks of a member: the task of the same name on his own page. */
export const SUBJECT_TASKS: Record<ReminderSubject, { thing: string; title: string; text: string; path: string }> = {
  CONSULTATION: {
    ...{ thing: 'consultation', title: '对功能党小组初步意见提出意见', path: '/me/consultation' },
    text: '请在征求意见截止前阅读并提出意见。',
  },
  ENROLLMENT: {
    ...{ thing: 'enrollment', title: '报名参加一个功能党小组', path: '/me/enrollment' },
    text: '请在报名截止前办好。',
  },
  PLACE_ANSWER: {
    ...{ thing: 'place', title: '确认所在的功能党小组', path: '/me/enrollment' },
    text: '支部经协商确定了您参加的功能党小组，请您确认知悉。',
  },
};

/** Nobody is reminded of the same thing twice on one calendar day. */
export function mayRemind(lastSentAt: Date | null, now: Date): boolean {
  return lastSentAt === null || chinaDay(lastSentAt) < chinaDay(now);
}
