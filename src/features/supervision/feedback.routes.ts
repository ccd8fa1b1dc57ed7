import { mayInBranch } from '../../access/permissions.js';
import type { UseCase } from '../../db/transaction.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import { sendQrCode } from '../../web/qr-code.js';
import type { RouteRow } from '../../web/route.js';
import { countPublicForm } from '../../web/throttle.js';
import type { BranchVisit, Visit } from '../../web/visit.js';
import { answerForm, feedbackForm, hideForm } from './feedback.forms.js';
import { feedbackLedger } from './feedback.ledger.js';
import { showAnswerForm, showFeedbackForm, showFeedbackList, showFeedbackState } from './feedback.page.js';
import { findAskedItem, getFeedback, getFeedbackBranch, getFeedbackByCode, listFeedback } from './feedback.queries.js';
import { suggestionsClosed } from './feedback.rules.js';
import { answerFeedback, hideFeedback, receiveFeedback } from './feedback.service.js';

const BOARD = '/board/:bureauId/branches/:branchId/suggestions';
const INSIDE = '/branches/:branchId/feedback';

export const feedbackRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: `${BOARD}/new`,
    place: 'open',
    access: 'public',
    handler: (visit) => showForm(visit, freshForm(), 200),
  },
  { method: 'get', path: `${BOARD}/qr.svg`, place: 'open', access: 'public', handler: showQrCode },
  { method: 'post', path: BOARD, place: 'open', access: 'public', handler: receive },
  { method: 'get', path: '/board/:bureauId/feedback/:code', place: 'open', access: 'public', handler: showState },
  { method: 'get', path: INSIDE, place: 'branch', access: 'branch:read', handler: list },
  {
    method: 'get',
    path: `${INSIDE}/:feedbackId/answer/new`,
    place: 'branch',
    access: 'feedback:answer',
    handler: (visit) => ask(visit, 'answer', freshForm(), 200),
  },
  { method: 'post', path: `${INSIDE}/:feedbackId/answer`, place: 'branch', access: 'feedback:answer', handler: answer },
  {
    method: 'get',
    path: `${INSIDE}/:feedbackId/concealment/new`,
    place: 'branch',
    access: 'feedback:answer',
    handler: (visit) => ask(visit, 'hide', freshForm(), 200),
  },
  {
    method: 'post',
    path: `${INSIDE}/:feedbackId/concealment`,
    place: 'branch',
    access: 'feedback:answer',
    handler: hide,
  },
];

const ROW_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const param = (visit: Visit, name: string): string => visit.params[name] ?? '';
const boardHref = (bureauId: string, branchId: string): string => `/board/${bureauId}/branches/${branchId}`;

const boardFrame = (
  visit: Visit,
  bureauId: string,
  branch: { id: string; name: string; schoolName: string },
  withForm: boolean,
) =>
  visit.frame({
    layout: 'board',
    withForm,
    board: {
      name: branch.schoolName,
      note: branch.name,
      homeHref: `/board/${bureauId}`,
      feedbackHref: `${boardHref(bureauId, branch.id)}/suggestions/new`,
    },
    crumbs: [{ label: branch.schoolName, href: boardHref(bureauId, branch.id) }],
  });

async function showForm(visit: Visit, form: FormState, status: number): Promise<void> {
  const bureauId = param(visit, 'bureauId');
  const { db } = visit.useCase;
  const branch = await getFeedbackBranch(db, bureauId, param(visit, 'branchId'), visit.today.getUTCFullYear());
  const itemId = form.values['itemId'] ?? visit.query['item'] ?? '';
  const item = ROW_ID.test(itemId) ? await findAskedItem(db, bureauId, branch.id, itemId) : null;
  const page = showFeedbackForm({
    item,
    frame: boardFrame(visit, bureauId, branch, true),
    form,
    boardHref: boardHref(bureauId, branch.id),
    schoolName: branch.schoolName,
    closed: suggestionsClosed(branch.bureau.campaigns[0], visit.today),
  });
  visit.show('pages/form', page, status);
}

/** For the wall of the school: the address of the form. */
async function showQrCode(visit: Visit): Promise<void> {
  const bureauId = param(visit, 'bureauId');
  const { id } = await getFeedbackBranch(
    visit.useCase.db,
    bureauId,
    param(visit, 'branchId'),
    visit.today.getUTCFullYear(),
  );
  await sendQrCode(visit, `${boardHref(bureauId, id)}/suggestions/new`);
}

async function receive(visit: Visit): Promise<void> {
  const bureauId = param(visit, 'bureauId');
  // The board's bureau stands in the address; the sender has none of his own.
  const useCase: UseCase = { ...visit.useCase, actor: { bureauId, accountId: null, name: '公众' } };
  await submitForm(visit, feedbackForm, {
    save: async (word) => {
      await countPublicForm(visit);
      const code = await receiveFeedback(useCase, param(visit, 'branchId'), word);
      return { href: `/board/${bureauId}/feedback/${code}`, notice: '已送到支部。请记下本页网址，以后可以查看答复。' };
    },
    again: (form) => showForm(visit, form, 422),
  });
}

async function showState(visit: Visit): Promise<void> {
  const bureauId = param(visit, 'bureauId');
  const code = param(visit, 'code');
  const word = await getFeedbackByCode(visit.useCase.db, bureauId, code);
  const page = showFeedbackState({
    frame: boardFrame(visit, bureauId, word.branch, false),
    word,
    link: `${visit.baseUrl}/board/${bureauId}/feedback/${code}`,
    boardHref: boardHref(bureauId, word.branch.id),
  });
  visit.show('supervision/state', page);
}

const insideFrame = (visit: BranchVisit) =>
  visit.frame({
    crumbs: [
      { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
      { label: '群众意见', href: `/branches/${visit.branchId}/feedback` },
    ],
  });

async function list(visit: BranchVisit): Promise<void> {
  const words = await listFeedback(visit.useCase.db, visit.person.bureauId, visit.branchId);
  const mayAnswer = mayInBranch(visit.person.roles, 'feedback:answer', visit.branchId);
  const { branchId, today } = visit;
  const whole = () => listFeedback(visit.useCase.db, visit.person.bureauId, branchId, MOST_ROWS);
  const page = showFeedbackList({ frame: insideFrame(visit), branchId, words, mayAnswer, today });
  await showWithPapers(visit, 'supervision/list', page, [
    asLedger(async () => feedbackLedger(matterOf(visit), await whole())),
  ]);
}

async function ask(visit: BranchVisit, mode: 'answer' | 'hide', form: FormState, status: number): Promise<void> {
  const word = await getFeedback(visit.useCase.db, visit.person.bureauId, visit.branchId, param(visit, 'feedbackId'));
  if (word.status !== 'RECEIVED') return visit.go(`/branches/${visit.branchId}/feedback`, '这条意见已经处理。');
  visit.show(
    'supervision/answer',
    showAnswerForm({ frame: insideFrame(visit), branchId: visit.branchId, word, form, mode }),
    status,
  );
}

async function answer(visit: BranchVisit): Promise<void> {
  await submitForm(visit, answerForm, {
    save: async ({ handling, reply }) => {
      await answerFeedback(visit.useCase, visit.branchId, param(visit, 'feedbackId'), { handling, reply });
      return { href: `/branches/${visit.branchId}/feedback`, notice: '已答复，并在公开栏公开。' };
    },
    again: (form) => ask(visit, 'answer', form, 422),
  });
}

async function hide(visit: BranchVisit): Promise<void> {
  await submitForm(visit, hideForm, {
    save: async ({ reason }) => {
      await hideFeedback(visit.useCase, visit.branchId, param(visit, 'feedbackId'), reason);
      return { href: `/branches/${visit.branchId}/feedback`, notice: '已处理，不公开。' };
    },
    again: (form) => ask(visit, 'hide', form, 422),
  });
}
