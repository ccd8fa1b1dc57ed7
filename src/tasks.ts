import { acceptanceFileJobs, type FileJobDeps } from './features/acceptance-file/index.js';
import type { TaskRow } from './jobs/task.js';

/** What is heavy enough for a process of its own, and what belongs to it. */
export const apartTasks = (deps: FileJobDeps): TaskRow[] => acceptanceFileJobs(deps);

/** Every kind of background work of the portal. */
export function allTasks(deps: FileJobDeps): TaskRow[] {
  return [...apartTasks(deps)];
}
