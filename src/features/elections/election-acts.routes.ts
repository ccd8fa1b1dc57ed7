import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asWord, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { appointLeader } from './appointments.service.js';
import { countRecordDocument } from './count-document.js';
import { showCountPage } from './count-form.page.js';
import { showCountRecordPage } from './counts.page.js';
import { recordCount } from './counts.service.js';
import { showDeparturePage } from './departure.page.js';
import { releaseLeader } from './departures.service.js';
import { showAppointmentPage, showOpenVotingPage, showPapersPage } from './election-acts.page.js';
import { findCount, findGroupElection, type GroupElection } from './election-pages.queries.js';
import { appointmentForm, countForm, departureForm, plainForm } from './elections.forms.js';
import { listBranchPeople } from './elections.queries.js';
import { openVoting } from './nominations.service.js';

const GROUP = '/branches/:branchId/groups/:groupId';
const manage = { place: 'branch', access: 'elections:manage' } as const;

/** The binding acts of an election, each with its page, and the papers for the meeting. */
export const electionActRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: `${GROUP}/election/voting/new`,
    ...manage,
    handler: (visit: BranchVisit) => showVoting(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/election/voting`, ...manage, handler: startVoting },
  { method: 'get', path: `${GROUP}/election/papers`, ...manage, handler: showPapers },
  {
    method: 'get',
    path: `${GROUP}/election/count/new`,
    ...manage,
    handler: (visit: BranchVisit) => showCount(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/election/counts`, ...manage, handler: saveCount },
  {
    method: 'get',
    path: '/branches/:branchId/election-counts/:countId',
    place: 'branch',
    access: 'branch:read',
    handler: showRecord,
  },
  {
    method: 'get',
    path: `${GROUP}/appointment/new`,
    ...manage,
    handler: (visit: BranchVisit) => showAppointment(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/appointment`, ...manage, handler: appoint },
  {
    method: 'get',
    path: `${GROUP}/leader-departure/new`,
    ...manage,
    handler: (visit: BranchVisit) => showDeparture(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/leader-departure`, ...manage, handler: release },
];

const groupIdOf = (visit: BranchVisit) => visit.params['groupId'] ?? '';
const electionHref = (visit: BranchVisit) => `/branches/${visit.branchId}/groups/${groupIdOf(visit)}/election`;

async function getGroup(visit: BranchVisit): Promise<GroupElection> {
  const group = await findGroupElection(visit.useCase.db, stepPlaceOf(visit), groupIdOf(visit), visit.today);
  if (!group) throw new NotFound();
  return group;
}

function frameOf(visit: BranchVisit, group: GroupElection, here: string) {
  return visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: '推选组长', href: `/branches/${visit.branchId}/elections` },
      { label: group.name, href: electionHref(visit) },
      { label: here, href: null },
    ],
  });
}

async function showVoting(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const group = await getGroup(visit);
  const page = showOpenVotingPage({ frame: frameOf(visit, group, '结束自荐'), branchId: visit.branchId, group, form });
  visit.show('pages/confirm', page, status);
}

async function startVoting(visit: BranchVisit): Promise<void> {
  await submitForm(visit, plainForm, {
    save: async () => {
      await openVoting(visit.useCase, stepPlaceOf(visit), groupIdOf(visit));
      return { href: electionHref(visit), notice: '自荐已结束，可以打印选票。' };
    },
    again: (form) => showVoting(visit, form, 422),
  });
}

async function showPapers(visit: BranchVisit): Promise<void> {
  const group = await getGroup(visit);
  if (group.election?.status !== 'VOTING') throw new NotFound('结束自荐后，才能打印选票。');
  const frame = visit.frame({ layout: 'paper', step: 'ENROLLMENT' });
  visit.show('elections/papers', showPapersPage({ frame, branchId: visit.branchId, group }));
}

async function showCount(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const group = await getGroup(visit);
  if (group.election?.status !== 'VOTING') throw new NotFound('结束自荐后，才能录入计票结果。');
  const { branchId, today } = visit;
  const people = await listBranchPeople(visit.useCase.db, stepPlaceOf(visit), today);
  const frame = frameOf(visit, group, '录入计票结果');
  const page = showCountPage({ frame, branchId, group, people, form, today });
  visit.show('pages/form', page, status);
}

async function saveCount(visit: BranchVisit): Promise<void> {
  await submitForm(visit, countForm, {
    rows: ['tallies', 'writeIns'],
    save: async (data) => {
      const outcome = await recordCount(visit.useCase, stepPlaceOf(visit), { groupId: groupIdOf(visit), ...data });
      return { href: electionHref(visit), notice: outcome.verdictText };
    },
    again: (form) => showCount(visit, form, 422),
  });
}

async function showRecord(visit: BranchVisit): Promise<void> {
  const count = await findCount(visit.useCase.db, stepPlaceOf(visit), visit.params['countId'] ?? '');
  if (!count) throw new NotFound();
  const crumbs = [
    { label: '推选组长', href: `/branches/${visit.branchId}/elections` },
    { label: count.groupName, href: `/branches/${visit.branchId}/groups/${count.groupId}/election` },
    { label: '选举结果记录', href: null },
  ];
  const frame = visit.frame({ layout: 'paper', step: 'ENROLLMENT', crumbs });
  await showWithPapers(visit, 'elections/record', showCountRecordPage({ frame, count }), [
    asWord(async () => ({
      ...{ title: `${count.groupName}推选组长结果记录`, place: visit.place.branch.shortName, day: count.heldOn },
      content: await countRecordDocument(count),
    })),
  ]);
}

async function showAppointment(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const group = await getGroup(visit);
  const page = showAppointmentPage({ frame: frameOf(visit, group, '指定组长'), branchId: visit.branchId, group, form });
  visit.show('pages/confirm', page, status);
}

async function appoint(visit: BranchVisit): Promise<void> {
  await submitForm(visit, appointmentForm, {
    save: async (data) => {
      await appointLeader(visit.useCase, stepPlaceOf(visit), { groupId: groupIdOf(visit), ...data });
      return { href: electionHref(visit), notice: '组长已指定。' };
    },
    again: (form) => showAppointment(visit, form, 422),
  });
}

async function showDeparture(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const group = await getGroup(visit);
  if (!group.term) throw new NotFound('本小组目前没有组长。');
  const { branchId, today } = visit;
  const page = showDeparturePage({ frame: frameOf(visit, group, '组长离任'), branchId, group, form, today });
  visit.show('pages/confirm', page, status);
}

async function release(visit: BranchVisit): Promise<void> {
  await submitForm(visit, departureForm, {
    save: async (data) => {
      await releaseLeader(visit.useCase, stepPlaceOf(visit), { groupId: groupIdOf(visit), ...data });
      return { href: electionHref(visit), notice: '组长离任已登记，请组织补选。' };
    },
    again: (form) => showDeparture(visit, form, 422),
  });
}
