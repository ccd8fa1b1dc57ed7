import { mayInBranch } from '../../access/permissions.js';
import { NotFound, StaleState } from '../../shared/errors.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { cancellationForm, plannedEventForm, plannedMeetingForm } from './mobilization.forms.js';
import { planHref, sessionsHref } from './study.paths.js';
import { planLedger } from './study-plan.ledger.js';
import { askCancellationPage, showMeetingChoicePage, showNewPlannedPage, showPlanPage } from './study-plan.page.js';
import { findPlanned, listFreeMeetings, listPlan, type PlannedLine } from './study-plan.queries.js';
import { cancelPlanned, markMeetingHeld, planEvent } from './study-plan.service.js';

const ALL = '/branches/:branchId/study-plan';
const ONE = `${ALL}/:plannedId`;
const write = { place: 'branch', access: 'mobilization:manage' } as const;

export const studyPlanRoutes: readonly RouteRow[] = [
  { method: 'get', path: ALL, place: 'branch', access: 'branch:read', handler: list },
  { method: 'get', path: `${ALL}/new`, ...write, handler: (visit: BranchVisit) => showNew(visit, freshForm(), 200) },
  { method: 'post', path: ALL, ...write, handler: create },
  {
    method: 'get',
    path: `${ONE}/meeting/new`,
    ...write,
    handler: (visit: BranchVisit) => chooseMeeting(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/meeting`, ...write, handler: linkMeeting },
  {
    method: 'get',
    path: `${ONE}/cancellation/new`,
    ...write,
    handler: (visit: BranchVisit) => askCancellation(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/cancellation`, ...write, handler: cancel },
];

const idOf = (visit: BranchVisit): string => visit.params['plannedId'] ?? '';

function frameOf(visit: BranchVisit, label: string | null) {
  const { branchId } = visit;
  return visit.frame({
    step: 'STUDY',
    crumbs: [
      { label: '学习活动', href: sessionsHref(branchId) },
      { label: '学习和会议计划', href: label === null ? null : planHref(branchId) },
      ...(label === null ? [] : [{ label, href: null }]),
    ],
  });
}

async function list(visit: BranchVisit): Promise<void> {
  const { branchId, today, person } = visit;
  const place = stepPlaceOf(visit);
  const rows = await listPlan(visit.useCase.db, place);
  const may = {
    write: mayInBranch(person.roles, 'mobilization:manage', branchId),
    readMeetings: mayInBranch(person.roles, 'meetings:read', branchId),
  };
  const whole = () => listPlan(visit.useCase.db, place, MOST_ROWS);
  const page = showPlanPage({ frame: frameOf(visit, null), branchId, rows, today, may });
  await showWithPapers(visit, 'mobilization/study-plan', page, [
    asLedger(async () => planLedger(matterOf(visit), await whole())),
  ]);
}

function showNew(visit: BranchVisit, form: FormState, status: number): void {
  const { branchId } = visit;
  visit.show('pages/form', showNewPlannedPage({ frame: frameOf(visit, '安排'), branchId, form }), status);
}

async function create(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  await submitForm(visit, plannedEventForm, {
    save: async (data) => {
      await planEvent(visit.useCase, place, data);
      return { href: planHref(visit.branchId), notice: '计划已保存。' };
    },
    again: (form) => showNew(visit, form, 422),
  });
}

/** A line of the plan that nothing has become of yet. Throws NotFound, StaleState. */
async function getOpen(visit: BranchVisit): Promise<PlannedLine> {
  const row = await findPlanned(visit.useCase.db, stepPlaceOf(visit), idOf(visit));
  if (!row) throw new NotFound();
  if (row.sessionId ?? row.meetingId ?? row.canceledAt) throw new StaleState('这项计划已经开展或取消，请看最新情况。');
  return row;
}

async function chooseMeeting(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const row = await getOpen(visit);
  if (row.kind !== 'MEETING') throw new NotFound();
  const meetings = await listFreeMeetings(visit.useCase.db, stepPlaceOf(visit));
  const { branchId } = visit;
  const frame = frameOf(visit, '会议记录');
  visit.show('pages/form', showMeetingChoicePage({ frame, branchId, row, form, meetings }), status);
}

async function linkMeeting(visit: BranchVisit): Promise<void> {
  await submitForm(visit, plannedMeetingForm, {
    save: async ({ meetingId }) => {
      await markMeetingHeld(visit.useCase, stepPlaceOf(visit), idOf(visit), meetingId);
      return { href: planHref(visit.branchId), notice: '已注明开展。' };
    },
    again: (form) => chooseMeeting(visit, form, 422),
  });
}

async function askCancellation(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const row = await getOpen(visit);
  const { branchId } = visit;
  visit.show('pages/form', askCancellationPage({ frame: frameOf(visit, '取消'), branchId, row, form }), status);
}

async function cancel(visit: BranchVisit): Promise<void> {
  await submitForm(visit, cancellationForm, {
    save: async ({ reason }) => {
      await cancelPlanned(visit.useCase, stepPlaceOf(visit), idOf(visit), reason);
      return { href: planHref(visit.branchId), notice: '计划已取消。' };
    },
    again: (form) => askCancellation(visit, form, 422),
  });
}
