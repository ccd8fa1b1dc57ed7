import { stepRow } from '../../campaign/phases.js';
import { type BranchPlace, currentStep, stepDueDay } from '../../campaign/place.js';
import type { Tx } from '../../db/client.js';
import { dayInput, daysBetween } from '../../shared/dates.js';
import { listWaiting, type Task } from '../dashboards/index.js';
import { findOfficeMatters } from './day.queries.js';
import { SOON_DAYS } from './notifications.rules.js';

/** One thing that one account has to do now. */
export interface Due {
  accountId: string;
  task: Pick<Task, 'thing' | 'title' | 'reason' | 'dueOn' | 'secret'> & { path: string };
}

/**
 * E15: what everybody of a branch still has to do at this very moment: members and leaders what stands on their own pages,
 * the secretary the step the branch stands at, once its end is near, and what an inspection asks to be mended.
 */
export async function listDue(
  tx: Tx,
  { place, bureauId, now, today }: { place: BranchPlace; bureauId: string; now: Date; today: Date },
): Promise<Due[]> {
  if (!place.campaign || place.acceptedOn) return [];
  const branchId = place.branch.id;
  const waiting = await listWaiting(tx, { place, bureauId, today, whose: { branchId } });
  const office = await findOfficeMatters(tx, { bureauId, branchId, now });
  const ofOffice = [...stepTask(place, today), ...office.problems.map((problem) => problemTask(branchId, problem))];
  return [
    ...waiting.flatMap(({ accountId, tasks }) =>
      accountId === null ? [] : tasks.map((task) => ({ accountId, task: { ...task, path: task.link.href } })),
    ),
    ...office.secretaries.flatMap((accountId) => ofOffice.map((task) => ({ accountId, task }))),
  ];
}

/** The step itself is told of only when its end is near: the branch's page says all along what is missing. */
function stepTask(place: BranchPlace, today: Date): Due['task'][] {
  const step = currentStep(place);
  const due = step && stepDueDay(place, step);
  if (!step || !due || daysBetween(today, due) > SOON_DAYS) return [];
  const { label } = stepRow(step);
  return [
    {
      ...{ thing: `step:${step.toLowerCase()}`, title: `完成“${label}”这一步`, dueOn: dayInput(due) },
      ...{ reason: `本支部正在“${label}”`, path: `/branches/${place.branch.id}` },
    },
  ];
}

const problemTask = (branchId: string, { id, dueOn }: { id: string; dueOn: string }): Due['task'] => ({
  ...{ thing: `rectification:${id}`, title: '整改督导检查指出的问题', dueOn },
  ...{ reason: '请按要求整改并报告', path: `/branches/${branchId}/rectifications/${id}` },
});
