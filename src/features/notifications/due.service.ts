import { stepRow } from '../../campaign/phases.js';
import { type BranchPlace, currentStep, stepDueDay } from '../../campaign/place.js';
import { findBranchPlace, findRunningCampaign } from '../../campaign/place.queries.js';
import type { Tx } from '../../db/client.js';
import { chinaDay, dayInput, daysBetween } from '../../shared/dates.js';
import { listWaiting, type Task } from '../dashboards/index.js';
import { type DutyNote, listDutyNotes, listOfficeHolders } from '../my-work/index.js';
import { findOfficeMatters } from './day.queries.js';
import { SOON_DAYS, thingOf } from './notifications.rules.js';

/** One thing that one account has to do now. */
export interface Due {
  accountId: string;
  task: Pick<Task, 'thing' | 'title' | 'reason' | 'dueOn' | 'secret' | 'sum'> & {
    path: string;
    /** What a message says of it, where that is not made from the reason and the day. */
    text?: string;
  };
}

interface DueKey {
  place: BranchPlace;
  bureauId: string;
  now: Date;
  today: Date;
  /** Left out: everybody. */
  accountId?: string | undefined;
}

/**
 * E15: what everybody of a branch still has to do at this very moment: members and leaders what stands on their own pages,
 * the secretary the step the branch stands at, once its end is near, and what an inspection asks to be mended, and whoever
 * holds an office in it what stands in his list of duties.
 */
export async function listDue(tx: Tx, { place, bureauId, now, today, accountId }: DueKey): Promise<Due[]> {
  if (!place.campaign || place.acceptedOn) return [];
  const branchId = place.branch.id;
  const waiting = await listWaiting(tx, { place, bureauId, today, whose: { branchId } });
  const office = await findOfficeMatters(tx, { bureauId, branchId, now });
  const ofOffice = [...stepTask(place, today), ...office.problems.map((problem) => problemTask(branchId, problem))];
  const duties = await dutiesIn(tx, { bureauId, branchId, campaignId: place.campaign.id, now, accountId });
  const all = [
    ...waiting.flatMap((member) =>
      member.tasks.flatMap((task) =>
        member.accountId === null ? [] : { accountId: member.accountId, task: { ...task, path: task.link.href } },
      ),
    ),
    ...office.secretaries.flatMap((secretary) => ofOffice.map((task) => ({ accountId: secretary, task }))),
    ...duties,
  ];
  return accountId === undefined ? all : all.filter((one) => one.accountId === accountId);
}

/** What waits for the holders of the bureau's own offices, one of them or all. */
export async function listBureauDue(tx: Tx, key: OfficeKey): Promise<Due[]> {
  return dutiesIn(tx, { ...key, branchId: null });
}

interface OfficeKey {
  bureauId: string;
  campaignId: string;
  now: Date;
  /** Left out: everybody. */
  accountId?: string | undefined;
}

/** E15: the lists of duties of all who hold an office there. */
async function dutiesIn(tx: Tx, key: OfficeKey & { branchId: string | null }): Promise<Due[]> {
  const due: Due[] = [];
  const today = chinaDay(key.now);
  for (const holder of await listOfficeHolders(tx, key)) {
    const notes = await listDutyNotes(tx, { ...key, today }, holder);
    due.push(...notes.map(dueOf));
  }
  return due;
}

/**
 * What one account or (left out) everybody still has to do in a branch or (null) in the bureau's own offices, by the names
 * that messages bear.
 */
export async function thingsDue(
  tx: Tx,
  { branchId, ...key }: Omit<OfficeKey, 'campaignId'> & { branchId: string | null },
): Promise<{ accountId: string; thing: string }[]> {
  const { bureauId, now } = key;
  const named = (campaignId: string, due: readonly Due[]) =>
    due.map(({ accountId, task }) => ({ accountId, thing: thingOf(campaignId, task.thing) }));
  if (branchId === null) {
    const campaign = await findRunningCampaign(tx, bureauId);
    return campaign ? named(campaign.id, await listBureauDue(tx, { ...key, campaignId: campaign.id })) : [];
  }
  const place = await findBranchPlace(tx, bureauId, branchId);
  if (!place?.campaign) return [];
  return named(place.campaign.id, await listDue(tx, { ...key, place, today: chinaDay(now) }));
}

const dueOf = ({ accountId, thing, title, text, path, dueOn }: DutyNote): Due => ({
  accountId,
  task: { thing, title, reason: text, text, path, dueOn },
});

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
