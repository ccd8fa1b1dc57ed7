import { addDays, dayInput } from '../../shared/dates.js';
import { NotFound, StaleState } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit, OwnVisit } from '../../web/visit.js';
import { showAnswerPage, showExtensionPage, showOpenConsultationPage } from './consultation.page.js';
import { answerOpinion, extendConsultation, giveOpinion, openConsultation } from './consultation.service.js';
import { answerForm, consultationForm, extensionForm, opinionForm } from './function-groups.forms.js';
import { proposalHref } from './function-groups.paths.js';
import { sizeWarnings } from './function-groups.rules.js';
import { showOwnConsultationPage } from './own-consultation.page.js';
import { countMembers, findProposal } from './proposal.queries.js';
import { frameBelowProposal } from './proposal-frame.js';

const PATH = '/branches/:branchId/group-proposal';
const MANAGE = { place: 'branch', access: 'groups:manage' } as const;
const OWN = { place: 'own', access: 'own:consultation' } as const;

export const consultationRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${PATH}/consultation/new`, ...MANAGE, handler: newConsultation },
  { method: 'post', path: `${PATH}/consultation`, ...MANAGE, handler: create },
  {
    method: 'get',
    path: `${PATH}/consultation/extension/new`,
    ...MANAGE,
    handler: (visit: BranchVisit) => showExtension(visit, freshForm(), 200),
  },
  { method: 'post', path: `${PATH}/consultation/extension`, ...MANAGE, handler: extend },
  { method: 'get', path: `${PATH}/opinions/:opinionId`, ...MANAGE, handler: editAnswer },
  { method: 'post', path: `${PATH}/opinions/:opinionId`, ...MANAGE, handler: answer },
  { method: 'get', path: '/me/consultation', ...OWN, handler: showOwn },
  { method: 'post', path: '/me/consultation', ...OWN, handler: give },
];

/** Days left by default between today and the closing day. */
const USUAL_DAYS = 5;

function newConsultation(visit: BranchVisit): Promise<void> {
  return showOpening(visit, freshForm({ closesOn: dayInput(addDays(visit.today, USUAL_DAYS)) }), 200);
}

async function showOpening(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const key = stepPlaceOf(visit);
  const { db } = visit.useCase;
  const [proposal, members] = await Promise.all([findProposal(db, key), countMembers(db, key.bureauId, key.branchId)]);
  if (proposal && proposal.status !== 'DRAFT') throw new StaleState('已经开始征求意见，请看最新情况。');
  const groups = proposal?.groups ?? [];
  const page = showOpenConsultationPage({
    frame: frameBelowProposal(visit, '征求党员意见'),
    branchId: visit.branchId,
    form,
    groupNames: groups.map((group) => group.name),
    members,
    warnings: sizeWarnings(groups, members).map((warning) => warning.text),
    earliest: addDays(visit.today, 1),
  });
  visit.show('pages/confirm', page, status);
}

async function create(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  await submitForm(visit, consultationForm, {
    save: async (data) => {
      await openConsultation(visit.useCase, place, data);
      return { href: proposalHref(visit.branchId), notice: '已开始征求党员意见。' };
    },
    again: (form) => showOpening(visit, form, 422),
  });
}

async function showExtension(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const proposal = await findProposal(visit.useCase.db, stepPlaceOf(visit));
  const closesOn = proposal?.consultationClosesOn;
  if (proposal?.status !== 'CONSULTING' || !closesOn) throw new StaleState('现在不在征求意见阶段，请看最新情况。');
  const frame = frameBelowProposal(visit, '延长征求意见时间');
  visit.show('pages/form', showExtensionPage({ frame, branchId: visit.branchId, form, closesOn }), status);
}

async function extend(visit: BranchVisit): Promise<void> {
  await submitForm(visit, extensionForm, {
    save: async (data) => {
      await extendConsultation(visit.useCase, stepPlaceOf(visit), data);
      return { href: proposalHref(visit.branchId), notice: '已延长征求意见时间。' };
    },
    again: (form) => showExtension(visit, form, 422),
  });
}

/** The opinion the address names; NotFound when the branch has none of this id. */
async function opinionOf(visit: BranchVisit) {
  const proposal = await findProposal(visit.useCase.db, stepPlaceOf(visit));
  const opinion = proposal?.opinions.find((row) => row.id === visit.params['opinionId']);
  if (!opinion) throw new NotFound();
  return opinion;
}

async function editAnswer(visit: BranchVisit): Promise<void> {
  const opinion = await opinionOf(visit);
  const form = freshForm({ handling: opinion.handling ?? '', answer: opinion.answer ?? '' });
  const page = showAnswerPage({
    frame: frameBelowProposal(visit, '答复意见'),
    branchId: visit.branchId,
    opinion,
    form,
  });
  visit.show('function-groups/answer', page);
}

async function answer(visit: BranchVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  const opinion = await opinionOf(visit);
  await submitForm(visit, answerForm, {
    save: async (data) => {
      await answerOpinion(visit.useCase, place, opinion.id, data);
      return { href: `${proposalHref(visit.branchId)}#opinions`, notice: `已答复${opinion.member.name}的意见。` };
    },
    again: (form) => {
      const page = showAnswerPage({
        frame: frameBelowProposal(visit, '答复意见'),
        branchId: visit.branchId,
        opinion,
        form,
      });
      visit.show('function-groups/answer', page, 422);
    },
  });
}

function showOwn(visit: OwnVisit): Promise<void> {
  return showOwnPage(visit, null, 200);
}

/** `typed` null: the form holds the member's opinion as stored. */
async function showOwnPage(visit: OwnVisit, typed: FormState | null, status: number): Promise<void> {
  const { memberId, branchId } = visit;
  const proposal = visit.place.campaign ? await findProposal(visit.useCase.db, stepPlaceOf(visit), memberId) : null;
  const [own] = proposal?.opinions ?? [];
  const form = typed ?? freshForm(own ? { stance: own.stance, content: own.content } : {});
  const frame = visit.frame({
    step: 'GROUP_SETUP',
    crumbs: [
      { label: '首页', href: '/' },
      { label: '征求意见', href: null },
    ],
  });
  const page = showOwnConsultationPage({ frame, branchId, today: visit.today, proposal, memberId, form });
  visit.show('function-groups/own-consultation', page, status);
}

async function give(visit: OwnVisit): Promise<void> {
  const place = stepPlaceOf(visit);
  await submitForm(visit, opinionForm, {
    save: async (data) => {
      await giveOpinion(visit.useCase, place, { ...data, memberId: visit.memberId });
      return { href: '/me/consultation', notice: '您的意见已提交，截止前可以修改。' };
    },
    again: (form) => showOwnPage(visit, form, 422),
  });
}
