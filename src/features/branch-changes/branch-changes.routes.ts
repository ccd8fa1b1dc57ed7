import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { documentForm, renamingForm, splitForm } from './branch-changes.forms.js';
import {
  BRANCHES_HREF,
  branchHref,
  renamingValues,
  showDissolutionPage,
  showMergerChoice,
  showMergerPage,
  showRenamingForm,
  showSplitForm,
} from './branch-changes.page.js';
import {
  type BranchHistory,
  findBranchHistory,
  listOtherBranches,
  listRoster,
  listStandings,
} from './branch-changes.queries.js';
import type { Standing } from './branch-changes.rules.js';
import { renameBranch } from './renaming.service.js';
import { dissolveBranch, mergeBranch, splitBranch } from './reorganizing.service.js';

const ONE = `${BRANCHES_HREF}/:branchId`;
const row = { place: 'bureau', access: 'branches:manage' } as const;
type Asked = (visit: BureauVisit, form: FormState | null, status: number) => Promise<void>;
const fresh = (ask: Asked) => (visit: BureauVisit) => ask(visit, null, 200);

/** E40, E41: renaming, merger, split and dissolution of branches, by a document. */
export const branchChangeRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${ONE}/renaming/new`, ...row, handler: fresh(askRenaming) },
  { method: 'post', path: `${ONE}/renaming`, ...row, handler: rename },
  { method: 'get', path: `${ONE}/mergers/new`, ...row, handler: chooseSuccessor },
  { method: 'get', path: `${ONE}/mergers/:intoId/new`, ...row, handler: fresh(askMerger) },
  { method: 'post', path: `${ONE}/mergers/:intoId`, ...row, handler: merge },
  { method: 'get', path: `${ONE}/split/new`, ...row, handler: fresh(askSplit) },
  { method: 'post', path: `${ONE}/split`, ...row, handler: split },
  { method: 'get', path: `${ONE}/dissolution/new`, ...row, handler: fresh(askDissolution) },
  { method: 'post', path: `${ONE}/dissolution`, ...row, handler: dissolve },
];

const idOf = (visit: BureauVisit) => visit.params['branchId'] ?? '';
const intoOf = (visit: BureauVisit) => visit.params['intoId'] ?? '';

async function getBranch(visit: BureauVisit): Promise<BranchHistory> {
  const branch = await findBranchHistory(visit.useCase.db, visit.person.bureauId, idOf(visit));
  if (!branch || branch.status === 'CLOSED') throw new NotFound();
  return branch;
}

async function getStandings(visit: BureauVisit, ids: readonly string[]): Promise<Standing[]> {
  const found = await listStandings(visit.useCase.db, visit.person.bureauId, ids, visit.today);
  return ids.map((id) => {
    const standing = found.find((one) => one.id === id);
    if (!standing) throw new NotFound();
    return standing;
  });
}

function frameOf(visit: BureauVisit, branch: BranchHistory, label: string) {
  return visit.frame({
    crumbs: [
      { label: '党支部', href: BRANCHES_HREF },
      { label: branch.shortName, href: branchHref(branch.id) },
      { label, href: null },
    ],
  });
}

async function askRenaming(visit: BureauVisit, form: FormState | null, status: number): Promise<void> {
  const branch = await getBranch(visit);
  const frame = frameOf(visit, branch, '更名');
  const shown = form ?? freshForm(renamingValues(branch));
  visit.show('pages/form', showRenamingForm({ frame, branch, form: shown, today: visit.today }), status);
}

async function rename(visit: BureauVisit): Promise<void> {
  await submitForm(visit, renamingForm, {
    save: async (renaming) => {
      await renameBranch(visit.useCase, idOf(visit), renaming);
      return { href: branchHref(idOf(visit)), notice: `已更名为${renaming.shortName}。` };
    },
    again: (form) => askRenaming(visit, form, 422),
  });
}

async function chooseSuccessor(visit: BureauVisit): Promise<void> {
  const branch = await getBranch(visit);
  const others = await listOtherBranches(visit.useCase.db, visit.person.bureauId, branch.id);
  visit.show('branch-changes/choice', showMergerChoice({ frame: frameOf(visit, branch, '合并'), branch, others }));
}

async function askMerger(visit: BureauVisit, form: FormState | null, status: number): Promise<void> {
  const branch = await getBranch(visit);
  if (intoOf(visit) === branch.id) throw new NotFound();
  const [from, to] = await getStandings(visit, [branch.id, intoOf(visit)]);
  if (!from || !to) throw new NotFound();
  const frame = frameOf(visit, branch, '合并');
  const data = { frame, branch, form: form ?? freshForm(), today: visit.today, from, to };
  visit.show('pages/confirm', showMergerPage(data), status);
}

async function merge(visit: BureauVisit): Promise<void> {
  await submitForm(visit, documentForm, {
    save: async (document) => {
      await mergeBranch(visit.useCase, idOf(visit), intoOf(visit), document);
      return { href: branchHref(intoOf(visit)), notice: '已合并。名单如已公布，请公布新名单。' };
    },
    again: (form) => askMerger(visit, form, 422),
  });
}

async function askDissolution(visit: BureauVisit, form: FormState | null, status: number): Promise<void> {
  const branch = await getBranch(visit);
  const [standing] = await getStandings(visit, [branch.id]);
  if (!standing) throw new NotFound();
  const frame = frameOf(visit, branch, '撤销');
  const data = { frame, branch, form: form ?? freshForm(), today: visit.today, standing };
  visit.show('pages/confirm', showDissolutionPage(data), status);
}

async function dissolve(visit: BureauVisit): Promise<void> {
  await submitForm(visit, documentForm, {
    save: async (document) => {
      await dissolveBranch(visit.useCase, idOf(visit), document);
      return { href: branchHref(idOf(visit)), notice: '已撤销，全部记录保留。' };
    },
    again: (form) => askDissolution(visit, form, 422),
  });
}

async function askSplit(visit: BureauVisit, form: FormState | null, status: number): Promise<void> {
  const branch = await getBranch(visit);
  const [standing] = await getStandings(visit, [branch.id]);
  if (!standing) throw new NotFound();
  const roster = await listRoster(visit.useCase.db, visit.person.bureauId, branch.id);
  const frame = frameOf(visit, branch, '分设');
  const data = { frame, branch, form: form ?? freshForm(), today: visit.today, standing, roster };
  visit.show('pages/form', showSplitForm(data), status);
}

async function split(visit: BureauVisit): Promise<void> {
  await submitForm(visit, splitForm, {
    save: async ({ memberIds, documentNo, effectiveOn, ...names }) => {
      const id = await splitBranch(visit.useCase, idOf(visit), { names, memberIds, documentNo, effectiveOn });
      return { href: branchHref(id), notice: `已分设${names.shortName}，请任命书记。` };
    },
    again: (form) => askSplit(visit, form, 422),
  });
}
