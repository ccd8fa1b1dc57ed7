import { mayInBranch } from '../../access/permissions.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { studySessionForm } from './mobilization.forms.js';
import { studySessionLedger } from './study-sessions.ledger.js';
import { showNewStudySessionPage, showStudySessionsPage } from './study-sessions.page.js';
import { listAttendanceChoices, listStudySessions } from './study-sessions.queries.js';
import { recordStudySession } from './study-sessions.service.js';

export const studySessionRoutes: readonly RouteRow[] = [
  { method: 'get', path: '/branches/:branchId/study-sessions', place: 'branch', access: 'branch:read', handler: list },
  {
    method: 'get',
    path: '/branches/:branchId/study-sessions/new',
    place: 'branch',
    access: 'mobilization:manage',
    handler: (visit) => showNew(visit, freshForm(), 200),
  },
  {
    method: 'post',
    path: '/branches/:branchId/study-sessions',
    place: 'branch',
    access: 'mobilization:manage',
    handler: create,
  },
];

const listHref = (visit: BranchVisit) => `/branches/${visit.branchId}/study-sessions`;

async function list(visit: BranchVisit): Promise<void> {
  const sessions = await listStudySessions(visit.useCase.db, stepPlaceOf(visit));
  const mayWrite = mayInBranch(visit.person.roles, 'mobilization:manage', visit.branchId);
  const frame = visit.frame({
    step: 'STUDY',
    crumbs: [{ label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` }],
  });
  const page = showStudySessionsPage({ frame, sessions, newHref: mayWrite ? `${listHref(visit)}/new` : null });
  const whole = () => listStudySessions(visit.useCase.db, stepPlaceOf(visit), MOST_ROWS);
  await showWithPapers(visit, 'mobilization/study-sessions', page, [
    asLedger(async () => studySessionLedger(matterOf(visit), await whole())),
  ]);
}

async function showNew(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { bureauId, branchId } = stepPlaceOf(visit);
  const members = await listAttendanceChoices(visit.useCase.db, bureauId, branchId);
  const frame = visit.frame({ step: 'STUDY', crumbs: [{ label: '学习活动', href: listHref(visit) }] });
  visit.show('pages/form', showNewStudySessionPage({ frame, members, form, href: listHref(visit) }), status);
}

async function create(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  await submitForm(visit, studySessionForm, {
    save: async (data) => {
      await recordStudySession(visit.useCase, place, data);
      return { href: listHref(visit), notice: '学习活动已登记。' };
    },
    again: (form) => showNew(visit, form, 422),
  });
}
