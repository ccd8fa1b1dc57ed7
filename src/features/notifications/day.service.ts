import { findBranchPlace, findRunningCampaign } from '../../campaign/place.queries.js';
import type { Db, Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { addJob } from '../../jobs/add-job.js';
import type { Clock } from '../../shared/clock.js';
import { addDays, chinaDay, dayInput, parseDay } from '../../shared/dates.js';
import { listOfficeHolders } from '../my-work/index.js';
import { listBureauIds, listRunningBranches } from './day.queries.js';
import { type Due, listBureauDue, listDue } from './due.service.js';
import { messageText, morningOf, occasionOn, thingOf } from './notifications.rules.js';
import { BRANCH, BUREAU, DAY, type OneBranch, type OneBureau, type OneDay, PRUNE } from './notifications.tasks.js';
import { type Notice, notify } from './notify.service.js';
import { queueRobotDay } from './robots.service.js';

/** Plans today's morning; called at every start, and harmless when it was run: nothing is said twice. */
export function planToday({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  return db.$transaction((tx) => planDay(tx, chinaDay(clock.now())));
}

async function planDay(tx: Tx, day: Date): Promise<void> {
  await addJob(tx, DAY, { day: dayInput(day) }, { key: dayInput(day), runAt: morningOf(day) });
}

/**
 * The morning of a day: one job for each branch, two for each bureau, and the next morning, in one transaction. One that comes too late gives
 * way to today's.
 */
export function beginDay({ db, clock }: { db: Db; clock: Clock }, { day }: OneDay): Promise<void> {
  return db.$transaction(async (tx) => {
    const today = chinaDay(clock.now());
    if ((parseDay(day) ?? today) < today) return planDay(tx, today);
    const branches = await listRunningBranches(tx);
    for (const one of branches) await addJob(tx, BRANCH, one, { key: `${one.branchId} ${day}` });
    for (const bureauId of new Set(branches.map((one) => one.bureauId)))
      await addJob(tx, BUREAU, { bureauId, day }, { key: `${bureauId} ${day}` });
    for (const bureauId of await listBureauIds(tx))
      await addJob(tx, PRUNE, { bureauId, day }, { key: `${bureauId} ${day}` });
    await planDay(tx, addDays(today, 1));
  });
}

/**
 * E15: tells everybody of a branch what waits for him: once that it is there, once three days before the last day, once on
 * it and once after it. Asked and written in one transaction; run again, it says nothing twice. Gives how many words.
 */
export function tellBranch(useCase: UseCase, { bureauId, branchId }: OneBranch): Promise<number> {
  return inTransaction(useCase, async (tx, record) => {
    const place = await findBranchPlace(tx, bureauId, branchId);
    if (!place?.campaign) return 0;
    const { id: campaignId } = place.campaign;
    const now = useCase.clock.now();
    const today = chinaDay(now);
    const due = await listDue(tx, { place, bureauId, now, today });
    const notices = noticesOf(campaignId, due, today);
    const written = await notify(tx, record, useCase, { ...MORNING, branchId, notices });
    if (await queueRobotDay(tx, useCase, { bureauId, branchId }, dayInput(today)))
      record({ action: 'robot.day', entity: 'Branch', entityId: branchId, branchId });
    return written.length;
  });
}

/** Whoever has a hundred letters to review reads twenty of them today and the list of all on his page. */
const MORNING = { action: 'notification.day', mostNew: 20 } as const;

/** What is told item by item is not told once more as a sum. */
const noticesOf = (campaignId: string, due: readonly Due[], today: Date): Notice[] =>
  due
    .filter(({ task }) => !task.sum)
    .map(({ accountId, task }) => ({
      ...{ accountId, sentBy: null, thing: thingOf(campaignId, task.thing), ...occasionOn(task.dueOn, today) },
      ...{ title: task.title, text: task.text ?? messageText(task, today), path: task.path },
    }));

/** The same to whoever holds an office of the bureau, each in a transaction of his own, and to the bureau's own group. */
export async function tellBureau(useCase: UseCase, { bureauId, day }: OneBureau): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    if (await queueRobotDay(tx, useCase, { bureauId, branchId: null }, day))
      record({ action: 'robot.day', entity: 'Bureau', entityId: bureauId });
  });
  const now = useCase.clock.now();
  const campaign = await findRunningCampaign(useCase.db, bureauId);
  if (!campaign) return;
  for (const { accountId } of await listOfficeHolders(useCase.db, { bureauId, branchId: null, now }))
    await tellOffice(useCase, { bureauId, campaignId: campaign.id, accountId });
}

async function tellOffice(
  useCase: UseCase,
  { bureauId, campaignId, accountId }: { bureauId: string; campaignId: string; accountId: string },
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const now = useCase.clock.now();
    const due = await listBureauDue(tx, { bureauId, campaignId, accountId, now });
    const notices = noticesOf(campaignId, due, chinaDay(now));
    await notify(tx, record, useCase, { ...MORNING, branchId: null, notices });
  });
}
