import { NotFound, RuleViolation } from '../../shared/errors.js';
import { type FormState, freshForm, readForm, submitForm, withRefusal } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { branchForm, officerForm } from './branches.forms.js';
import { branchLedger } from './branches.ledger.js';
import { BRANCHES_HREF, branchHref, showBranchesPage, showBranchForm, showBranchPage } from './branches.page.js';
import { type BranchRecord, findBranch, listBranchChanges, listBranches, listOfficers } from './branches.queries.js';
import { type Appointee, appointOfficer, createBranch, dismissOfficer, editBranch } from './branches.service.js';
import { confirmDismissalPage, showAppointmentPage, showSlipPage } from './officers.page.js';

const ONE = `${BRANCHES_HREF}/:branchId`;
const OFFICER = `${ONE}/officers/:assignmentId`;
const row = { place: 'bureau', access: 'branches:manage' } as const;

export const branchRoutes: readonly RouteRow[] = [
  { method: 'get', path: BRANCHES_HREF, ...row, handler: list },
  { method: 'get', path: `${BRANCHES_HREF}/new`, ...row, handler: startNew },
  { method: 'post', path: BRANCHES_HREF, ...row, handler: create },
  { method: 'get', path: ONE, ...row, handler: show },
  { method: 'get', path: `${ONE}/edit`, ...row, handler: startEdit },
  { method: 'post', path: `${ONE}/edit`, ...row, handler: update },
  { method: 'get', path: `${ONE}/officers/new`, ...row, handler: startAppointment },
  { method: 'post', path: `${ONE}/officers`, ...row, handler: appoint },
  { method: 'get', path: `${OFFICER}/dismissal/new`, ...row, handler: confirmDismissal },
  { method: 'post', path: `${OFFICER}/dismissal`, ...row, handler: dismiss },
];

async function list(visit: BureauVisit): Promise<void> {
  const branches = await listBranches(visit.useCase.db, visit.person.bureauId);
  await showWithPapers(visit, 'branches/list', showBranchesPage({ frame: visit.frame(), branches }), [
    asLedger(() => branchLedger(matterOf(visit), branches)),
  ]);
}

function frameOf(visit: BureauVisit, branch: BranchRecord | null, label: string | null) {
  return visit.frame({
    crumbs: [
      { label: '党支部', href: BRANCHES_HREF },
      ...(branch ? [{ label: branch.shortName, href: label === null ? null : branchHref(branch.id) }] : []),
      ...(label === null ? [] : [{ label, href: null }]),
    ],
  });
}

function startNew(visit: BureauVisit): void {
  askNew(visit, freshForm({ hasCommittee: 'on' }), 200);
}

function askNew(visit: BureauVisit, form: FormState, status: number): void {
  visit.show('pages/form', showBranchForm({ frame: frameOf(visit, null, '建立党支部'), form, branchId: null }), status);
}

async function create(visit: BureauVisit): Promise<void> {
  await submitForm(visit, branchForm, {
    save: async (input) => ({
      href: branchHref(await createBranch(visit.useCase, input)),
      notice: `已建立${input.shortName}，请任命书记。`,
    }),
    again: (form) => askNew(visit, form, 422),
  });
}

async function branchOf(visit: BureauVisit): Promise<BranchRecord> {
  const branch = await findBranch(visit.useCase.db, visit.person.bureauId, visit.params['branchId'] ?? '');
  if (!branch) throw new NotFound();
  return branch;
}

async function show(visit: BureauVisit): Promise<void> {
  const branch = await branchOf(visit);
  const officers = await listOfficers(visit.useCase.db, visit.person.bureauId, branch.id);
  const changes = await listBranchChanges(visit.useCase.db, visit.person.bureauId, branch.id);
  visit.show('branches/show', showBranchPage({ frame: frameOf(visit, branch, null), branch, officers, changes }));
}

async function startEdit(visit: BureauVisit): Promise<void> {
  await askEdit(visit, null, 200);
}

async function askEdit(visit: BureauVisit, form: FormState | null, status: number): Promise<void> {
  const branch = await branchOf(visit);
  const { name, shortName, schoolName, unitKind, isJoint, hasCommittee } = branch;
  const stored = freshForm({
    name,
    shortName,
    schoolName,
    unitKind,
    ...(isJoint ? { isJoint: 'on' } : {}),
    ...(hasCommittee ? { hasCommittee: 'on' } : {}),
  });
  const page = showBranchForm({ frame: frameOf(visit, branch, '修改'), form: form ?? stored, branchId: branch.id });
  visit.show('pages/form', page, status);
}

async function update(visit: BureauVisit): Promise<void> {
  const branchId = visit.params['branchId'] ?? '';
  await submitForm(visit, branchForm, {
    save: async (input) => {
      await editBranch(visit.useCase, branchId, input);
      return { href: branchHref(branchId), notice: '已保存。' };
    },
    again: (form) => askEdit(visit, form, 422),
  });
}

async function startAppointment(visit: BureauVisit): Promise<void> {
  const role = visit.query['role'] === 'committee' ? 'BRANCH_COMMITTEE_MEMBER' : 'BRANCH_SECRETARY';
  await askAppointment(visit, freshForm({ role, kind: 'new' }), 200);
}

async function askAppointment(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const branch = await branchOf(visit);
  visit.show('pages/form', showAppointmentPage({ frame: frameOf(visit, branch, '任命'), branch, form }), status);
}

/** A new account answers with its slip: the temporary password is shown once and stored nowhere in clear. */
async function appoint(visit: BureauVisit): Promise<void> {
  const branchId = visit.params['branchId'] ?? '';
  const form = readForm(officerForm, visit.body);
  if (!form.ok) return askAppointment(visit, form.state, 422);
  const { role, kind, displayName, username } = form.data;
  const appointee: Appointee =
    kind === 'existing' ? { kind, username: username ?? '' } : { kind, displayName: displayName ?? '', username };
  try {
    const slip = await appointOfficer(visit.useCase, branchId, role, appointee);
    if (!slip) return visit.go(branchHref(branchId), '已任命。有前任书记的，请双方在“书记工作交接”里核对确认。');
    const back = { label: '返回党支部', href: branchHref(branchId) };
    visit.show(
      'accounts/slips',
      showSlipPage({ frame: visit.frame({ layout: 'paper' }), title: '账号已开通', slip, back }),
    );
  } catch (error) {
    if (!(error instanceof RuleViolation)) throw error;
    await askAppointment(visit, withRefusal(form.state, error), 422);
  }
}

async function confirmDismissal(visit: BureauVisit): Promise<void> {
  const branch = await branchOf(visit);
  const officers = await listOfficers(visit.useCase.db, visit.person.bureauId, branch.id);
  const officer = officers.find(({ id }) => id === visit.params['assignmentId']);
  if (!officer) throw new NotFound();
  visit.show('pages/confirm', confirmDismissalPage({ frame: frameOf(visit, branch, '免去职务'), branch, officer }));
}

async function dismiss(visit: BureauVisit): Promise<void> {
  const branchId = visit.params['branchId'] ?? '';
  await dismissOfficer(visit.useCase, branchId, visit.params['assignmentId'] ?? '');
  visit.go(branchHref(branchId), '已免去职务。');
}
