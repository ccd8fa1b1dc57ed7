import { z } from 'zod';
import type { Task } from '../../jobs/task.js';

const oneDay = z.object({ day: z.iso.date() });
export type OneDay = z.infer<typeof oneDay>;

/** E15: the morning of a day: hands out the branches and plans the next morning. */
export const DAY: Task<OneDay> = { name: 'notifications.day', payload: oneDay, maxAttempts: 25, lane: null };

const oneBranch = z.object({ bureauId: z.uuid(), branchId: z.uuid() });
export type OneBranch = z.infer<typeof oneBranch>;

const oneMail = z.object({ bureauId: z.uuid(), mailId: z.uuid() });
export type OneMail = z.infer<typeof oneMail>;

/** Sends one mail of the outbox. */
export const MAIL: Task<OneMail> = { name: 'notifications.mail', payload: oneMail, maxAttempts: 10, lane: null };

const oneMessage = z.object({ bureauId: z.uuid(), messageId: z.uuid() });
export type OneMessage = z.infer<typeof oneMessage>;

/** Sends one message of a group's robot. */
export const ROBOT: Task<OneMessage> = {
  ...{ name: 'notifications.robot', payload: oneMessage, maxAttempts: 8, lane: null },
};

const oneBureau = z.object({ bureauId: z.uuid(), day: z.iso.date() });
export type OneBureau = z.infer<typeof oneBureau>;

/** The word of the day to the bureau's own group. */
export const BUREAU: Task<OneBureau> = {
  ...{ name: 'notifications.bureau', payload: oneBureau, maxAttempts: 12, lane: 'notifications' },
};

/** Deletes messages and rows of the outbox that are old enough. */
export const PRUNE: Task<OneBureau> = {
  ...{ name: 'notifications.prune', payload: oneBureau, maxAttempts: 12, lane: 'notifications' },
};

/** Tells everybody of one branch what waits for him. One at a time in all processes, so that people are served before it. */
export const BRANCH: Task<OneBranch> = {
  ...{ name: 'notifications.branch', payload: oneBranch, maxAttempts: 12, lane: 'notifications' },
};
