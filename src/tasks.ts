import { acceptanceFileJobs, type FileJobDeps } from './features/acceptance-file/index.js';
import type { TaskRow } from './jobs/task.js';

/** Every kind of background work of the portal. */
export function allTasks(deps: FileJobDeps): TaskRow[] {
  return [...acceptanceFileJobs(deps)];
}
