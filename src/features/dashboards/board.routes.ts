import { mayInBureau, type Permission } from '../../access/permissions.js';
import { type CheckOutcome, checkOutcomes } from '../../campaign/guards.js';
import { stepFromSlug, stepRow } from '../../campaign/phases.js';
import { type BranchPlace, currentStep } from '../../campaign/place.js';
import { findBranchPlace } from '../../campaign/place.queries.js';
import { extendStep, overrideStep } from '../../campaign/progress.service.js';
import { findStepFacts } from '../../campaign/step-facts.queries.js';
import type { StepName } from '../../generated/prisma/enums.js';
import { dayInput, showDay } from '../../shared/dates.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { bureauPathFrom } from '../../web/own-path.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { asOfDay } from './as-of.js';
import { progressLedger } from './board.ledger.js';
import { showBoardPage } from './board.page.js';
import { BOARD, boardHref } from './board.paths.js';
import { FILTER_WORDS, readFilter } from './board-filter.js';
import { confirmOverridePage, showBranchProgressPage, showExtensionPage } from './branch-progress.page.js';
import { extensionForm, overrideForm } from './dashboards.forms.js';
import { readStandings } from './standings.js';

const STEP = `${BOARD}/:branchId/steps/:step`;
const read = { place: 'bureau', access: 'bureau:read' } as const;
const decide = { place: 'bureau', access: 'steps:override' } as const;

export const progressBoardRoutes: readonly RouteRow[] = [
  { method: 'get', path: BOARD, ...read, kept: true, handler: showBoard },
  { method: 'get', path: `${BOARD}/:branchId`, ...read, handler: showBranch },
  { method: 'get', path: `${STEP}/override/new`, ...decide, handler: confirmOverride },
  { method: 'post', path: `${STEP}/override`, ...decide, handler: override },
  { method: 'get', path: `${STEP}/extension/new`, ...decide, handler: startExtension },
  { method: 'post', path: `${STEP}/extension`, ...decide, handler: extend },
];

async function showBoard(visit: BureauVisit): Promise<void> {
  const filter = readFilter(visit.query);
  const asOf = asOfDay(filter.on, visit.today);
  const standings = await readStandings(visit, await visit.campaign(), asOf);
  const { campaign } = standings;
  const page = showBoardPage({
    ...{ frame: visit.frame(), ...standings, today: asOf.on, past: asOf.past, filter },
    ahead: filter.on !== null && filter.on > dayInput(visit.today),
    readsFiles: mayInBureau(visit.person.roles, 'acceptance-files:read'),
  });
  const words = [
    campaign?.name ?? null,
    asOf.past && `截至${showDay(asOf.on)}`,
    filter.state && FILTER_WORDS[filter.state],
    filter.step && stepRow(filter.step).label,
  ];
  const papers = [asLedger(() => progressLedger(matterOf(visit, words), page))];
  await showWithPapers(visit, 'dashboards/board', page, campaign ? papers : []);
}

async function placeOf(visit: BureauVisit): Promise<BranchPlace> {
  const place = await findBranchPlace(visit.useCase.db, visit.person.bureauId, visit.params['branchId'] ?? '');
  if (!place) throw new NotFound();
  return place;
}

async function outcomesOf(visit: BureauVisit, place: BranchPlace, step: StepName | null): Promise<CheckOutcome[]> {
  if (!place.campaign || step === null) return [];
  const key = { bureauId: visit.person.bureauId, campaignId: place.campaign.id, branchId: place.branch.id, step };
  const facts = await findStepFacts(visit.useCase.db, key);
  return facts ? checkOutcomes(facts, visit.today) : [];
}

function frameOf(visit: BureauVisit, place: BranchPlace, label: string | null) {
  const from = bureauPathFrom(visit.query);
  return visit.frame({
    crumbs: [
      { label: '推进情况', href: from ?? BOARD },
      { label: place.branch.shortName, href: label === null ? null : boardHref(place.branch.id, '', from) },
      ...(label === null ? [] : [{ label, href: null }]),
    ],
  });
}

async function showBranch(visit: BureauVisit): Promise<void> {
  const place = await placeOf(visit);
  const outcomes = await outcomesOf(visit, place, currentStep(place));
  const { roles } = visit.person;
  const may = {
    open: (access: Permission) => mayInBureau(roles, access),
    act: false,
    override: mayInBureau(roles, 'steps:override'),
  };
  const frame = frameOf(visit, place, null);
  visit.show(
    'dashboards/branch-progress',
    showBranchProgressPage({ frame, place, outcomes, today: visit.today, may, from: bureauPathFrom(visit.query) }),
  );
}

function stepOf(visit: BureauVisit): StepName {
  const step = stepFromSlug(visit.params['step'] ?? '');
  if (!step) throw new NotFound();
  return step;
}

/** The ids the use case needs. Another bureau's branch is not found, nor is a step without a running campaign. */
async function stepPlace(visit: BureauVisit) {
  const { branch, campaign } = await placeOf(visit);
  if (!campaign) throw new NotFound();
  return { bureauId: visit.person.bureauId, campaignId: campaign.id, branchId: branch.id };
}

async function confirmOverride(visit: BureauVisit): Promise<void> {
  await askOverride(visit, freshForm(), 200);
}

async function askOverride(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const step = stepOf(visit);
  const place = await placeOf(visit);
  const outcomes = await outcomesOf(visit, place, step);
  const frame = frameOf(visit, place, '批准进入下一步');
  visit.show(
    'pages/confirm',
    confirmOverridePage({ frame, place, step, outcomes, form, from: bureauPathFrom(visit.query) }),
    status,
  );
}

async function override(visit: BureauVisit): Promise<void> {
  const step = stepOf(visit);
  await submitForm(visit, overrideForm, {
    save: async ({ reason }) => {
      const place = await stepPlace(visit);
      const next = await overrideStep(visit.useCase, place, step, reason);
      return {
        href: boardHref(place.branchId, '', bureauPathFrom(visit.query)),
        notice: next ? `已批准，支部进入“${stepRow(next).label}”。` : '已批准。',
      };
    },
    again: (form) => askOverride(visit, form, 422),
  });
}

async function startExtension(visit: BureauVisit): Promise<void> {
  await askExtension(visit, freshForm(), 200);
}

async function askExtension(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const step = stepOf(visit);
  const place = await placeOf(visit);
  visit.show(
    'pages/form',
    showExtensionPage({
      frame: frameOf(visit, place, '延长期限'),
      place,
      step,
      form,
      from: bureauPathFrom(visit.query),
    }),
    status,
  );
}

async function extend(visit: BureauVisit): Promise<void> {
  const step = stepOf(visit);
  await submitForm(visit, extensionForm, {
    save: async (input) => {
      const place = await stepPlace(visit);
      await extendStep(visit.useCase, place, step, input);
      return {
        href: boardHref(place.branchId, '', bureauPathFrom(visit.query)),
        notice: `“${stepRow(step).label}”的期限已延长到${showDay(input.until)}。`,
      };
    },
    again: (form) => askExtension(visit, form, 422),
  });
}
