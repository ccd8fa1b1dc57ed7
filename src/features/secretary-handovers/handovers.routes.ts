import { checkOutcomes, missingChecks } from '../../campaign/guards.js';
import { currentStep } from '../../campaign/place.js';
import { findStepFacts } from '../../campaign/step-facts.queries.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asWord, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit, OwnVisit } from '../../web/visit.js';
import { handoverDocument } from './handover-document.js';
import { deliveryForm, receptionForm } from './handovers.forms.js';
import { showHandoverPage } from './handovers.page.js';
import { type Change, countPending, findChange } from './handovers.queries.js';
import { type HandoverLine, handoverLines } from './handovers.rules.js';
import { confirmDelivery, confirmReception } from './handovers.service.js';

const HANDOVER = '/branches/:branchId/handover';
const OWN = '/me/handover';
const own = { place: 'own', access: 'own:profile' } as const;

/** E27: the secretary's work passes from one to the other. */
export const handoverRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: HANDOVER,
    place: 'branch',
    access: 'members:read',
    handler: (visit) => show(visit, freshForm(), 200),
  },
  { method: 'post', path: HANDOVER, place: 'branch', access: 'members:manage', handler: receive },
  { method: 'get', path: OWN, ...own, handler: (visit: OwnVisit) => showOwn(visit, freshForm(), 200) },
  { method: 'post', path: OWN, ...own, handler: deliver },
];

const keyOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });

/** The list as it stands now: what holds back the step at hand, what waits, what there is. */
async function listLines(visit: BranchVisit): Promise<HandoverLine[]> {
  const { place, useCase, today } = visit;
  const campaignId = place.campaign?.id ?? null;
  const step = currentStep(place);
  const facts = campaignId && step ? await findStepFacts(useCase.db, { ...keyOf(visit), campaignId, step }) : null;
  const missing = facts ? missingChecks(checkOutcomes(facts, today)) : [];
  return handoverLines(await countPending(useCase.db, { ...keyOf(visit), campaignId }), missing);
}

async function show(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const change = await findChange(visit.useCase.db, keyOf(visit));
  const lines = change ? await listLines(visit) : [];
  const side = change?.incomingAccountId === visit.person.accountId ? 'incoming' : 'other';
  const crumbs = [
    { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
    { label: '书记工作交接', href: null },
  ];
  const page = showHandoverPage({ frame: visit.frame({ crumbs }), change, lines, side, form });
  await showWithPapers(visit, 'secretary-handovers/show', page, papersOf(visit, change, lines), status);
}

const papersOf = (visit: BranchVisit, change: Change | null, lines: readonly HandoverLine[]) =>
  change === null
    ? []
    : [
        asWord(async () => ({
          ...{ title: '党支部书记工作交接表', place: visit.place.branch.shortName, day: visit.today },
          content: await handoverDocument(change, lines),
        })),
      ];

async function receive(visit: BranchVisit): Promise<void> {
  await submitForm(visit, receptionForm, {
    save: async ({ signedOnPaper, note }) => {
      const lines = await listLines(visit);
      await confirmReception(visit.useCase, visit.branchId, { lines, signedOnPaper, note });
      return { href: `/branches/${visit.branchId}/handover`, notice: '已确认接收。' };
    },
    again: (form) => show(visit, form, 422),
  });
}

async function showOwn(visit: OwnVisit, form: FormState, status: number): Promise<void> {
  const found = await findChange(visit.useCase.db, keyOf(visit));
  const change = found?.outgoingAccountId === visit.person.accountId ? found : null;
  const lines = change ? await listLines(visit) : [];
  const crumbs = [
    { label: '我的事项', href: '/me' },
    { label: '书记工作交接', href: null },
  ];
  const frame = visit.frame({ crumbs });
  visit.show('secretary-handovers/show', showHandoverPage({ frame, change, lines, side: 'outgoing', form }), status);
}

async function deliver(visit: OwnVisit): Promise<void> {
  await submitForm(visit, deliveryForm, {
    save: async () => {
      await confirmDelivery(visit.useCase, visit.branchId, await listLines(visit));
      return { href: OWN, notice: '已确认移交。' };
    },
    again: (form) => showOwn(visit, form, 422),
  });
}
