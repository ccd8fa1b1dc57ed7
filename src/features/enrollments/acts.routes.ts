import { standingIn } from '../../campaign/place.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { showClosurePage, showConfirmationPage, showPublicationPage, showWindowPage } from './acts.page.js';
import { getEnrollmentBoard } from './board.queries.js';
import { confirmationForm, plainForm, publicationForm, windowForm } from './enrollments.forms.js';
import { isUnplaced } from './enrollments.rules.js';
import { listGroupsWithMembers } from './lists.queries.js';
import { confirmList, smallGroups } from './lists.service.js';
import { publishLists } from './publication.service.js';
import { remindUnanswered, remindUnplaced } from './reminding.service.js';
import { changeWindow, closeRound, openRound } from './rounds.service.js';

const BASE = '/branches/:branchId/enrollment';
const manage = { place: 'branch', access: 'enrollments:manage' } as const;
const announce = { place: 'branch', access: 'notices:publish' } as const;

/** The binding acts of the sign-up, each with a page that says what will happen. */
export const enrollmentActRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: `${BASE}/new`,
    ...manage,
    handler: (visit: BranchVisit) => showWindow(visit, freshForm(), 200),
  },
  { method: 'post', path: BASE, ...manage, handler: open },
  {
    method: 'get',
    path: `${BASE}/window/edit`,
    ...manage,
    handler: (visit: BranchVisit) => showWindow(visit, freshForm(), 200),
  },
  { method: 'post', path: `${BASE}/window`, ...manage, handler: moveWindow },
  { method: 'post', path: `${BASE}/reminders`, ...manage, handler: remindThem },
  { method: 'post', path: `${BASE}/answer-reminders`, ...manage, handler: remindToAnswer },
  {
    method: 'get',
    path: `${BASE}/closure/new`,
    ...manage,
    handler: (visit: BranchVisit) => showClosure(visit, freshForm(), 200),
  },
  { method: 'post', path: `${BASE}/closure`, ...manage, handler: close },
  {
    method: 'get',
    path: `${BASE}/confirmation/new`,
    ...manage,
    handler: (visit: BranchVisit) => showConfirmation(visit, freshForm(), 200),
  },
  { method: 'post', path: `${BASE}/confirmation`, ...manage, handler: confirm },
  {
    method: 'get',
    path: `${BASE}/publication/new`,
    ...announce,
    handler: (visit: BranchVisit) => showPublication(visit, freshForm(), 200),
  },
  { method: 'post', path: `${BASE}/publication`, ...announce, handler: publish },
];

const homeOf = (visit: BranchVisit) => `/branches/${visit.branchId}/enrollment`;

function frameOf(visit: BranchVisit, here: string) {
  return visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
      { label: '报名定岗', href: homeOf(visit) },
      { label: here, href: null },
    ],
  });
}

async function showWindow(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { branchId, today } = visit;
  const { round } = await getEnrollmentBoard(visit.useCase.db, stepPlaceOf(visit));
  if (!round && !standingIn(visit.place, 'ENROLLMENT')) throw new StepNotOpen('“组建功能党小组”完成后，才能开放报名。');
  const page = showWindowPage({ frame: frameOf(visit, '报名时间'), branchId, form, stored: round, today });
  visit.show('pages/form', page, status);
}

async function open(visit: BranchVisit): Promise<void> {
  await submitForm(visit, windowForm, {
    save: async (window) => {
      await openRound(visit.useCase, stepPlaceOf(visit), window);
      return { href: homeOf(visit), notice: '报名已开放。' };
    },
    again: (form) => showWindow(visit, form, 422),
  });
}

async function moveWindow(visit: BranchVisit): Promise<void> {
  await submitForm(visit, windowForm, {
    save: async (window) => {
      await changeWindow(visit.useCase, stepPlaceOf(visit), window);
      return { href: homeOf(visit), notice: '报名时间已保存。' };
    },
    again: (form) => showWindow(visit, form, 422),
  });
}

async function remindThem(visit: BranchVisit): Promise<void> {
  const count = await remindUnplaced(visit.useCase, stepPlaceOf(visit));
  const told = `已提醒${count}名未报名的党员，登录后即可看到。`;
  visit.go(homeOf(visit), count > 0 ? told : '没有需要提醒的党员，或今天都已提醒过。');
}

async function remindToAnswer(visit: BranchVisit): Promise<void> {
  const count = await remindUnanswered(visit.useCase, stepPlaceOf(visit));
  const told = `已提醒${count}名党员确认安排，登录后即可看到。`;
  visit.go(homeOf(visit), count > 0 ? told : '没有需要提醒的党员，或今天都已提醒过。');
}

async function showClosure(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { branchId } = visit;
  const { round, members } = await getEnrollmentBoard(visit.useCase.db, stepPlaceOf(visit));
  if (!round) throw new NotFound('本支部还没有开放报名。');
  const unplaced = members.filter(isUnplaced);
  const page = showClosurePage({
    frame: frameOf(visit, '结束报名'),
    branchId,
    form,
    unplaced,
    closesOn: round.closesOn,
  });
  visit.show('pages/confirm', page, status);
}

async function close(visit: BranchVisit): Promise<void> {
  await submitForm(visit, plainForm, {
    save: async () => {
      await closeRound(visit.useCase, stepPlaceOf(visit));
      return { href: homeOf(visit), notice: '报名已结束。' };
    },
    again: (form) => showClosure(visit, form, 422),
  });
}

async function showConfirmation(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { branchId } = visit;
  const place = stepPlaceOf(visit);
  const board = await getEnrollmentBoard(visit.useCase.db, place);
  const groups = await listGroupsWithMembers(visit.useCase.db, place);
  const waiting = board.members.filter((member) => member.membership && member.membership.acknowledgedAt === null);
  const page = showConfirmationPage({
    frame: frameOf(visit, '确定名单'),
    branchId,
    form,
    groups: board.groups,
    unplaced: board.members.filter(isUnplaced),
    faults: smallGroups(groups),
    waiting: waiting.map((member) => member.name),
  });
  visit.show('pages/confirm', page, status);
}

async function confirm(visit: BranchVisit): Promise<void> {
  await submitForm(visit, confirmationForm, {
    save: async (data) => {
      await confirmList(visit.useCase, stepPlaceOf(visit), data);
      return { href: homeOf(visit), notice: '名单已确定。' };
    },
    again: (form) => showConfirmation(visit, form, 422),
  });
}

async function showPublication(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { branchId } = visit;
  const groups = await listGroupsWithMembers(visit.useCase.db, stepPlaceOf(visit));
  visit.show(
    'pages/confirm',
    showPublicationPage({ frame: frameOf(visit, '公布名单和组长'), branchId, form, groups }),
    status,
  );
}

async function publish(visit: BranchVisit): Promise<void> {
  await submitForm(visit, publicationForm, {
    save: async ({ secrecyReviewedBy }) => {
      await publishLists(visit.useCase, stepPlaceOf(visit), { secrecyReviewedBy });
      return { href: homeOf(visit), notice: '名单和组长已在党务公开栏公布。' };
    },
    again: (form) => showPublication(visit, form, 422),
  });
}
