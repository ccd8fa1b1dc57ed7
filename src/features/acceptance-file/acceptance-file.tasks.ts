import { z } from 'zod';
import type { Task } from '../../jobs/task.js';

const oneFile = z.object({ bureauId: z.uuid(), fileId: z.uuid() });
export type OneFile = z.infer<typeof oneFile>;

/** R47: makes one acceptance file. One at a time in all processes: it reads a great deal. */
export const BUILD: Task<OneFile> = {
  ...{ name: 'acceptance-file.build', payload: oneFile, maxAttempts: 6, lane: 'acceptance-files', apart: true },
};

/** Takes a file away when its days are over. */
export const EXPIRE: Task<OneFile> = {
  ...{ name: 'acceptance-file.expire', payload: oneFile, maxAttempts: 12, lane: null },
};
