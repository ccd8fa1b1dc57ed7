import { z } from 'zod';
import type { Task } from '../../jobs/task.js';

const oneDay = z.object({ day: z.iso.date() });
export type OneDay = z.infer<typeof oneDay>;

/** E15: the morning of a day: hands out the branches and plans the next morning. */
export const DAY: Task<OneDay> = { name: 'notifications.day', payload: oneDay, maxAttempts: 25, lane: null };

const oneBranch = z.object({ bureauId: z.uuid(), branchId: z.uuid() });
export type OneBranch = z.infer<typeof oneBranch>;

/** Tells everybody of one branch what waits for him. One at a time in all processes, so that people are served before it. */
export const BRANCH: Task<OneBranch> = {
  ...{ name: 'notifications.branch', payload: oneBranch, maxAttempts: 12, lane: 'notifications' },
};
