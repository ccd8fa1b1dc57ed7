import { acceptanceFileJobs, type FileJobDeps } from './features/acceptance-file/index.js';
import { type NotificationJobDeps, notificationJobs } from './features/notifications/notifications.jobs.js';
import type { TaskRow } from './jobs/task.js';

export { planToday } from './features/notifications/day.service.js';

/** What is heavy enough for a process of its own, and what belongs to it. */
export const apartTasks = (deps: FileJobDeps): TaskRow[] => acceptanceFileJobs(deps);

/** Every kind of background work of the portal. */
export function allTasks(deps: FileJobDeps & NotificationJobDeps): TaskRow[] {
  return [...apartTasks(deps), ...notificationJobs(deps)];
}
