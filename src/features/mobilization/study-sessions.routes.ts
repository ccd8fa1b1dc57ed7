import { mayInBranch } from '../../access/permissions.js';
import { StepNotOpen } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { studySessionForm } from './mobilization.forms.js';
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

function campaignOf(visit: BranchVisit): string {
  if (!visit.place.campaign) throw new StepNotOpen('局党委尚未发布活动,暂不能办理。');
  return visit.place.campaign.id;
}

const listHref = (visit: BranchVisit) => `/branches/${visit.branchId}/study-sessions`;

async function list(visit: BranchVisit): Promise<void> {
  const sessions = await listStudySessions(visit.useCase.db, {
    bureauId: visit.person.bureauId,
    campaignId: campaignOf(visit),
    branchId: visit.branchId,
  });
  const mayWrite = mayInBranch(visit.person.roles, 'mobilization:manage', visit.branchId);
  const frame = visit.frame({
    step: 'STUDY',
    crumbs: [{ label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` }],
  });
  visit.show(
    'mobilization/study-sessions',
    showStudySessionsPage({ frame, sessions, newHref: mayWrite ? `${listHref(visit)}/new` : null }),
  );
}

async function showNew(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  campaignOf(visit);
  const members = await listAttendanceChoices(visit.useCase.db, visit.person.bureauId, visit.branchId);
  const frame = visit.frame({ step: 'STUDY', crumbs: [{ label: '学习活动', href: listHref(visit) }] });
  visit.show(
    'mobilization/study-session-new',
    showNewStudySessionPage({ frame, members, form, href: listHref(visit) }),
    status,
  );
}

async function create(visit: BranchVisit): Promise<void> {
  const campaignId = campaignOf(visit);
  await submitForm(visit, studySessionForm, {
    save: async (data) => {
      await recordStudySession(visit.useCase, { campaignId, branchId: visit.branchId }, data);
      return { href: listHref(visit), notice: '学习活动已登记。' };
    },
    again: (form) => showNew(visit, form, 422),
  });
}
