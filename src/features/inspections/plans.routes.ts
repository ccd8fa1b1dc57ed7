import { mayInBureau } from '../../access/permissions.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { checklistRows, checklistValues, showChecklistForm } from './checklist.page.js';
import { cancellationForm, checklistForm, planForm } from './inspections.forms.js';
import { INSPECTIONS, inspectionHref } from './inspections.paths.js';
import {
  confirmCancellationPage,
  planValues,
  showInspectionPage,
  showInspectionsPage,
  showPlanForm,
} from './plans.page.js';
import {
  findInspection,
  type InspectionPlan,
  listActiveBranches,
  listInspections,
  listInspectors,
} from './plans.queries.js';
import { cancelInspection, planInspection, replanInspection, saveChecklist } from './plans.service.js';

const ONE = `${INSPECTIONS}/:inspectionId`;
const read = { place: 'bureau', access: 'bureau:read' } as const;
const plan = { place: 'bureau', access: 'inspections:plan' } as const;

/** R49: the bureau's side: plans, teams, days, checklists, and what is still open everywhere. */
export const inspectionPlanRoutes: readonly RouteRow[] = [
  { method: 'get', path: INSPECTIONS, ...read, handler: list },
  {
    ...{ method: 'get', path: `${INSPECTIONS}/new`, ...plan },
    handler: (visit: BureauVisit) => ask(visit, null, freshForm(planValues(null)), 200),
  },
  { method: 'post', path: INSPECTIONS, ...plan, handler: create },
  { method: 'get', path: ONE, ...read, handler: show },
  { method: 'get', path: `${ONE}/edit`, ...plan, handler: edit },
  { method: 'post', path: ONE, ...plan, handler: update },
  { method: 'get', path: `${ONE}/checklist`, ...plan, handler: editChecklist },
  { method: 'post', path: `${ONE}/checklist`, ...plan, handler: updateChecklist },
  {
    ...{ method: 'get', path: `${ONE}/cancellation/new`, ...plan },
    handler: (visit: BureauVisit) => confirmCancellation(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/cancellation`, ...plan, handler: cancel },
];

async function campaignIdOf(visit: BureauVisit): Promise<string> {
  const campaign = await visit.campaign();
  if (!campaign) throw new StepNotOpen('还没有发布活动，发布后再安排督导检查。');
  return campaign.id;
}

const mayPlan = ({ person }: BureauVisit): boolean => mayInBureau(person.roles, 'inspections:plan');

async function list(visit: BureauVisit): Promise<void> {
  const { person, today, useCase } = visit;
  const inspections = await listInspections(useCase.db, person.bureauId, await campaignIdOf(visit));
  const frame = visit.frame({ crumbs: [{ label: '督导检查', href: null }] });
  const page = showInspectionsPage({
    ...{ frame, inspections, today, accountId: person.accountId, mayPlan: mayPlan(visit) },
  });
  visit.show('inspections/list', page);
}

async function getPlan(visit: BureauVisit): Promise<InspectionPlan> {
  const found = await findInspection(visit.useCase.db, visit.person.bureauId, visit.params['inspectionId'] ?? '');
  if (!found) throw new NotFound();
  return found;
}

function frameOf(visit: BureauVisit, found: InspectionPlan | null, label: string) {
  const crumbs = [
    { label: '督导检查', href: INSPECTIONS },
    ...(found ? [{ label: found.title, href: inspectionHref(found.id) }] : []),
    { label, href: null },
  ];
  return visit.frame({ crumbs });
}

async function show(visit: BureauVisit): Promise<void> {
  const found = await getPlan(visit);
  const page = showInspectionPage({
    ...{ frame: frameOf(visit, null, found.title), plan: found, checklist: checklistRows(found.checklist) },
    ...{ today: visit.today, mayPlan: mayPlan(visit) },
  });
  visit.show('inspections/show', page);
}

async function ask(visit: BureauVisit, found: InspectionPlan | null, form: FormState, status: number): Promise<void> {
  const { db } = visit.useCase;
  const { bureauId } = visit.person;
  const [people, branches] = await Promise.all([
    listInspectors(db, bureauId, visit.now),
    listActiveBranches(db, bureauId),
  ]);
  const frame = frameOf(visit, found, found ? '修改安排' : '安排督导检查');
  visit.show('inspections/plan-form', showPlanForm({ frame, plan: found, people, branches, form }), status);
}

async function create(visit: BureauVisit): Promise<void> {
  await submitForm(visit, planForm, {
    rows: ['visits'],
    save: async ({ revision: _, ...input }) => {
      const id = await planInspection(visit.useCase, await campaignIdOf(visit), input);
      return { href: inspectionHref(id), notice: '已安排。请核对检查清单，需要的可以修改。' };
    },
    again: (form) => ask(visit, null, form, 422),
  });
}

/** A plan that is over is looked at, not changed. */
const isOver = ({ status }: InspectionPlan): boolean => status === 'FINISHED' || status === 'CANCELED';

async function edit(visit: BureauVisit): Promise<void> {
  const found = await getPlan(visit);
  if (isOver(found)) return visit.go(inspectionHref(found.id));
  await ask(visit, found, freshForm(planValues(found)), 200);
}

async function update(visit: BureauVisit): Promise<void> {
  const found = await getPlan(visit);
  await submitForm(visit, planForm, {
    rows: ['visits'],
    save: async ({ revision, ...input }) => {
      await replanInspection(visit.useCase, found.id, input, revision);
      return { href: inspectionHref(found.id), notice: '已保存修改。' };
    },
    again: (form) => ask(visit, found, form, 422),
  });
}

async function editChecklist(visit: BureauVisit): Promise<void> {
  const found = await getPlan(visit);
  if (isOver(found) || !found.visits.some(({ status }) => status === 'PLANNED'))
    return visit.go(inspectionHref(found.id));
  askChecklist(visit, found, freshForm(checklistValues(found)), 200);
}

function askChecklist(visit: BureauVisit, found: InspectionPlan, form: FormState, status: number): void {
  const frame = frameOf(visit, found, '修改检查清单');
  visit.show('inspections/plan-form', showChecklistForm({ frame, plan: found, form }), status);
}

async function updateChecklist(visit: BureauVisit): Promise<void> {
  const found = await getPlan(visit);
  await submitForm(visit, checklistForm, {
    rows: ['lines'],
    save: async ({ lines, revision }) => {
      await saveChecklist(visit.useCase, found.id, lines, revision);
      return { href: inspectionHref(found.id), notice: '清单已保存。' };
    },
    again: (form) => askChecklist(visit, found, form, 422),
  });
}

async function confirmCancellation(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const found = await getPlan(visit);
  if (found.status !== 'PLANNED') return visit.go(inspectionHref(found.id));
  const frame = frameOf(visit, found, '取消');
  visit.show('pages/confirm', confirmCancellationPage({ frame, plan: found, form }), status);
}

async function cancel(visit: BureauVisit): Promise<void> {
  const found = await getPlan(visit);
  await submitForm(visit, cancellationForm, {
    save: async ({ reason }) => {
      await cancelInspection(visit.useCase, found.id, reason);
      return { href: inspectionHref(found.id), notice: '这次督导检查已取消。' };
    },
    again: (form) => confirmCancellation(visit, form, 422),
  });
}
