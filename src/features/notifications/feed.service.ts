import { createHash, randomBytes } from 'node:crypto';
import { findBranchPlace } from '../../campaign/place.queries.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, parseDay } from '../../shared/dates.js';
import { NotFound } from '../../shared/errors.js';
import { lockSetting } from './contact.queries.js';
import { type Due, listDue } from './due.service.js';
import { type FeedOwner, findFeedOwner } from './feed.queries.js';
import { thingOf } from './notifications.rules.js';

/** 160 bits: nobody guesses it. */
const TOKEN_BYTES = 20;
/** With the bureau in it: the address is nobody's in another one. */
const hashOf = (bureauId: string, token: string): string =>
  createHash('sha256').update(`${bureauId} ${token}`).digest('hex');

/** Makes the secret part of one's own calendar address, shown once and stored as its SHA-256; an older one ends. */
export async function renewFeed(useCase: UseCase): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  await setFeed(useCase, 'calendar.renew', {
    feedHash: hashOf(useCase.actor.bureauId, token),
    feedSince: useCase.clock.now(),
  });
  return token;
}

/** Switches one's own calendar off: its address is a page that does not exist. */
export const endFeed = (useCase: UseCase): Promise<void> =>
  setFeed(useCase, 'calendar.end', { feedHash: null, feedSince: null });

function setFeed(
  useCase: UseCase,
  action: string,
  data: { feedHash: string | null; feedSince: Date | null },
): Promise<void> {
  const { bureauId, accountId } = useCase.actor;
  if (accountId === null) throw new NotFound();
  return inTransaction(useCase, async (tx, record) => {
    await lockSetting(tx, bureauId, accountId);
    await tx.contactSetting.update({ where: { bureauId_accountId: { bureauId, accountId } }, data });
    record({ action, entity: 'Account', entityId: accountId });
  });
}

/** A deadline as a calendar shows it; `thing` stays the same from one reading to the next. */
export interface Deadline {
  thing: string;
  title: string;
  text: string;
  path: string;
  day: Date;
}

/** The deadlines of whoever the secret address belongs to; null when it is nobody's. */
export async function readFeed(
  { db, clock }: Pick<UseCase, 'db' | 'clock'>,
  bureauId: string,
  token: string,
): Promise<Deadline[] | null> {
  const owner = await findFeedOwner(db, bureauId, hashOf(bureauId, token));
  return owner && deadlinesOf({ db, clock }, bureauId, owner);
}

async function deadlinesOf(
  { db, clock }: Pick<UseCase, 'db' | 'clock'>,
  bureauId: string,
  { accountId, branchIds }: FeedOwner,
): Promise<Deadline[]> {
  const now = clock.now();
  const found: Deadline[] = [];
  for (const branchId of branchIds) {
    const place = await findBranchPlace(db, bureauId, branchId);
    if (!place?.campaign) continue;
    const campaignId = place.campaign.id;
    const due = await listDue(db, { place, bureauId, now, today: chinaDay(now), accountId });
    found.push(...due.flatMap((one) => deadlineOf(campaignId, one)));
  }
  return found;
}

function deadlineOf(campaignId: string, { task }: Due): Deadline[] {
  const day = task.dueOn ? parseDay(task.dueOn) : null;
  const { thing, title, reason, path } = task;
  return day ? [{ thing: thingOf(campaignId, thing), title, text: reason, path, day }] : [];
}
