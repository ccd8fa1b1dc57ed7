import { mayInBranch } from '../../access/permissions.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { cancellationForm, countForm, openingForm, plainForm } from './ballots.forms.js';
import {
  showCancellationPage,
  showClosurePage,
  showCountPage,
  showGroupBallotsPage,
  showOpeningPage,
  showSlipsPage,
} from './ballots.page.js';
import { findGroupBallots, findPublishedBox, type GroupBallots } from './ballots.queries.js';
import { countGroupElectors, openBox, type Slip } from './boxes.service.js';
import { cancelBox, closeBox, countBox } from './counting.service.js';

const GROUP = '/branches/:branchId/groups/:groupId';
const read = { place: 'branch', access: 'branch:read' } as const;
const manage = { place: 'branch', access: 'elections:manage' } as const;

/** One group's votes in the portal: opening, end, count, and what is published of them. */
export const ballotRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${GROUP}/ballot`, ...read, handler: show },
  {
    method: 'get',
    path: `${GROUP}/ballot/new`,
    ...manage,
    handler: (visit: BranchVisit) => askOpening(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/ballots`, ...manage, handler: open },
  {
    method: 'get',
    path: `${GROUP}/ballot/closure/new`,
    ...manage,
    handler: (visit: BranchVisit) => askClosure(visit, freshForm()),
  },
  { method: 'post', path: `${GROUP}/ballot/closure`, ...manage, handler: close },
  {
    method: 'get',
    path: `${GROUP}/ballot/count/new`,
    ...manage,
    handler: (visit: BranchVisit) => askCount(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/ballot/counts`, ...manage, handler: count },
  {
    method: 'get',
    path: `${GROUP}/ballot/cancellation/new`,
    ...manage,
    handler: (visit: BranchVisit) => askCancellation(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/ballot/cancellation`, ...manage, handler: cancel },
  { method: 'get', path: '/branches/:branchId/ballots/:boxId/result', ...read, handler: publish },
];

const groupIdOf = (visit: BranchVisit) => visit.params['groupId'] ?? '';
const ballotHref = (visit: BranchVisit) => `/branches/${visit.branchId}/groups/${groupIdOf(visit)}/ballot`;

async function getGroup(visit: BranchVisit): Promise<GroupBallots> {
  const group = await findGroupBallots(visit.useCase.db, stepPlaceOf(visit), groupIdOf(visit));
  if (!group) throw new NotFound();
  return group;
}

function frameOf(visit: BranchVisit, group: GroupBallots, here: string | null) {
  const ballot = { label: '在本系统内投票', href: here ? ballotHref(visit) : null };
  const crumbs = [
    { label: '推选组长', href: `/branches/${visit.branchId}/elections` },
    { label: group.name, href: `/branches/${visit.branchId}/groups/${group.id}/election` },
    ballot,
  ];
  return visit.frame({ step: 'ENROLLMENT', crumbs: here ? [...crumbs, { label: here, href: null }] : crumbs });
}

/** The group with the box in the state that an act needs. Throws NotFound, StaleState. */
async function groupWith(visit: BranchVisit, states: readonly string[]): Promise<GroupBallots> {
  const group = await getGroup(visit);
  if (!group.boxes.some(({ status }) => states.includes(status)))
    throw new StaleState('目前没有可以办理的投票，请看最新情况。');
  return group;
}

async function show(visit: BranchVisit): Promise<void> {
  const group = await getGroup(visit);
  const { branchId, person } = visit;
  const mayManage = mayInBranch(person.roles, 'elections:manage', branchId);
  const page = showGroupBallotsPage({ frame: frameOf(visit, group, null), branchId, group, mayManage });
  visit.show('ballots/show', page);
}

async function askOpening(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const group = await getGroup(visit);
  if (group.election?.status !== 'VOTING') throw new StaleState('结束自荐后，才能开始投票。');
  const { branchId, today } = visit;
  const electors = await countGroupElectors(visit.useCase.db, stepPlaceOf(visit), group.id, today);
  const frame = frameOf(visit, group, '开始投票');
  visit.show('pages/confirm', showOpeningPage({ frame, branchId, group, form, electors }), status);
}

/** The slips are in the answer itself, so that nothing has to keep them. */
async function open(visit: BranchVisit): Promise<void> {
  let slips: Slip[] = [];
  await submitForm({ ...visit, go: () => {} }, openingForm, {
    save: async ({ supervisor1, supervisor2, supervisor3, accepted }) => {
      const supervisors = [supervisor1, supervisor2, ...(supervisor3 ? [supervisor3] : [])];
      const input = { groupId: groupIdOf(visit), supervisors, accepted: accepted === 'on' };
      slips = await openBox(visit.useCase, stepPlaceOf(visit), input);
      return { href: ballotHref(visit) };
    },
    again: (form) => askOpening(visit, form, 422),
  });
  if (slips.length === 0) return;
  const group = await getGroup(visit);
  const frame = visit.frame({ layout: 'paper', step: 'ENROLLMENT' });
  visit.show('ballots/slips', showSlipsPage({ frame, branchId: visit.branchId, group, slips }));
}

async function askClosure(visit: BranchVisit, form: FormState): Promise<void> {
  const group = await groupWith(visit, ['OPEN']);
  const frame = frameOf(visit, group, '结束投票');
  visit.show('pages/confirm', showClosurePage({ frame, branchId: visit.branchId, group, form }));
}

async function close(visit: BranchVisit): Promise<void> {
  await getGroup(visit);
  await submitForm(visit, plainForm, {
    save: async () => {
      const toCount = await closeBox(visit.useCase, stepPlaceOf(visit), groupIdOf(visit));
      const notice = toCount ? '投票已结束，请各监票人共同开箱计票。' : '投票人数不足应到五分之四，本轮不开箱。';
      return { href: ballotHref(visit), notice };
    },
    again: (form) => askClosure(visit, form),
  });
}

async function askCount(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const group = await groupWith(visit, ['CLOSED']);
  const frame = frameOf(visit, group, '开箱计票');
  visit.show('pages/form', showCountPage({ frame, branchId: visit.branchId, group, form }), status);
}

async function count(visit: BranchVisit): Promise<void> {
  await submitForm(visit, countForm, {
    rows: ['slips'],
    save: async ({ slips }) => {
      const given = slips.map(({ slip }) => slip);
      const { verdictText } = await countBox(visit.useCase, stepPlaceOf(visit), groupIdOf(visit), given);
      return { href: ballotHref(visit), notice: verdictText };
    },
    again: (form) => askCount(visit, form, 422),
  });
}

async function askCancellation(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const group = await groupWith(visit, ['OPEN', 'CLOSED']);
  const frame = frameOf(visit, group, '作废本轮投票');
  visit.show('pages/confirm', showCancellationPage({ frame, branchId: visit.branchId, group, form }), status);
}

async function cancel(visit: BranchVisit): Promise<void> {
  await submitForm(visit, cancellationForm, {
    save: async ({ reason }) => {
      if (reason.length < 4) throw new RuleViolation('请把作废原因写清楚。', 'reason');
      await cancelBox(visit.useCase, stepPlaceOf(visit), groupIdOf(visit), reason);
      return { href: ballotHref(visit), notice: '本轮投票已作废。' };
    },
    again: (form) => askCancellation(visit, form, 422),
  });
}

/** For an independent recount: what the box held, without names of electors. */
async function publish(visit: BranchVisit): Promise<void> {
  const box = await findPublishedBox(visit.useCase.db, stepPlaceOf(visit), visit.params['boxId'] ?? '');
  if (!box) throw new NotFound();
  visit.res.attachment(`ballot-${box.box}.json`).json(box);
}
