import { commitmentYear } from '../../campaign/commitment-year.js';
import type { BranchPlace } from '../../campaign/place.js';
import type { Db } from '../../db/client.js';
import { lookBackYear, quarterOf } from '../../shared/year-seasons.js';
import { allTasksOf } from './own-tasks.page.js';
import { listOwnTasks, type TasksKey, type Whose } from './own-tasks.queries.js';
import type { Task } from './task-words.page.js';

/** A member with what is his to do now; what is done or waits for others is left out. */
export interface Waiting {
  memberId: string;
  name: string;
  /** Null: no account that can be used. */
  accountId: string | null;
  tasks: Task[];
}

/** What the tasks of a day are read by; null without a campaign. */
export function tasksKey({ campaign }: BranchPlace, bureauId: string, today: Date): TasksKey | null {
  if (!campaign) return null;
  return {
    bureauId,
    campaignId: campaign.id,
    year: commitmentYear(campaign.startYear, today),
    lookBackYear: lookBackYear(campaign.startYear, today),
    quarter: quarterOf(today),
    today,
  };
}

/**
 * E15: who of the branch still has to act, and in what, at this very moment: the tasks that stand on each one's own page,
 * in one query. Members with nothing to do are in it with an empty list. In an accepted branch nobody has (R47).
 */
export async function listWaiting(
  db: Pick<Db, '$queryRaw'>,
  { place, bureauId, today, whose }: { place: BranchPlace; bureauId: string; today: Date; whose: Whose },
): Promise<Waiting[]> {
  const key = tasksKey(place, bureauId, today);
  if (!key || place.acceptedOn) return [];
  const rows = await listOwnTasks(db, key, whose);
  return rows.map((row) => ({
    memberId: row.memberId,
    name: row.name,
    accountId: row.accountId,
    tasks: allTasksOf(place, row, today).filter(({ state }) => state === 'todo'),
  }));
}
