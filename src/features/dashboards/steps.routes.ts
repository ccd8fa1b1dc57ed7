import { mayInBranch, mayInBureau } from '../../access/permissions.js';
import { type CheckOutcome, checkOutcomes } from '../../campaign/guards.js';
import { phaseRow, stepFromSlug, stepRow } from '../../campaign/phases.js';
import { currentStep, standingIn } from '../../campaign/place.js';
import { completeStep } from '../../campaign/progress.service.js';
import { stepHref } from '../../campaign/rail.js';
import type { BranchMatters } from '../../campaign/step-facts.js';
import { findStepFacts } from '../../campaign/step-facts.queries.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { bureauPathFrom } from '../../web/own-path.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import type { StepRights } from './check-item.page.js';
import { confirmCompletionPage } from './completion.page.js';
import { emptyForm } from './dashboards.forms.js';
import { type Duties, showIdleBranchPage } from './open-pages.page.js';
import { showStepPage } from './step.page.js';

const BRANCH = '/branches/:branchId';
const STEP = `${BRANCH}/steps/:step`;

/** The most urgent of what waits for an officer of the branch; null for everybody else. */
type DutiesOf = (visit: BranchVisit) => Promise<Duties | null>;

/** `dutiesOf`: shown on the branch's first page alone. */
export const stepRoutes = (dutiesOf: DutiesOf): readonly RouteRow[] => [
  {
    ...{ method: 'get', path: BRANCH, place: 'branch', access: 'branch:read', kept: true },
    handler: (visit: BranchVisit) => showBranch(visit, dutiesOf),
  },
  { method: 'get', path: STEP, place: 'branch', access: 'branch:read', kept: true, handler: showStep },
  {
    method: 'get',
    path: `${STEP}/completion/new`,
    place: 'branch',
    access: 'steps:complete',
    handler: confirmCompletion,
  },
  { method: 'post', path: `${STEP}/completion`, place: 'branch', access: 'steps:complete', handler: complete },
];

async function showBranch(visit: BranchVisit, dutiesOf: DutiesOf): Promise<void> {
  const step = currentStep(visit.place);
  const duties = await dutiesOf(visit);
  if (step) return showOneStep(visit, step, duties);
  const page = { frame: visit.frame(), place: visit.place, may: rightsOf(visit), duties };
  visit.show('dashboards/idle', showIdleBranchPage(page));
}

async function showStep(visit: BranchVisit): Promise<void> {
  await showOneStep(visit, stepOf(visit), null);
}

function stepOf(visit: BranchVisit): StepName {
  const step = stepFromSlug(visit.params['step'] ?? '');
  if (!step || !visit.place.campaign) throw new NotFound();
  return step;
}

interface Standing extends BranchMatters {
  outcomes: CheckOutcome[];
}

const NOTHING_YET: BranchMatters = {
  ...{ smallGroups: [], letterYears: [], questionDays: [], toAccept: 0 },
  ...{ mendingDays: [], recordsHandedOver: 0, transfers: { into: [], out: [], unplaced: 0 } },
  ...{ leadersToConfirm: 0, toTakeOver: false },
};

async function standingOf(visit: BranchVisit, step: StepName): Promise<Standing | null> {
  const { place, branchId, today } = visit;
  if (!place.campaign || !standingIn(place, step)) return null;
  const facts = await findStepFacts(visit.useCase.db, {
    bureauId: visit.person.bureauId,
    campaignId: place.campaign.id,
    branchId,
    step,
  });
  return facts && { ...facts, outcomes: checkOutcomes(facts, today) };
}

async function showOneStep(visit: BranchVisit, step: StepName, duties: Duties | null): Promise<void> {
  const { place, branchId, person, today } = visit;
  const found = await standingOf(visit, step);
  const may = { ...rightsOf(visit), complete: mayInBranch(person.roles, 'steps:complete', branchId) };
  const from = mayInBureau(person.roles, 'bureau:read') ? bureauPathFrom(visit.query) : null;
  const page = {
    frame: frameOf(visit, step),
    place,
    step,
    outcomes: null,
    ...NOTHING_YET,
    ...found,
    today,
    may,
    from,
    duties,
  };
  visit.show('dashboards/step', showStepPage(page));
}

/** Officers of the branch see to what is missing; others who may read look on. */
function rightsOf({ person, branchId }: BranchVisit): StepRights {
  return {
    open: (access) => mayInBranch(person.roles, access, branchId),
    act: mayInBranch(person.roles, 'mobilization:manage', branchId),
  };
}

function frameOf(visit: BranchVisit, step: StepName) {
  const { numeral, label } = phaseRow(stepRow(step).phase);
  return visit.frame({
    step,
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
      { label: `第${numeral}阶段 ${label}`, href: null },
    ],
  });
}

async function confirmCompletion(visit: BranchVisit): Promise<void> {
  await askCompletion(visit, freshForm(), 200);
}

async function askCompletion(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const step = stepOf(visit);
  const outcomes = (await standingOf(visit, step))?.outcomes ?? null;
  if (!outcomes) throw new StepNotOpen(`本支部还没有进入“${stepRow(step).label}”这一步，请先完成前面的步骤。`);
  if (standingIn(visit.place, step)?.status === 'COMPLETED')
    throw new StepNotOpen(`“${stepRow(step).label}”已经完成，不需要再办理。`);
  const page = confirmCompletionPage({
    frame: frameOf(visit, step),
    place: visit.place,
    step,
    form,
    outcomes,
    may: rightsOf(visit),
  });
  visit.show('dashboards/completion', page, status);
}

async function complete(visit: BranchVisit): Promise<void> {
  const step = stepOf(visit);
  const { place, branchId, person } = visit;
  const campaignId = place.campaign?.id ?? '';
  await submitForm(visit, emptyForm, {
    save: async () => {
      const next = await completeStep(visit.useCase, { bureauId: person.bureauId, campaignId, branchId }, step);
      const notice = next
        ? `“${stepRow(step).label}”已完成，进入“${stepRow(next).label}”。`
        : '本支部的各步骤已全部完成。';
      return { href: stepHref(branchId, next ?? step), notice };
    },
    again: (form) => askCompletion(visit, form, 422),
  });
}
