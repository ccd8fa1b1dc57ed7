import { mayInBranch, mayInBureau } from '../../access/permissions.js';
import { standingIn } from '../../campaign/place.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { stepPlaceOf } from '../../web/step-place.js';
import type { BranchVisit } from '../../web/visit.js';
import { entryForm, problemForm, submissionForm } from './acceptance.forms.js';
import { type AssessmentRights, showAcceptancePage } from './acceptance.page.js';
import { assessmentHref, ofBranchHref } from './acceptance.paths.js';
import { ACCEPTANCE_ITEMS } from './acceptance.rules.js';
import { loadAssessment } from './assessing.js';
import { findVersion } from './assessment.queries.js';
import { isEditable } from './assessment.rules.js';
import { saveEntry, submitAssessment } from './assessment.service.js';
import { confirmAssessmentPage, itemValues, showItemPage, showVersionPage } from './assessment-forms.page.js';
import { showProblemForm } from './verdicts.page.js';
import { findProblem } from './verdicts.queries.js';
import { answerProblem } from './verdicts.service.js';

const BASE = '/branches/:branchId/acceptance';
const PROBLEM = `${BASE}/problems/:problemId`;
const read = { place: 'branch', access: 'acceptance:read' } as const;
const write = { place: 'branch', access: 'self-assessment:write' } as const;

/** R47: what the branch can show the region, what is missing, its own points, and what it handed in. */
export const acceptanceRoutes: readonly RouteRow[] = [
  { method: 'get', path: BASE, ...read, handler: show },
  { method: 'get', path: `${BASE}/items/:item`, ...write, handler: (visit: BranchVisit) => edit(visit, null, 200) },
  { method: 'post', path: `${BASE}/items/:item`, ...write, handler: save },
  { method: 'get', path: `${BASE}/submission/new`, ...write, handler: (visit: BranchVisit) => ask(visit, null, 200) },
  { method: 'post', path: `${BASE}/submission`, ...write, handler: submit },
  { method: 'get', path: PROBLEM, ...write, handler: (visit: BranchVisit) => askAnswer(visit, freshForm(), 200) },
  { method: 'post', path: PROBLEM, ...write, handler: answer },
  { method: 'get', path: `${BASE}/versions/:version`, ...read, handler: showVersion },
];

const load = (visit: BranchVisit) => loadAssessment(visit.useCase.db, stepPlaceOf(visit), visit.today);

function rightsOf({ person, branchId }: BranchVisit): AssessmentRights {
  const insider = person.roles.some((held) => held.branchId === branchId);
  const reviews = mayInBureau(person.roles, 'statements:review') && !insider;
  return {
    open: (access) => mayInBranch(person.roles, access, branchId),
    write: mayInBranch(person.roles, 'self-assessment:write', branchId),
    review: reviews ? `${ofBranchHref(branchId)}/review` : null,
  };
}

function frameOf(visit: BranchVisit, label: string | null) {
  const { branch } = visit.place;
  const crumbs = [
    { label: branch.shortName, href: `/branches/${branch.id}` },
    { label: '验收自查', href: label === null ? null : assessmentHref(branch.id) },
    ...(label === null ? [] : [{ label, href: null }]),
  ];
  return visit.frame({ step: 'ACCEPTANCE', crumbs });
}

const reached = ({ place }: BranchVisit): boolean => standingIn(place, 'ACCEPTANCE') !== null;

async function show(visit: BranchVisit): Promise<void> {
  const found = await load(visit);
  const page = showAcceptancePage({
    ...{ frame: frameOf(visit, null), branch: visit.place.branch, today: visit.today, ...found },
    ...{ reached: reached(visit), may: rightsOf(visit) },
  });
  visit.show('acceptance/self-assessment', page);
}

/** Gives what may still be changed; else null, after leading back to the page that says how it stands. */
async function loadEditable(visit: BranchVisit) {
  const back = assessmentHref(visit.branchId);
  if (!reached(visit)) {
    visit.go(back, '还没有进行到“验收检查”，到这一步后再填写。');
    return null;
  }
  const loaded = await load(visit);
  if (isEditable(loaded.found?.status ?? null)) return loaded;
  visit.go(back, '自查已经提交，不能修改。');
  return null;
}

async function edit(visit: BranchVisit, refused: FormState | null, status: number): Promise<void> {
  // The list's titles and points are the bureau's, its items the portal's.
  if (!ACCEPTANCE_ITEMS.some(({ name }) => name === visit.params['item'])) throw new NotFound();
  const loaded = await loadEditable(visit);
  if (!loaded) return;
  const standing = loaded.standings.find(({ item }) => item.name === visit.params['item']);
  if (!standing) throw new NotFound();
  const revision = loaded.found?.revision ?? 0;
  const page = showItemPage({
    ...{ frame: frameOf(visit, standing.item.title), branch: visit.place.branch, standing, revision },
    ...{ form: refused ?? freshForm(itemValues(standing, revision)), may: rightsOf(visit) },
  });
  visit.show('acceptance/item', page, status);
}

async function save(visit: BranchVisit): Promise<void> {
  await submitForm(visit, entryForm, {
    save: async (data) => {
      await saveEntry(visit.useCase, stepPlaceOf(visit), visit.params['item'] ?? '', data);
      return { href: `${assessmentHref(visit.branchId)}#${visit.params['item']}`, notice: '已保存。' };
    },
    again: (form) => edit(visit, form, 422),
  });
}

async function ask(visit: BranchVisit, refused: FormState | null, status: number): Promise<void> {
  const loaded = await loadEditable(visit);
  if (!loaded) return;
  const page = confirmAssessmentPage({
    ...{ frame: frameOf(visit, '提交自查'), branch: visit.place.branch, standings: loaded.standings },
    ...{ revision: loaded.found?.revision ?? 0, form: refused ?? freshForm() },
  });
  visit.show('pages/confirm', page, status);
}

async function submit(visit: BranchVisit): Promise<void> {
  await submitForm(visit, submissionForm, {
    save: async ({ revision }) => {
      await submitAssessment(visit.useCase, stepPlaceOf(visit), revision);
      return { href: assessmentHref(visit.branchId), notice: '自查已提交，等待局党委审核。' };
    },
    again: (form) => ask(visit, form, 422),
  });
}

async function showVersion(visit: BranchVisit): Promise<void> {
  const number = Number(visit.params['version']);
  if (!Number.isInteger(number) || number < 1 || number > 10_000) throw new NotFound();
  const version = await findVersion(visit.useCase.db, stepPlaceOf(visit), number);
  if (!version) throw new NotFound();
  const frame = frameOf(visit, `第${version.number}版`);
  visit.show('acceptance/version', showVersionPage({ frame, branch: visit.place.branch, version }));
}

async function askAnswer(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const problem = await findProblem(visit.useCase.db, stepPlaceOf(visit), visit.params['problemId'] ?? '');
  if (!problem) throw new NotFound();
  if (problem.answer !== null) return visit.go(assessmentHref(visit.branchId), '这个问题的整改情况已经填写。');
  const frame = frameOf(visit, '填写整改情况');
  visit.show('pages/form', showProblemForm({ frame, branch: visit.place.branch, problem, form }), status);
}

async function answer(visit: BranchVisit): Promise<void> {
  await submitForm(visit, problemForm, {
    save: async (data) => {
      await answerProblem(visit.useCase, stepPlaceOf(visit), visit.params['problemId'] ?? '', data.answer);
      return { href: assessmentHref(visit.branchId), notice: '整改情况已提交。' };
    },
    again: (form) => askAnswer(visit, form, 422),
  });
}
