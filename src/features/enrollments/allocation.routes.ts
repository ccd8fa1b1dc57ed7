import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { showAllocationPage } from './allocation.page.js';
import { findAllocationRun, getAllocationBasis } from './allocation.queries.js';
import { type AllocationResult, adoptAllocation, proposeAllocation } from './allocation.service.js';
import { adoptionForm, plainForm } from './enrollments.forms.js';
import { findRound } from './round.queries.js';

const BASE = '/branches/:branchId/enrollment/allocation';
const manage = { place: 'branch', access: 'enrollments:manage' } as const;

export const allocationRoutes: readonly RouteRow[] = [
  { method: 'get', path: BASE, ...manage, handler: (visit: BranchVisit) => show(visit, freshForm(), 200) },
  { method: 'post', path: BASE, ...manage, handler: propose },
  { method: 'post', path: `${BASE}/adoption`, ...manage, handler: adopt },
];

const homeOf = (visit: BranchVisit) => `/branches/${visit.branchId}/enrollment`;

async function show(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const place = stepPlaceOf(visit);
  const { branchId } = visit;
  const { db } = visit.useCase;
  const round = await findRound(db, place);
  const run = await findAllocationRun(db, place);
  const basis = await getAllocationBasis(db, place);
  const frame = visit.frame({
    step: 'ENROLLMENT',
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${branchId}` },
      { label: '报名定岗', href: homeOf(visit) },
      { label: '建议方案', href: null },
    ],
  });
  const kept = run ? { ...run, result: run.result as unknown as AllocationResult } : null;
  const closed = round?.status === 'CLOSED';
  visit.show('enrollments/allocation', showAllocationPage({ frame, branchId, basis, run: kept, closed, form }), status);
}

async function propose(visit: BranchVisit): Promise<void> {
  await submitForm(visit, plainForm, {
    save: async () => {
      await proposeAllocation(visit.useCase, stepPlaceOf(visit));
      return { href: `${homeOf(visit)}/allocation`, notice: '建议方案已生成。' };
    },
    again: (form) => show(visit, form, 422),
  });
}

async function adopt(visit: BranchVisit): Promise<void> {
  await submitForm(visit, adoptionForm, {
    save: async ({ runId }) => {
      await adoptAllocation(visit.useCase, stepPlaceOf(visit), runId);
      return { href: homeOf(visit), notice: '已按建议方案安排，可以逐人调整。' };
    },
    again: (form) => show(visit, form, 422),
  });
}
