import type { NotificationKind } from '../../generated/prisma/enums.js';
import { dayInput, daysBetween, parseDay, showDay } from '../../shared/dates.js';

/** How many days before the last one somebody is reminded. */
export const SOON_DAYS = 3;

/** As many messages as a page shows. */
export const MOST_MESSAGES = 100;

const DAY_MS = 86_400_000;
/** How long a message is kept after it was opened, and one that nobody opened after it was written. */
const READ_DAYS = 180;
const UNREAD_DAYS = 366;
/** How long the outbox keeps what was sent, dropped or failed for good. */
const SENT_DAYS = 30;

/** Before these moments what ended is old enough to go. */
export const pruningAges = (now: Date) => ({
  read: new Date(now.getTime() - READ_DAYS * DAY_MS),
  unread: new Date(now.getTime() - UNREAD_DAYS * DAY_MS),
  sent: new Date(now.getTime() - SENT_DAYS * DAY_MS),
});

export const KIND_LABELS: Record<NotificationKind, string> = {
  NEW: '新事项',
  SOON: '快到期',
  DUE: '今天截止',
  OVERDUE: '已逾期',
  URGED: '支部催办',
};

export interface Occasion {
  kind: NotificationKind;
  /** Once a thing; with the day it is due, so that a day put off is a new occasion. */
  occasion: string;
}

/** Why somebody is told of a task today: that it is there, that it is due in three days, today, or was. */
export function occasionOn(due: string | null | undefined, today: Date): Occasion {
  const day = due ? parseDay(due) : null;
  if (!day) return { kind: 'NEW', occasion: 'NEW' };
  const kind = kindOn(daysBetween(today, day));
  return { kind, occasion: kind === 'NEW' ? kind : `${kind} ${dayInput(day)}` };
}

function kindOn(daysLeft: number): NotificationKind {
  if (daysLeft < 0) return 'OVERDUE';
  if (daysLeft === 0) return 'DUE';
  return daysLeft <= SOON_DAYS ? 'SOON' : 'NEW';
}

/** Urged by hand: nobody twice of the same thing on one day. */
export const urgedOn = (today: Date): Occasion => ({ kind: 'URGED', occasion: `URGED ${dayInput(today)}` });

/** What a message says of its task; it is read on other days than today, so it names the day and no distance. */
export function messageText({ reason, dueOn }: { reason: string; dueOn?: string | null }, today: Date): string {
  const day = dueOn ? parseDay(dueOn) : null;
  if (!day) return `${reason}。`;
  if (daysBetween(today, day) < 0) return `已于${showDay(day)}截止，还没有办，请尽快办理。`;
  return `请在${showDay(day)}前办好。`;
}

/** The task's name among the things of all campaigns. */
export const thingOf = (campaignId: string, thing: string): string => `${campaignId} ${thing}`;

/** When the words of a day are written: at eight in the morning in China, which is 00:00 UTC. */
export const morningOf = (day: Date): Date => new Date(day);
