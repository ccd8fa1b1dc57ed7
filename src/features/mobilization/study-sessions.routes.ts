import { mayInBranch } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import { isId } from '../../web/request-text.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { absencesForm, revisedStudyForm, studySessionForm } from './mobilization.forms.js';
import { sessionHref, sessionsHref } from './study.paths.js';
import { findPlanned } from './study-plan.queries.js';
import { sessionFormValues, showAbsencesPage } from './study-session.page.js';
import { studySessionLedger } from './study-sessions.ledger.js';
import { showEditStudySessionPage, showNewStudySessionPage, showStudySessionsPage } from './study-sessions.page.js';
import { listAttendanceChoices, listStudySessions } from './study-sessions.queries.js';
import { explainAbsences, recordStudySession, reviseStudySession } from './study-sessions.service.js';
import { getSession, showSession, studyFrame } from './study-visit.js';

const ALL = '/branches/:branchId/study-sessions';
const ONE = `${ALL}/:studyId`;
const read = { place: 'branch', access: 'branch:read' } as const;
const write = { place: 'branch', access: 'mobilization:manage' } as const;

export const studySessionRoutes: readonly RouteRow[] = [
  { method: 'get', path: ALL, ...read, handler: list },
  { method: 'get', path: `${ALL}/new`, ...write, handler: begin },
  { method: 'post', path: ALL, ...write, handler: create },
  { method: 'get', path: ONE, ...read, handler: (visit: BranchVisit) => showSession(visit, {}, 200) },
  { method: 'get', path: `${ONE}/edit`, ...write, handler: edit },
  { method: 'post', path: ONE, ...write, handler: save },
  {
    method: 'get',
    path: `${ONE}/absences/edit`,
    ...write,
    handler: (visit: BranchVisit) => showAbsences(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/absences`, ...write, handler: saveAbsences },
];

async function list(visit: BranchVisit): Promise<void> {
  const { branchId, person, place } = visit;
  const sessions = await listStudySessions(visit.useCase.db, stepPlaceOf(visit));
  const mayWrite = mayInBranch(person.roles, 'mobilization:manage', branchId);
  const frame = visit.frame({
    step: 'STUDY',
    crumbs: [{ label: place.branch.shortName, href: `/branches/${branchId}` }],
  });
  const page = showStudySessionsPage({ frame, branchId, sessions, mayWrite });
  const whole = () => listStudySessions(visit.useCase.db, stepPlaceOf(visit), MOST_ROWS);
  await showWithPapers(visit, 'mobilization/study-sessions', page, [
    asLedger(async () => studySessionLedger(matterOf(visit), await whole())),
  ]);
}

/** A form with everybody ticked, and what the plan says where it is recorded from the plan. */
async function begin(visit: BranchVisit): Promise<void> {
  const { bureauId, branchId } = stepPlaceOf(visit);
  const members = await listAttendanceChoices(visit.useCase.db, bureauId, branchId);
  const planned = await plannedOf(visit);
  const values = planned ? { topic: planned.topic } : {};
  await showNew(visit, freshForm({ ...values, attendeeIds: members.map(({ id }) => id).join(',') }), 200);
}

/** The line of the plan the address names; null without one. Throws NotFound. */
async function plannedOf(visit: BranchVisit) {
  const asked = visit.query['plan'];
  if (asked === undefined) return null;
  const found = isId(asked) ? await findPlanned(visit.useCase.db, stepPlaceOf(visit), asked) : null;
  if (found?.kind !== 'STUDY') throw new NotFound();
  return found;
}

async function showNew(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { bureauId, branchId } = stepPlaceOf(visit);
  const members = await listAttendanceChoices(visit.useCase.db, bureauId, branchId);
  const frame = visit.frame({ step: 'STUDY', crumbs: [{ label: '学习活动', href: sessionsHref(branchId) }] });
  const plannedId = visit.query['plan'] ?? null;
  visit.show('pages/form', showNewStudySessionPage({ frame, members, form, branchId, plannedId }), status);
}

async function create(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  const planned = await plannedOf(visit);
  await submitForm(visit, studySessionForm, {
    save: async (data) => {
      const id = await recordStudySession(visit.useCase, place, data, planned?.id ?? null);
      return { href: sessionHref(visit.branchId, id), notice: '学习活动已登记。可以接着添加材料、填写缺席原因。' };
    },
    again: (form) => showNew(visit, form, 422),
  });
}

async function edit(visit: BranchVisit): Promise<void> {
  const session = await getSession(visit);
  await showEdit(visit, session.id, freshForm(sessionFormValues(session)), 200);
}

async function showEdit(visit: BranchVisit, id: string, form: FormState, status: number): Promise<void> {
  const { bureauId, branchId } = stepPlaceOf(visit);
  const members = await listAttendanceChoices(visit.useCase.db, bureauId, branchId);
  const frame = studyFrame(visit, { label: '修改记录', href: null });
  visit.show('pages/form', showEditStudySessionPage({ frame, members, form, branchId, id }), status);
}

async function save(visit: BranchVisit): Promise<void> {
  const { id } = await getSession(visit);
  await submitForm(visit, revisedStudyForm, {
    save: async (data) => {
      await reviseStudySession(visit.useCase, stepPlaceOf(visit), id, data);
      return { href: sessionHref(visit.branchId, id), notice: '修改已保存。' };
    },
    again: (form) => showEdit(visit, id, form, 422),
  });
}

async function showAbsences(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const session = await getSession(visit);
  const frame = studyFrame(visit, { label: '缺席原因', href: null });
  visit.show('pages/form', showAbsencesPage({ frame, branchId: visit.branchId, session, form }), status);
}

async function saveAbsences(visit: BranchVisit): Promise<void> {
  const { id } = await getSession(visit);
  await submitForm(visit, absencesForm, {
    rows: ['absences'],
    save: async ({ absences }) => {
      await explainAbsences(visit.useCase, stepPlaceOf(visit), id, absences);
      return { href: sessionHref(visit.branchId, id), notice: '缺席原因已保存。' };
    },
    again: (form) => showAbsences(visit, form, 422),
  });
}
