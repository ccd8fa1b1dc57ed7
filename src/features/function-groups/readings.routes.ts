import { RuleViolation } from '../../shared/errors.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit, OwnVisit } from '../../web/visit.js';
import { readingsHref } from './function-groups.paths.js';
import { countMembers, findConsultation } from './proposal.queries.js';
import { frameBelowProposal } from './proposal-frame.js';
import { showReadingsPage } from './readings.page.js';
import { listUnread } from './readings.queries.js';
import { readConsultation, remindUnread } from './readings.service.js';

const PATH = '/branches/:branchId/group-proposal';
const MANAGE = { place: 'branch', access: 'groups:manage' } as const;
const OWN = { place: 'own', access: 'own:consultation' } as const;

export const readingRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${PATH}/readings`, ...MANAGE, handler: show },
  { method: 'post', path: `${PATH}/reminders`, ...MANAGE, handler: remindThem },
  { method: 'post', path: '/me/consultation/reading', ...OWN, handler: read },
];

async function show(visit: BranchVisit): Promise<void> {
  const key = stepPlaceOf(visit);
  const { db } = visit.useCase;
  const [proposal, members, unread] = await Promise.all([
    findConsultation(db, key),
    countMembers(db, key.bureauId, key.branchId),
    listUnread(db, key),
  ]);
  const closesOn = proposal?.consultationClosesOn ?? null;
  const page = showReadingsPage({
    frame: frameBelowProposal(visit, '阅读情况'),
    branchId: visit.branchId,
    today: visit.today,
    closesOn,
    open: proposal?.status === 'CONSULTING' && closesOn !== null && visit.today <= closesOn,
    members,
    unread,
  });
  visit.show('function-groups/readings', page);
}

/** A press on a button without a form of its own: what hinders it is said on the page it came from. */
async function press(visit: BranchVisit, href: string, act: () => Promise<string>): Promise<void> {
  try {
    visit.go(href, await act());
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    visit.go(href, error.message);
  }
}

function remindThem(visit: BranchVisit): Promise<void> {
  return press(visit, readingsHref(visit.branchId), async () => {
    const count = await remindUnread(visit.useCase, stepPlaceOf(visit));
    return count === 0 ? '没有需要提醒的党员，今天都已提醒过。' : `已提醒${count}名党员，他们登录后在首页看到。`;
  });
}

function read(visit: OwnVisit): Promise<void> {
  return press(visit, '/me/consultation', async () => {
    await readConsultation(visit.useCase, stepPlaceOf(visit), visit.memberId);
    return '已告诉支部您已阅读。有意见的，截止前可以提出。';
  });
}
