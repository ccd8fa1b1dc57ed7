import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { commitmentForm, withoutEmptiedRows } from './commitments.forms.js';
import { commitmentHref, writingHref } from './commitments.paths.js';
import { type CommitmentTarget, findForWriting } from './commitments.queries.js';
import { isEditable, recipientSides } from './commitments.rules.js';
import { saveCommitment } from './commitments.service.js';
import { askedRows } from './taking-over.page.js';
import {
  branchTarget,
  groupTarget,
  ownTarget,
  shortTarget,
  type TargetOf,
  WRITING_PATHS,
  writingCrumbs,
} from './targets.js';
import { showWritingPage } from './writing.page.js';
import { findBasis } from './writing-basis.js';
import { formValues, takenRow, withRows } from './writing-rows.page.js';

const { branch, group, own, short } = WRITING_PATHS;

/** The form of each of the three levels. */
export const commitmentWritingRoutes: readonly RouteRow[] = [
  { method: 'get', path: branch, place: 'branch', access: 'branch-commitments:write', handler: edit(branchTarget) },
  { method: 'post', path: branch, place: 'branch', access: 'branch-commitments:write', handler: save(branchTarget) },
  { method: 'get', path: group, place: 'branch', access: 'group-commitments:write', handler: edit(groupTarget) },
  { method: 'post', path: group, place: 'branch', access: 'group-commitments:write', handler: save(groupTarget) },
  { method: 'get', path: own, place: 'own', access: 'own:commitment', handler: edit(ownTarget) },
  { method: 'post', path: own, place: 'own', access: 'own:commitment', handler: save(ownTarget) },
  { method: 'get', path: short, place: 'own', access: 'own:commitment', handler: edit(shortTarget) },
  { method: 'post', path: short, place: 'own', access: 'own:commitment', handler: save(shortTarget) },
];

const MOST_EMPTY_ROWS = 8;

function edit<V extends BranchVisit>(targetOf: TargetOf<V>) {
  return async (visit: V): Promise<void> => {
    const target = targetOf(visit);
    const written = await getForWriting(visit, target);
    if (written.current && !isEditable(written.current.status)) {
      visit.go(commitmentHref(target.branchId, written.current.id));
      return;
    }
    await showForm(visit, target, written, null, 200);
  };
}

/** Throws NotFound for a short task that was not begun by this member. */
async function getForWriting({ useCase, person }: BranchVisit, target: CommitmentTarget): Promise<Written> {
  const written = await findForWriting(useCase.db, person.bureauId, target);
  if (target.shortTaskId && !written.current) throw new NotFound();
  return written;
}

type Written = Awaited<ReturnType<typeof findForWriting>>;

async function showForm(
  visit: BranchVisit,
  target: CommitmentTarget,
  written: Written,
  refused: FormState | null,
  status: number,
) {
  const { groupName, basis, options, assigned } = await findBasis(visit, target);
  const first = firstValues(written, assigned);
  const asked = askedRows(
    { lastYear: written.lastYear, options: target.level === 'BRANCH' ? [] : options },
    visit.query,
  );
  const stored = withRows(first, asked);
  const page = showWritingPage({
    frame: visit.frame({ step: 'COMMITMENT', crumbs: writingCrumbs(visit, target) }),
    target,
    sides: recipientSides(target.level, { ...namesOf(visit), groupName }),
    ...written,
    basis,
    options,
    form: refused ?? freshForm(stored),
    emptyRows: emptyRows(visit.query['rows'], Object.keys(stored).length > 1 || refused !== null),
  });
  visit.show('commitments/write', page, status);
}

function namesOf({ person, place }: BranchVisit) {
  return { bureauName: person.bureauName, branchName: place.branch.name, branchShortName: place.branch.shortName };
}

function firstValues(
  { current, lastYear }: Written,
  assigned: Parameters<typeof takenRow>[0][],
): Record<string, string> {
  if (current) return formValues(current);
  return withRows({ preamble: lastYear?.preamble ?? '' }, assigned.map(takenRow));
}

function emptyRows(asked: string | undefined, begun: boolean): number {
  const count = Number(asked);
  if (Number.isInteger(count) && count >= 1) return Math.min(count, MOST_EMPTY_ROWS);
  return begun ? 1 : 2;
}

function save<V extends BranchVisit>(targetOf: TargetOf<V>) {
  return async (visit: V): Promise<void> => {
    const target = targetOf(visit);
    if (target.shortTaskId) await getForWriting(visit, target);
    const href = writingHref(target);
    await submitForm({ ...visit, body: withoutEmptiedRows(visit.body) }, commitmentForm, {
      rows: ['items'],
      save: async ({ next, ...input }) => {
        await saveCommitment(visit.useCase, target, input);
        if (next === 'check') return { href: `${href}/submission/new` };
        return { href: next === 'more' ? `${href}?rows=2` : href, notice: '已保存，还没有提交审核。' };
      },
      again: async (form) => showForm(visit, target, await getForWriting(visit, target), form, 422),
    });
  };
}
