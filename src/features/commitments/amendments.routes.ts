import { mayInBureau } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { showAmendment, showAmendmentForm, showOldVersion } from './amendments.page.js';
import {
  type AmendmentRow,
  findAmendment,
  findPublished,
  findVersion,
  type PublishedLetter,
} from './amendments.queries.js';
import {
  amendmentRefusal,
  confirmUnchanged,
  decideAmendment,
  proposeAmendment,
  withdrawAmendment,
} from './amendments.service.js';
import { writesIt } from './authors.rules.js';
import { amendmentDecisionForm, amendmentForm, withoutEmptiedRows } from './commitments.forms.js';
import { amendmentsHref, cascadeHref, commitmentHref } from './commitments.paths.js';
import { authorOf, readerOf, reviewerOf } from './reader.js';
import { findBasis } from './writing-basis.js';
import { formValues } from './writing-rows.page.js';

const LETTER = '/branches/:branchId/commitments/:commitmentId';
const ALL = `${LETTER}/amendments`;
const ONE = `${ALL}/:amendmentId`;
const amend = { place: 'branch', access: 'commitments:amend' } as const;

export const amendmentRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${ALL}/new`, ...amend, handler: (visit: BranchVisit) => ask(visit, null, 200) },
  { method: 'post', path: ALL, ...amend, handler: propose },
  {
    method: 'get',
    path: ONE,
    place: 'branch',
    access: 'branch:read',
    handler: (visit) => show(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/withdrawal`, ...amend, handler: withdraw },
  { method: 'post', path: `${ONE}/decision`, place: 'branch', access: 'amendments:decide', handler: decide },
  { method: 'get', path: `${LETTER}/versions/:version`, place: 'branch', access: 'branch:read', handler: showVersion },
  { method: 'post', path: '/branches/:branchId/items/:itemId/confirmation', ...amend, handler: confirm },
];

const param = (visit: BranchVisit, name: string): string => visit.params[name] ?? '';
const keyOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });
const whereOf = (visit: BranchVisit) => ({ branchId: visit.branchId, commitmentId: param(visit, 'commitmentId') });

function crumbsOf(visit: BranchVisit, label: string) {
  return [
    { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
    { label: '承诺', href: cascadeHref(visit.branchId) },
    { label: '承诺书', href: commitmentHref(visit.branchId, param(visit, 'commitmentId')) },
    { label, href: null },
  ];
}

async function getLetter(visit: BranchVisit): Promise<PublishedLetter> {
  const letter = await findPublished(visit.useCase.db, keyOf(visit), param(visit, 'commitmentId'));
  if (!letter) throw new NotFound();
  return letter;
}

async function getOwnLetter(visit: BranchVisit): Promise<PublishedLetter> {
  const letter = await getLetter(visit);
  if (!writesIt(letter, authorOf(visit.person))) throw new NotFound();
  return letter;
}

async function ask(visit: BranchVisit, refused: FormState | null, status: number): Promise<void> {
  const letter = await getOwnLetter(visit);
  const { options } = await findBasis(visit, { ...letter, startYear: letter.campaign.startYear });
  const frame = visit.frame({ step: 'COMMITMENT', crumbs: crumbsOf(visit, '申请调整') });
  const form = refused ?? freshForm(formValues(letter));
  visit.show('commitments/amend', showAmendmentForm({ frame, letter, options, form }), status);
}

async function propose(visit: BranchVisit): Promise<void> {
  await getOwnLetter(visit);
  const where = whereOf(visit);
  await submitForm({ ...visit, body: withoutEmptiedRows(visit.body) }, amendmentForm, {
    rows: ['items'],
    save: async (data) => {
      const id = await proposeAmendment(visit.useCase, where, authorOf(visit.person), data);
      const href = `${amendmentsHref(visit.branchId, where.commitmentId)}/${id}`;
      return { href, notice: '已提出，等待审核。审核以前，原来的承诺仍然有效。' };
    },
    again: (form) => ask(visit, form, 422),
  });
}

async function getAmendment(visit: BranchVisit): Promise<AmendmentRow> {
  const { commitmentId } = whereOf(visit);
  const found = await findAmendment(visit.useCase.db, keyOf(visit), commitmentId, param(visit, 'amendmentId'));
  if (!found) throw new NotFound();
  return found;
}

async function show(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const [letter, amendment] = await Promise.all([getLetter(visit), getAmendment(visit)]);
  const mine = writesIt(letter, authorOf(visit.person));
  const refusal = amendmentRefusal(letter, amendment.proposedById, reviewerOf(visit.person));
  const reads = readerOf(visit.person, visit.branchId).officer || mayInBureau(visit.person.roles, 'bureau:read');
  if (!mine && refusal?.kind === 'not-his' && !reads) throw new NotFound();
  const page = showAmendment({
    frame: visit.frame({ step: 'COMMITMENT', crumbs: crumbsOf(visit, '调整申请') }),
    ...{ letter, amendment, form, mayWithdraw: mine },
    refusal: refusal?.message ?? null,
  });
  visit.show('commitments/amendment', page, status);
}

async function decide(visit: BranchVisit): Promise<void> {
  const [letter, { proposedById }] = await Promise.all([getLetter(visit), getAmendment(visit)]);
  if (amendmentRefusal(letter, proposedById, reviewerOf(visit.person))?.kind === 'not-his') throw new NotFound();
  const where = { ...whereOf(visit), amendmentId: param(visit, 'amendmentId') };
  await submitForm(visit, amendmentDecisionForm, {
    save: async (data) => {
      await decideAmendment(visit.useCase, where, reviewerOf(visit.person), data);
      const notice = data.action === 'approve' ? '已同意，新的一版已公布。' : '已答复，承诺保持原样。';
      return { href: commitmentHref(visit.branchId, where.commitmentId), notice };
    },
    again: (form) => show(visit, form, 422),
  });
}

async function withdraw(visit: BranchVisit): Promise<void> {
  const where = { ...whereOf(visit), amendmentId: param(visit, 'amendmentId') };
  await withdrawAmendment(visit.useCase, where, authorOf(visit.person));
  visit.go(commitmentHref(visit.branchId, where.commitmentId), '已撤回申请，承诺保持原样。');
}

async function showVersion(visit: BranchVisit): Promise<void> {
  const { branchId, commitmentId } = whereOf(visit);
  const number = Number(param(visit, 'version'));
  const found = /^[1-9]\d{0,3}$/.test(param(visit, 'version'))
    ? await findVersion(visit.useCase.db, keyOf(visit), commitmentId, number)
    : null;
  if (!found) throw new NotFound();
  const page = showOldVersion({
    frame: visit.frame({ layout: 'paper', crumbs: crumbsOf(visit, `第${number}版`) }),
    ...{
      version: found.version,
      frozenText: found.frozenText,
      frozenHash: found.frozenHash,
      replacedAt: found.replacedAt,
      reason: found.reason,
    },
    now: found.commitment.version,
    href: commitmentHref(branchId, commitmentId),
  });
  visit.show('commitments/letter', page);
}

async function confirm(visit: BranchVisit): Promise<void> {
  await confirmUnchanged(visit.useCase, visit.branchId, param(visit, 'itemId'), authorOf(visit.person));
  visit.go(visit.person.member ? '/me' : cascadeHref(visit.branchId), '已核对，本项不变。');
}
