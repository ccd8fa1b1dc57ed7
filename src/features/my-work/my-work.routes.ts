import { mayInBureau } from '../../access/permissions.js';
import { CAMPAIGN_STEPS } from '../../campaign/phases.js';
import { findRunningCampaign } from '../../campaign/place.queries.js';
import { addDays } from '../../shared/dates.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit, PersonVisit } from '../../web/visit.js';
import { DONE_DAYS, showDonePage } from './done.page.js';
import { listDone, listDoneActs } from './done.queries.js';
import { type DoneActs, readCursor } from './done.rules.js';
import { doneHref } from './done-links.js';
import { doneWords } from './done-words.js';
import { listDuties } from './duties.queries.js';
import type { Duty } from './duties.rules.js';
import { dutiesInShort, showMyWorkPage } from './my-work.page.js';
import { DONE, MY_WORK } from './my-work.paths.js';
import { officeOf } from './office.js';

export const myWorkRoutes: readonly RouteRow[] = [
  { method: 'get', path: MY_WORK, place: 'account', access: 'signed-in', kept: true, handler: showMyWork },
  { method: 'get', path: DONE, place: 'account', access: 'signed-in', handler: showDone },
];

async function showMyWork(visit: PersonVisit): Promise<void> {
  const { person, today } = visit;
  const campaign = await findRunningCampaign(visit.useCase.db, person.bureauId);
  const duties = campaign ? await dutiesOf(visit, campaign.id) : [];
  const page = {
    frame: visit.frame(),
    name: person.displayName,
    duties,
    idle: campaign === null,
    links: linksOf(visit),
    today,
  };
  visit.show('my-work/index', showMyWorkPage(page));
}

function dutiesOf({ person, today, useCase }: PersonVisit, campaignId: string): Promise<Duty[]> {
  const key = { bureauId: person.bureauId, campaignId, today, steps: CAMPAIGN_STEPS };
  return listDuties(useCase.db, key, officeOf(person));
}

/** The most urgent of what waits for an officer of the branch, for its page; null for whoever holds no office there. */
export async function dutiesAtHome(visit: BranchVisit): Promise<ReturnType<typeof dutiesInShort> | null> {
  const { person, place, branchId, today } = visit;
  if (!place.campaign || !officeOf(person).officerOf.includes(branchId)) return null;
  return dutiesInShort(await dutiesOf(visit, place.campaign.id), today, place.branch.id);
}

function linksOf({ person }: PersonVisit) {
  const home = person.roles.find(({ branchId }) => branchId !== null)?.branchId;
  return [
    ...(mayInBureau(person.roles, 'bureau:read') ? [{ label: '推进情况', href: '/bureau/board' }] : []),
    ...(home ? [{ label: '本支部的进展', href: `/branches/${home}` }] : []),
    ...(person.member ? [{ label: '我作为党员的事项', href: '/me' }] : []),
  ];
}

const LONGEST_TEXT = 30;

async function showDone(visit: PersonVisit): Promise<void> {
  const { person, useCase, query, now } = visit;
  const since = addDays(now, -DONE_DAYS);
  const doer = { bureauId: person.bureauId, accountId: person.accountId, since };
  const text = (query['q'] ?? '').trim().slice(0, LONGEST_TEXT);
  const after = readCursor(query['before']);
  const search = text === '' ? null : { text, acts: await actsCalled(useCase.db, doer, text) };
  const rows = await listDone(useCase.db, { ...doer, after, search });
  const crumbs = [
    { label: '我的工作', href: MY_WORK },
    { label: '已办', href: null },
  ];
  const frame = visit.frame({ crumbs });
  visit.show('my-work/done', showDonePage({ frame, rows, after, text, since, hrefOf: (row) => doneHref(person, row) }));
}

/** The acts whose words, as the page shows them, hold the text. */
async function actsCalled(...[db, doer, text]: [...Parameters<typeof listDoneActs>, string]): Promise<DoneActs[]> {
  const acts = await listDoneActs(db, doer);
  return acts.filter(({ action, entity }) => doneWords(action, entity).includes(text));
}
