import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { confirmLeader } from './committee.service.js';
import { findGroupElection } from './election-pages.queries.js';
import { stayingForm } from './elections.forms.js';
import { showStayingPage } from './staying.page.js';

const GROUP = '/branches/:branchId/groups/:groupId';
const manage = { place: 'branch', access: 'elections:manage' } as const;

/** E28: after a branch committee was elected anew, a leader may stay without another election. */
export const committeeRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: `${GROUP}/leader-confirmation/new`,
    ...manage,
    handler: (visit: BranchVisit) => showStaying(visit, freshForm(), 200),
  },
  { method: 'post', path: `${GROUP}/leader-confirmation`, ...manage, handler: stay },
];

const groupIdOf = (visit: BranchVisit) => visit.params['groupId'] ?? '';
const electionHref = (visit: BranchVisit) => `/branches/${visit.branchId}/groups/${groupIdOf(visit)}/election`;

async function showStaying(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { branchId, today } = visit;
  const group = await findGroupElection(visit.useCase.db, stepPlaceOf(visit), groupIdOf(visit), today);
  if (!group?.awaitsConfirmation) throw new NotFound('本小组目前没有需要确认留任的组长。');
  const crumbs = [
    { label: '推选组长', href: `/branches/${branchId}/elections` },
    { label: group.name, href: electionHref(visit) },
    { label: '确认留任', href: null },
  ];
  const frame = visit.frame({ step: 'ENROLLMENT', crumbs });
  visit.show('pages/confirm', showStayingPage({ frame, branchId, group, form, today }), status);
}

async function stay(visit: BranchVisit): Promise<void> {
  await submitForm(visit, stayingForm, {
    save: async (data) => {
      await confirmLeader(visit.useCase, stepPlaceOf(visit), { groupId: groupIdOf(visit), ...data });
      return { href: electionHref(visit), notice: '已确认组长留任。' };
    },
    again: (form) => showStaying(visit, form, 422),
  });
}
