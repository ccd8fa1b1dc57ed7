import { mayInBureau } from '../../access/permissions.js';
import type { UseCase } from '../../db/transaction.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { countPublicForm } from '../../web/throttle.js';
import type { BureauVisit, Visit } from '../../web/visit.js';
import { objectionLedger } from './evaluations.ledger.js';
import { OBJECTIONS, objectionHref } from './evaluations.paths.js';
import { showObjectionForm, showObjectionPage, showObjectionState, showObjectionsPage } from './objections.page.js';
import { findObjection, findObjectionByCode, listObjections } from './objections.queries.js';
import { concludeObjection, investigate, mustNotRead, receiveObjection } from './objections.service.js';
import { findPublicNotice, type PublicNotice } from './public-notices.queries.js';
import { findingForm, investigationForm, objectionForm } from './rounds.forms.js';

const NOTICE = '/board/:bureauId/public-notices/:periodId';
const ONE = `${OBJECTIONS}/:objectionId`;
const open = { place: 'open', access: 'public' } as const;
const handle = { place: 'bureau', access: 'objections:handle' } as const;

/** E29, E30: objections of the public, and what the committee finds. */
export const objectionRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${NOTICE}/objections/new`, ...open, handler: (visit: Visit) => ask(visit, freshForm(), 200) },
  { method: 'post', path: `${NOTICE}/objections`, ...open, handler: receive },
  { method: 'get', path: '/board/:bureauId/objections/:objectionCode', ...open, handler: showState },
  { method: 'get', path: OBJECTIONS, ...handle, handler: list },
  { method: 'get', path: ONE, ...handle, handler: (visit: BureauVisit) => show(visit, {}, 200) },
  { method: 'post', path: `${ONE}/investigation`, ...handle, handler: beginInvestigation },
  { method: 'post', path: `${ONE}/finding`, ...handle, handler: conclude },
];

const boardFrame = (visit: Visit, bureau: { id: string; name: string }, withForm: boolean) =>
  visit.frame({
    ...{ layout: 'board', withForm },
    board: { name: bureau.name, note: '功能党小组 · 创先争优', homeHref: `/board/${bureau.id}`, feedbackHref: null },
  });

async function getNotice(visit: Visit): Promise<PublicNotice> {
  const { bureauId = '', periodId = '' } = visit.params;
  const notice = await findPublicNotice(visit.useCase.db, bureauId, periodId);
  if (!notice) throw new NotFound();
  return notice;
}

async function ask(visit: Visit, form: FormState, status: number): Promise<void> {
  const notice = await getNotice(visit);
  const late = notice.status === 'ENDED' || visit.today > notice.endsOn;
  const frame = boardFrame(visit, notice.bureau, true);
  visit.show('pages/form', showObjectionForm({ frame, notice, form, late }), status);
}

async function receive(visit: Visit): Promise<void> {
  const { id, bureau } = await getNotice(visit);
  // The board's bureau stands in the address; the sender has none of his own.
  const useCase: UseCase = { ...visit.useCase, actor: { bureauId: bureau.id, accountId: null, name: '公众' } };
  await submitForm(visit, objectionForm, {
    save: async (said) => {
      await countPublicForm(visit);
      const code = await receiveObjection(useCase, id, said);
      return { href: `/board/${bureau.id}/objections/${code}`, notice: '已送到局党委。请记下本页网址，以后查看结论。' };
    },
    again: (form) => ask(visit, form, 422),
  });
}

async function showState(visit: Visit): Promise<void> {
  const { bureauId = '', objectionCode = '' } = visit.params;
  const objection = await findObjectionByCode(visit.useCase.db, bureauId, objectionCode);
  if (!objection) throw new NotFound();
  const frame = boardFrame(visit, objection.period.round.campaign.bureau, false);
  const link = `${visit.baseUrl}/board/${bureauId}/objections/${objectionCode}`;
  visit.show('supervision/state', showObjectionState({ frame, objection, link }));
}

async function list(visit: BureauVisit): Promise<void> {
  const campaign = await visit.campaign();
  if (!campaign) throw new StepNotOpen('还没有发布活动，没有公示。');
  const objections = await listObjections(visit.useCase.db, visit.person.bureauId, campaign.id);
  const frame = visit.frame({ crumbs: [{ label: '公示异议', href: null }] });
  const whole = () => listObjections(visit.useCase.db, visit.person.bureauId, campaign.id, MOST_ROWS);
  const page = showObjectionsPage({ frame, objections, sealed: (row) => mustNotRead(row, visit.person) });
  await showWithPapers(visit, 'evaluations/rounds', page, [
    asLedger(async () => {
      // Who stood aside does not read who handled it either.
      const rows = (await whole()).map((row) => (mustNotRead(row, visit.person) ? { ...row, decidedBy: null } : row));
      return objectionLedger(matterOf(visit), rows);
    }),
  ]);
}

interface Refused {
  investigation?: FormState;
  finding?: FormState;
}

async function getObjection(visit: BureauVisit) {
  const found = await findObjection(visit.useCase.db, visit.person.bureauId, visit.params['objectionId'] ?? '');
  if (!found) throw new NotFound();
  return found;
}

async function show(visit: BureauVisit, refused: Refused, status: number): Promise<void> {
  const objection = await getObjection(visit);
  const { cipher } = visit.useCase;
  const said = mustNotRead(objection, visit.person)
    ? null
    : {
        content: cipher.decrypt(objection.contentCipher),
        name: objection.nameCipher === null ? null : cipher.decrypt(objection.nameCipher),
      };
  const crumbs = [
    { label: '公示异议', href: OBJECTIONS },
    { label: objection.application.candidateName, href: null },
  ];
  const page = showObjectionPage({
    ...{ frame: visit.frame({ crumbs }), objection, said },
    investigation: refused.investigation ?? freshForm(),
    finding: refused.finding ?? freshForm(),
    mayRevoke: mayInBureau(visit.person.roles, 'evaluations:manage'),
  });
  visit.show('evaluations/objection', page, status);
}

async function beginInvestigation(visit: BureauVisit): Promise<void> {
  const { id } = await getObjection(visit);
  await submitForm(visit, investigationForm, {
    save: async ({ investigators }) => {
      await investigate(visit.useCase, visit.person, id, investigators);
      return { href: objectionHref(id), notice: '已开始核查，公示对象暂缓。' };
    },
    again: (form) => show(visit, { investigation: form }, 422),
  });
}

async function conclude(visit: BureauVisit): Promise<void> {
  const { id } = await getObjection(visit);
  await submitForm(visit, findingForm, {
    save: async (found) => {
      await concludeObjection(visit.useCase, visit.person, id, found);
      return { href: objectionHref(id), notice: '结论已登记。' };
    },
    again: (form) => show(visit, { finding: form }, 422),
  });
}
