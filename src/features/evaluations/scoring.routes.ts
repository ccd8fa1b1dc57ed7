import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { SHEETS, sheetHref } from './evaluations.paths.js';
import { explanationForm, ownActForm, recusalForm, sheetForm } from './rounds.forms.js';
import { sheetValues, showSheetPage, showSheetsPage } from './scoring.page.js';
import { findToScore, listToScore, type RoundToScore, type ToScore } from './scoring.queries.js';
import { closeSheet, declareRecusal, explainSheet, mustExplain, recusalOf, saveSheet } from './scoring.service.js';

const ONE = `${SHEETS}/:applicationId`;
const score = { place: 'bureau', access: 'evaluations:score' } as const;

export const scoringRoutes: readonly RouteRow[] = [
  { method: 'get', path: SHEETS, ...score, handler: list },
  { method: 'get', path: ONE, ...score, handler: (visit: BureauVisit) => show(visit, {}, 200) },
  { method: 'post', path: ONE, ...score, handler: save },
  { method: 'post', path: `${ONE}/closure`, ...score, handler: close },
  { method: 'post', path: `${ONE}/recusal`, ...score, handler: recuse },
  { method: 'post', path: `${ONE}/explanation`, ...score, handler: explain },
];

async function list(visit: BureauVisit): Promise<void> {
  const campaign = await visit.campaign();
  if (!campaign) throw new StepNotOpen('还没有发布活动，没有评审中的评选。');
  const { person, useCase } = visit;
  const found = await listToScore(useCase.db, person.bureauId, campaign.id);
  const rounds = found.map((round) => ({ round, candidates: candidatesOf(visit, round) }));
  const frame = visit.frame({ crumbs: [{ label: '评审打分', href: null }] });
  visit.show('evaluations/sheets', showSheetsPage({ frame, rounds, accountId: person.accountId }));
}

function candidatesOf({ person }: BureauVisit, { applications, recusals, rules }: RoundToScore) {
  return applications.map((application) => {
    const ofBranch = recusals.filter(({ branchId }) => branchId === application.branchId);
    const declared = ofBranch.map((row) => ({ ...row, reason: '' }));
    return {
      application,
      recusal: recusalOf({ branchId: application.branchId, recusals: declared }, person),
      mustExplain: mustExplain({ sheets: application.sheets, rules }, person.accountId),
    };
  });
}

async function getToScore(visit: BureauVisit): Promise<ToScore> {
  const id = visit.params['applicationId'] ?? '';
  const found = await findToScore(visit.useCase.db, visit.person.bureauId, id);
  if (!found) throw new NotFound();
  return found;
}

interface Refused {
  form?: FormState;
  recusalForm?: FormState;
  explanation?: FormState;
}

async function show(visit: BureauVisit, refused: Refused, status: number): Promise<void> {
  const { person } = visit;
  const found = await getToScore(visit);
  const crumbs = [
    { label: '评审打分', href: SHEETS },
    { label: found.candidateName, href: null },
  ];
  const page = showSheetPage({
    ...{ frame: visit.frame({ crumbs }), found, accountId: person.accountId },
    recusal: recusalOf(found, person),
    mustExplain: mustExplain(found, person.accountId),
    form: refused.form ?? freshForm(sheetValues(found, person.accountId)),
    recusalForm: refused.recusalForm ?? freshForm(),
    explanation: refused.explanation ?? freshForm(),
  });
  visit.show('evaluations/sheet', page, status);
}

async function save(visit: BureauVisit): Promise<void> {
  const { id } = await getToScore(visit);
  await submitForm(visit, sheetForm, {
    rows: ['scores'],
    save: async (data) => {
      const scores = data.scores.map(({ points, reason }) => ({ points, reason }));
      await saveSheet(visit.useCase, visit.person, id, { scores, revision: data.revision });
      return { href: sheetHref(id), notice: '已保存，还没有定稿。' };
    },
    again: (form) => show(visit, { form }, 422),
  });
}

async function close(visit: BureauVisit): Promise<void> {
  const { id } = await getToScore(visit);
  await submitForm(visit, ownActForm, {
    save: async () => {
      await closeSheet(visit.useCase, visit.person, id);
      return { href: sheetHref(id), notice: '已定稿。' };
    },
    again: (form) => show(visit, { recusalForm: form }, 422),
  });
}

async function recuse(visit: BureauVisit): Promise<void> {
  const { id } = await getToScore(visit);
  await submitForm(visit, recusalForm, {
    save: async ({ recusalReason }) => {
      await declareRecusal(visit.useCase, visit.person, id, recusalReason);
      return { href: SHEETS, notice: '已记下您的回避。' };
    },
    again: (form) => show(visit, { recusalForm: form }, 422),
  });
}

async function explain(visit: BureauVisit): Promise<void> {
  const { id } = await getToScore(visit);
  await submitForm(visit, explanationForm, {
    save: async ({ explanation }) => {
      await explainSheet(visit.useCase, visit.person, id, explanation);
      return { href: sheetHref(id), notice: '已记下您的说明。' };
    },
    again: (form) => show(visit, { explanation: form }, 422),
  });
}
