import { mayInBranch } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { recordCommitteeElection } from './committee.service.js';
import { showElectionPage } from './election.page.js';
import { findGroupElection, type GroupElection, getElectionOverview } from './election-pages.queries.js';
import { branchNominationForm, committeeForm as electedForm, openingForm, withdrawalForm } from './elections.forms.js';
import { leaderLedger } from './elections.ledger.js';
import { nominate, openNomination, withdrawNomination } from './nominations.service.js';
import { showElectionOverviewPage } from './overview.page.js';

const GROUP = '/branches/:branchId/groups/:groupId';
const read = { place: 'branch', access: 'branch:read' } as const;
const manage = { place: 'branch', access: 'elections:manage' } as const;

export const electionRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: '/branches/:branchId/elections',
    ...read,
    handler: (visit: BranchVisit) => showAll(visit, freshForm(), 200),
  },
  { method: 'post', path: '/branches/:branchId/elections', ...manage, handler: openAll },
  // E28: what a newly elected branch committee means for the leaders of the groups.
  { method: 'post', path: '/branches/:branchId/committee-election', ...manage, handler: recordElection },
  {
    method: 'get',
    path: `${GROUP}/election`,
    ...read,
    handler: (visit: BranchVisit) => showOne(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/election/candidates`, ...manage, handler: addCandidate },
  { method: 'post', path: `${GROUP}/election/withdrawal`, ...manage, handler: withdrawCandidate },
];

const mayManage = (visit: BranchVisit) => mayInBranch(visit.person.roles, 'elections:manage', visit.branchId);

/** The group of the path with its election. Throws NotFound when it is not this branch's. */
async function getGroupOf(visit: BranchVisit): Promise<GroupElection> {
  const group = await findGroupElection(
    visit.useCase.db,
    stepPlaceOf(visit),
    visit.params['groupId'] ?? '',
    visit.today,
  );
  if (!group) throw new NotFound();
  return group;
}

/** `committeeForm`: the second form of the page, on the election of the committee. */
async function showAll(
  visit: BranchVisit,
  form: FormState,
  status: number,
  committeeForm: FormState = freshForm(),
): Promise<void> {
  const { branchId } = visit;
  const overview = await getElectionOverview(visit.useCase.db, stepPlaceOf(visit));
  const frame = visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${branchId}` },
      { label: '推选组长', href: null },
    ],
  });
  const texts = { frame, branchId, overview, form, committeeForm };
  const page = showElectionOverviewPage({ ...texts, mayManage: mayManage(visit) });
  const papers = [asLedger(() => leaderLedger(matterOf(visit), overview.groups))];
  await showWithPapers(visit, 'elections/overview', page, overview.groups.length > 0 ? papers : [], status);
}

async function openAll(visit: BranchVisit): Promise<void> {
  await submitForm(visit, openingForm, {
    save: async (data) => {
      await openNomination(visit.useCase, stepPlaceOf(visit), data);
      return { href: `/branches/${visit.branchId}/elections`, notice: '已开始自荐。' };
    },
    again: (form) => showAll(visit, form, 422),
  });
}

async function recordElection(visit: BranchVisit): Promise<void> {
  await submitForm(visit, electedForm, {
    save: async ({ committeeElectedOn }) => {
      await recordCommitteeElection(visit.useCase, stepPlaceOf(visit), committeeElectedOn);
      const notice = '已登记支委会换届。承诺书继续有效；请组织各小组重新推选组长或确认留任。';
      return { href: `/branches/${visit.branchId}/elections`, notice };
    },
    again: (form) => showAll(visit, freshForm(), 422, form),
  });
}

async function showOne(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { branchId, today } = visit;
  const group = await getGroupOf(visit);
  const frame = visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${branchId}` },
      { label: '推选组长', href: `/branches/${branchId}/elections` },
      { label: group.name, href: null },
    ],
  });
  visit.show(
    'elections/show',
    showElectionPage({ frame, branchId, group, form, today, mayManage: mayManage(visit) }),
    status,
  );
}

const electionHref = (visit: BranchVisit) => `/branches/${visit.branchId}/groups/${visit.params['groupId']}/election`;

async function addCandidate(visit: BranchVisit): Promise<void> {
  const groupId = visit.params['groupId'] ?? '';
  await submitForm(visit, branchNominationForm, {
    save: async (data) => {
      await nominate(visit.useCase, stepPlaceOf(visit), { groupId, source: 'BRANCH', ...data });
      return { href: electionHref(visit), notice: '已推荐为候选人。' };
    },
    again: (form) => showOne(visit, form, 422),
  });
}

async function withdrawCandidate(visit: BranchVisit): Promise<void> {
  const groupId = visit.params['groupId'] ?? '';
  await submitForm(visit, withdrawalForm, {
    save: async ({ memberId }) => {
      await withdrawNomination(visit.useCase, stepPlaceOf(visit), { groupId, memberId });
      return { href: electionHref(visit), notice: '已撤下候选人。' };
    },
    again: (form) => showOne(visit, form, 422),
  });
}
