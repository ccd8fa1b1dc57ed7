import { mayInBranch } from '../../access/permissions.js';
import type { StepPlace } from '../../campaign/step-gate.js';
import type { StatementKind } from '../../generated/prisma/enums.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import { NotFound } from '../../shared/errors.js';
import { plainFileName } from '../../shared/file-names.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit, BureauVisit } from '../../web/visit.js';
import { listFigures } from './figures.queries.js';
import {
  emptyForm,
  statementForm,
  statementPublicationForm,
  statementReviewForm,
  statementRevisionForm,
} from './mobilization.forms.js';
import { reportDocument } from './report-document.js';
import {
  confirmPublication,
  confirmRevision,
  confirmSubmission,
  showReviewPage,
  showStatementForm,
  showStatementPage,
} from './statements.page.js';
import { findStatement, findVersionPair, getStatement, listVersions } from './statements.queries.js';
import { EDITABLE, STATEMENT_KINDS, STATEMENT_STATUS_LABELS, statementKind } from './statements.rules.js';
import {
  publishStatement,
  reviewStatement,
  reviseStatement,
  saveStatement,
  submitStatement,
} from './statements.service.js';
import { draftSummary } from './summary-draft.service.js';
import { changedLines, type Figures, figuresOfBranch } from './summary-text.rules.js';
import { paragraphsOf, showTextOnPaper, showTextVersionPage } from './text-versions.page.js';

const BASE = '/branches/:branchId/statements/:kind';

export const statementRoutes: readonly RouteRow[] = [
  { method: 'get', path: BASE, place: 'branch', access: 'branch:read', handler: show },
  { method: 'get', path: `${BASE}/edit`, place: 'branch', access: 'mobilization:manage', handler: edit },
  { method: 'post', path: BASE, place: 'branch', access: 'mobilization:manage', handler: save },
  { method: 'post', path: `${BASE}/draft`, place: 'branch', access: 'mobilization:manage', handler: draft },
  { method: 'get', path: `${BASE}/versions/:version`, place: 'branch', access: 'branch:read', handler: showVersion },
  { method: 'get', path: `${BASE}/print`, place: 'branch', access: 'branch:read', handler: showOnPaper },
  { method: 'get', path: `${BASE}/word`, place: 'branch', access: 'branch:read', handler: sendWord },
  {
    method: 'get',
    path: `${BASE}/submission/new`,
    place: 'branch',
    access: 'mobilization:manage',
    handler: (visit: BranchVisit) => askSubmission(visit, freshForm(), 200),
  },
  { method: 'post', path: `${BASE}/submission`, place: 'branch', access: 'mobilization:manage', handler: submit },
  {
    method: 'get',
    path: `${BASE}/publication/new`,
    place: 'branch',
    access: 'notices:publish',
    handler: startPublication,
  },
  {
    method: 'get',
    path: `${BASE}/revision/new`,
    place: 'branch',
    access: 'mobilization:manage',
    handler: (visit: BranchVisit) => askRevision(visit, freshForm(), 200),
  },
  { method: 'post', path: `${BASE}/revision`, place: 'branch', access: 'mobilization:manage', handler: revise },
  { method: 'post', path: `${BASE}/publication`, place: 'branch', access: 'notices:publish', handler: publish },
  {
    method: 'get',
    path: '/bureau/statements/:statementId',
    place: 'bureau',
    access: 'statements:review',
    handler: showForReview,
  },
  {
    method: 'post',
    path: '/bureau/statements/:statementId/reviews',
    place: 'bureau',
    access: 'statements:review',
    handler: review,
  },
];

interface At {
  kind: StatementKind;
  place: StepPlace;
  href: string;
}

function at(visit: BranchVisit): At {
  const row = STATEMENT_KINDS.find((candidate) => candidate.slug === visit.params['kind']);
  if (!row) throw new NotFound();
  return {
    kind: row.kind,
    place: stepPlaceOf(visit),
    href: `/branches/${visit.branchId}/statements/${row.slug}`,
  };
}

const find = (visit: BranchVisit, { kind, place }: At) => findStatement(visit.useCase.db, place, kind);

const frameOf = (visit: BranchVisit, { kind }: At) =>
  visit.frame({
    step: statementKind(kind).step,
    crumbs: [{ label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` }],
  });

async function show(visit: BranchVisit): Promise<void> {
  const here = at(visit);
  const statement = await find(visit, here);
  const { roles } = visit.person;
  const may = {
    write: mayInBranch(roles, 'mobilization:manage', visit.branchId),
    publish: mayInBranch(roles, 'notices:publish', visit.branchId),
  };
  const { bureauId } = visit.person;
  const [versions, changed] = await Promise.all([
    statement ? listVersions(visit.useCase.db, bureauId, statement.id) : [],
    changedSince(visit, here, statement?.figures),
  ]);
  const page = showStatementPage({
    ...{ frame: frameOf(visit, here), kind: here.kind, statement, href: here.href, may, versions, changed },
  });
  visit.show('mobilization/statement', page);
}

/** R46: the figures of the text against those of now. */
async function changedSince(visit: BranchVisit, { place }: At, figures: unknown) {
  if (!figures) return [];
  const [counted] = await listFigures(visit.useCase.db, place, visit.today);
  return counted ? changedLines(figures as Figures, figuresOfBranch(counted, visit.now)) : [];
}

async function draft(visit: BranchVisit): Promise<void> {
  const here = at(visit);
  if (here.kind !== 'SUMMARY') throw new NotFound();
  const left = await draftSummary(visit.useCase, here.place, `${visit.place.branch.shortName}活动总结`);
  visit.go(
    here.href,
    left === 0 ? '已按现在的记录填入数据。' : `已更新数据；有${left}处数据的句子已改写，没有更新，请自行核对。`,
  );
}

async function edit(visit: BranchVisit): Promise<void> {
  const here = at(visit);
  const found = await find(visit, here);
  if (found && !EDITABLE.includes(found.status)) return visit.go(here.href, '这份材料正在审核或已经公布，不能修改。');
  const form = freshForm({
    title: found?.title ?? '',
    body: found?.body ?? '',
    revision: String(found?.revision ?? 0),
  });
  showForm(visit, here, form, 200);
}

function showForm(visit: BranchVisit, here: At, form: FormState, status: number): void {
  visit.show(
    'pages/form',
    showStatementForm({ frame: frameOf(visit, here), kind: here.kind, form, href: here.href }),
    status,
  );
}

async function save(visit: BranchVisit): Promise<void> {
  const here = at(visit);
  await submitForm(visit, statementForm, {
    save: async (text) => {
      await saveStatement(visit.useCase, here.place, here.kind, text);
      return { href: here.href, notice: '已保存。' };
    },
    again: (form) => showForm(visit, here, form, 422),
  });
}

async function askSubmission(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const here = at(visit);
  const found = await find(visit, here);
  if (!found || !EDITABLE.includes(found.status)) return visit.go(here.href);
  const page = confirmSubmission({ frame: frameOf(visit, here), kind: here.kind, href: here.href, form });
  visit.show('pages/confirm', page, status);
}

async function submit(visit: BranchVisit): Promise<void> {
  const here = at(visit);
  await submitForm(visit, emptyForm, {
    save: async () => {
      await submitStatement(visit.useCase, here.place, here.kind);
      return { href: here.href, notice: '已报局党委审核。' };
    },
    again: (form) => askSubmission(visit, form, 422),
  });
}

/** Asks only where there is something to publish; else the page of the text says how it stands. */
async function startPublication(visit: BranchVisit): Promise<void> {
  const here = at(visit);
  const found = await find(visit, here);
  if (found?.status !== 'APPROVED') return visit.go(here.href);
  askPublication(visit, freshForm({ secrecyReviewedBy: visit.person.displayName }), 200);
}

function askPublication(visit: BranchVisit, form: FormState, status: number): void {
  const here = at(visit);
  if (statementKind(here.kind).notice === null) throw new NotFound();
  visit.show(
    'pages/confirm',
    confirmPublication({ frame: frameOf(visit, here), kind: here.kind, href: here.href, form }),
    status,
  );
}

async function publish(visit: BranchVisit): Promise<void> {
  const here = at(visit);
  await submitForm(visit, statementPublicationForm, {
    save: async ({ secrecyReviewedBy }) => {
      await publishStatement(visit.useCase, here.place, here.kind, secrecyReviewedBy);
      return { href: here.href, notice: '已在党务公开栏公布。' };
    },
    again: (form) => askPublication(visit, form, 422),
  });
}

async function askRevision(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const here = at(visit);
  const found = await find(visit, here);
  if (found?.status !== 'PUBLISHED') return visit.go(here.href);
  const page = confirmRevision({ frame: frameOf(visit, here), kind: here.kind, href: here.href, form });
  visit.show('pages/confirm', page, status);
}

async function revise(visit: BranchVisit): Promise<void> {
  const here = at(visit);
  await submitForm(visit, statementRevisionForm, {
    save: async ({ reason }) => {
      await reviseStatement(visit.useCase, here.place, here.kind, reason);
      return { href: `${here.href}/edit`, notice: '可以修改了，改好后再报局党委审核。' };
    },
    again: (form) => askRevision(visit, form, 422),
  });
}

async function showVersion(visit: BranchVisit): Promise<void> {
  const here = at(visit);
  const statement = await find(visit, here);
  const number = Number(visit.params['version']);
  if (!statement || !Number.isInteger(number) || number > 100_000) throw new NotFound();
  const [version, before] = await findVersionPair(visit.useCase.db, visit.person.bureauId, statement.id, number);
  if (version?.number !== number) throw new NotFound();
  const what = statementKind(here.kind).label;
  const page = showTextVersionPage({
    ...{ frame: frameOf(visit, here), what, version, before: before ?? null, href: here.href },
  });
  visit.show('mobilization/text-version', page);
}

async function getText(visit: BranchVisit, here: At) {
  const statement = await find(visit, here);
  if (!statement) throw new NotFound();
  return { ...statement, day: statement.approvedAt ? chinaDay(statement.approvedAt) : visit.today };
}

async function showOnPaper(visit: BranchVisit): Promise<void> {
  const here = at(visit);
  const { title, body, day, status } = await getText(visit, here);
  const frame = visit.frame({ layout: 'paper', crumbs: [{ label: statementKind(here.kind).label, href: here.href }] });
  const final = status === 'APPROVED' || status === 'PUBLISHED';
  const note = final ? null : `${STATEMENT_STATUS_LABELS[status]}，尚未审核通过。`;
  const author = visit.place.branch.name;
  visit.show('mobilization/text-paper', showTextOnPaper({ frame, title, body, author, day, note, href: here.href }));
}

async function sendWord(visit: BranchVisit): Promise<void> {
  const { title, body, day } = await getText(visit, at(visit));
  const author = visit.place.branch.name;
  visit.res.attachment(`${plainFileName(title, '总结')}.docx`);
  visit.res.send(await reportDocument({ title, author, paragraphs: paragraphsOf(body), day: showDay(day) }));
}

/** Branches in which the reviewer holds an office: their papers are for other members of the committee (E10). */
const ownBranches = (visit: BureauVisit): string[] =>
  visit.person.roles.flatMap((held) => (held.branchId === null || held.role === 'MEMBER' ? [] : [held.branchId]));

async function showForReview(visit: BureauVisit): Promise<void> {
  await showReview(visit, freshForm(), 200);
}

async function showReview(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const statement = await getStatement(visit.useCase.db, visit.person.bureauId, visit.params['statementId'] ?? '');
  const mayReview = statement.status === 'SUBMITTED' && !ownBranches(visit).includes(statement.branchId);
  const frame = visit.frame({ crumbs: [{ label: '审核事项', href: '/bureau/reviews' }] });
  visit.show('mobilization/review', showReviewPage({ frame, statement, form, mayReview }), status);
}

async function review(visit: BureauVisit): Promise<void> {
  const statementId = visit.params['statementId'] ?? '';
  await submitForm(visit, statementReviewForm, {
    save: async (data) => {
      await reviewStatement(visit.useCase, statementId, { ...data, ownBranches: ownBranches(visit) });
      return { href: '/bureau/reviews', notice: data.outcome === 'approve' ? '已审核通过。' : '已退回修改。' };
    },
    again: (form) => showReview(visit, form, 422),
  });
}
