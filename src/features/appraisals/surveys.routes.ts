import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit, Visit } from '../../web/visit.js';
import { answerForm, closureForm, surveyForm } from './surveys.forms.js';
import { showAnswerPage, showSlipsPage, showSurveyPage, showSurveysPage, surveysHref } from './surveys.page.js';
import { findSlip, findSurvey, listSurveys, type Slip, type SurveyWithAnswers } from './surveys.queries.js';
import { answerSurvey, closeSurvey, openSurvey, slipHash, slipRefusal, slipToken } from './surveys.service.js';

const ALL = '/branches/:branchId/surveys';
const ONE = `${ALL}/:surveyId`;
const SLIP = '/board/:bureauId/survey/:token';
const manage = { place: 'branch', access: 'surveys:manage' } as const;

export const surveyRoutes: readonly RouteRow[] = [
  { method: 'get', path: ALL, ...manage, handler: (visit: BranchVisit) => list(visit, freshForm(), 200) },
  { method: 'post', path: ALL, ...manage, handler: open },
  { method: 'get', path: ONE, ...manage, handler: show },
  { method: 'get', path: `${ONE}/slips`, ...manage, handler: print },
  { method: 'post', path: `${ONE}/closure`, ...manage, handler: close },
  { method: 'get', path: SLIP, place: 'open', access: 'public', handler: (visit) => ask(visit, freshForm(), 200) },
  { method: 'post', path: SLIP, place: 'open', access: 'public', handler: answer },
];

const keyOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });

function frameOf(visit: BranchVisit, label: string, layout: 'portal' | 'paper' = 'portal') {
  const crumbs = [
    { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
    { label: '群众评议', href: surveysHref(visit.branchId) },
    { label, href: null },
  ];
  return visit.frame({ layout, crumbs });
}

async function list(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const surveys = await listSurveys(visit.useCase.db, keyOf(visit));
  const page = showSurveysPage({ frame: frameOf(visit, '历次评议'), branchId: visit.branchId, surveys, form });
  visit.show('appraisals/surveys', page, status);
}

async function open(visit: BranchVisit): Promise<void> {
  await submitForm(visit, surveyForm, {
    save: async (data) => {
      const place = { campaignId: campaignOf(visit).id, branchId: visit.branchId };
      const id = await openSurvey(visit.useCase, place, data);
      return { href: `${surveysHref(visit.branchId)}/${id}`, notice: '评议已经开始，请打印评议单。' };
    },
    again: (form) => list(visit, form, 422),
  });
}

async function getSurvey(visit: BranchVisit): Promise<SurveyWithAnswers> {
  const survey = await findSurvey(visit.useCase.db, keyOf(visit), visit.params['surveyId'] ?? '');
  if (!survey) throw new NotFound();
  return survey;
}

async function show(visit: BranchVisit): Promise<void> {
  const survey = await getSurvey(visit);
  const page = showSurveyPage({ frame: frameOf(visit, survey.title), branchId: visit.branchId, survey });
  visit.show('appraisals/survey', page);
}

async function print(visit: BranchVisit): Promise<void> {
  const survey = await getSurvey(visit);
  if (survey.status !== 'OPEN') throw new NotFound('这次评议已经结束，不再打印评议单。');
  const { default: QRCode } = await import('qrcode');
  const numbers = Array.from({ length: survey._count.tokens }, (_, index) => index + 1);
  const slips = await Promise.all(
    numbers.map(async (number) => {
      const token = slipToken(visit.useCase.cipher, survey.id, number);
      const address = `${visit.baseUrl}/board/${visit.person.bureauId}/survey/${token}`;
      return { number, address, code: await QRCode.toDataURL(address, { margin: 1, width: 160 }) };
    }),
  );
  const frame = frameOf(visit, '评议单', 'paper');
  visit.show('appraisals/slips', showSlipsPage({ frame, survey, schoolName: visit.place.branch.schoolName, slips }));
}

async function close(visit: BranchVisit): Promise<void> {
  const { id } = await getSurvey(visit);
  await submitForm(visit, closureForm, {
    save: async () => {
      await closeSurvey(visit.useCase, visit.branchId, id);
      return { href: `${surveysHref(visit.branchId)}/${id}`, notice: '评议已结束。' };
    },
    again: () => show(visit),
  });
}

async function getSlip(visit: Visit): Promise<Slip> {
  const { bureauId = '', token = '' } = visit.params;
  const slip = await findSlip(visit.useCase.db, bureauId, slipHash(token));
  if (!slip) throw new NotFound('没有找到这张评议单，请再扫一次码。');
  return slip;
}

async function ask(visit: Visit, form: FormState, status: number): Promise<void> {
  const { bureauId = '', token = '' } = visit.params;
  const slip = await getSlip(visit);
  const { branch, branchId, title } = slip.survey;
  const refusal = slipRefusal(slip, visit.today);
  const board = {
    name: branch.schoolName,
    note: branch.name,
    homeHref: `/board/${bureauId}`,
    feedbackHref: `/board/${bureauId}/branches/${branchId}/suggestions/new`,
  };
  const page = showAnswerPage({
    frame: visit.frame({ layout: 'board', withForm: refusal === null, board }),
    ...{ title, schoolName: branch.schoolName, refusal, form, action: `/board/${bureauId}/survey/${token}` },
  });
  visit.show('appraisals/answer', page, status);
}

async function answer(visit: Visit): Promise<void> {
  const { bureauId = '', token = '' } = visit.params;
  await getSlip(visit);
  // The board's bureau stands in the address; the sender has none of his own.
  const useCase = { ...visit.useCase, actor: { bureauId, accountId: null, name: '公众' } };
  await submitForm(visit, answerForm, {
    save: async ({ word, ...grades }) => {
      await answerSurvey(useCase, token, { grades, word });
      return { href: `/board/${bureauId}/survey/${token}`, notice: '已收到您的评议，谢谢您。' };
    },
    again: (form) => ask(visit, form, 422),
  });
}
