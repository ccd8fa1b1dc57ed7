import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { getEnrollmentBoard } from './board.queries.js';
import { draftPlace } from './drafts.service.js';
import { placeForm } from './enrollments.forms.js';
import { showPlacesPage } from './places.page.js';

const BASE = '/branches/:branchId/enrollment';
const manage = { place: 'branch', access: 'enrollments:manage' } as const;

export const placeRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: `${BASE}/places`,
    ...manage,
    handler: (visit: BranchVisit) => show(visit, freshForm(), null, 200),
  },
  { method: 'post', path: `${BASE}/members/:memberId/place`, ...manage, handler: move },
];

const homeOf = (visit: BranchVisit) => `/branches/${visit.branchId}/enrollment`;

async function show(visit: BranchVisit, form: FormState, refused: string | null, status: number): Promise<void> {
  const { branchId } = visit;
  const board = await getEnrollmentBoard(visit.useCase.db, stepPlaceOf(visit));
  if (refused !== null && !board.members.some(({ id }) => id === refused)) throw new NotFound();
  const frame = visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${branchId}` },
      { label: '报名定岗', href: homeOf(visit) },
      { label: '调整安排', href: null },
    ],
  });
  visit.show('enrollments/places', showPlacesPage({ frame, branchId, board, form, refused }), status);
}

async function move(visit: BranchVisit): Promise<void> {
  const memberId = visit.params['memberId'] ?? '';
  await submitForm(visit, placeForm, {
    save: async ({ groupId }) => {
      await draftPlace(visit.useCase, stepPlaceOf(visit), { memberId, groupId });
      return { href: `${homeOf(visit)}/places#m-${memberId}`, notice: '草稿已保存，各组人数已更新。' };
    },
    again: (form) => show(visit, form, memberId, 422),
  });
}
