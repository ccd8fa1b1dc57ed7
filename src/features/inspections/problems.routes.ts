import { NotFound } from '../../shared/errors.js';
import { MOST_BYTES } from '../../shared/evidence-cleaning.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { optionalFile } from '../../web/upload.js';
import type { BranchVisit } from '../../web/visit.js';
import { problemForm } from './inspections.forms.js';
import { rectificationHref, visitHref, visitsHref } from './inspections.paths.js';
import { refusalOf } from './inspector.js';
import { mendProblem, noteProblem, withdrawProblem } from './problems.service.js';
import { problemValues, showProblemForm } from './rectifications.page.js';
import { findRectification, type RectificationRecord } from './rectifications.queries.js';
import { findVisit, type VisitRecord } from './visits.queries.js';

const OF_VISIT = '/branches/:branchId/inspections/:visitId/problems';
const ONE = '/branches/:branchId/rectifications/:rectificationId';
const inspect = { place: 'branch', access: 'inspections:visit' } as const;
const upload = { field: 'file', maxBytes: MOST_BYTES } as const;

/** R49: problems noted during a visit; they are mended or taken away until the record is handed over. */
export const problemRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${OF_VISIT}/new`, ...inspect, handler: startProblem },
  { method: 'post', path: OF_VISIT, ...inspect, upload, handler: note },
  { method: 'get', path: `${ONE}/edit`, ...inspect, handler: edit },
  { method: 'post', path: ONE, ...inspect, upload, handler: mend },
  { method: 'post', path: `${ONE}/withdrawal`, ...inspect, handler: withdraw },
];

const keyOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });
const seatOf = ({ person, branchId }: BranchVisit) => ({ person, branchId });
const visitIdOf = (visit: BranchVisit): string => visit.params['visitId'] ?? '';
const idOf = (visit: BranchVisit): string => visit.params['rectificationId'] ?? '';

async function getVisit(visit: BranchVisit, id: string): Promise<VisitRecord> {
  const found = await findVisit(visit.useCase.db, keyOf(visit), id);
  if (!found) throw new NotFound();
  return found;
}

async function startProblem(visit: BranchVisit): Promise<void> {
  await ask(visit, visitIdOf(visit), null, freshForm({ itemId: visit.query['item'] ?? '' }), 200);
}

/** The form for somebody who may write now; to the visit's page where he may not. */
async function ask(
  visit: BranchVisit,
  visitId: string,
  row: RectificationRecord | null,
  form: FormState,
  status: number,
): Promise<void> {
  const { branchId, place, person, today } = visit;
  const found = await getVisit(visit, visitId);
  if (found.status !== 'UNDERWAY' || refusalOf(person, branchId, found.inspection.team) !== null)
    return visit.go(visitHref(branchId, found.id));
  const frame = visit.frame({
    crumbs: [
      { label: place.branch.shortName, href: `/branches/${branchId}` },
      { label: '督导检查', href: visitsHref(branchId) },
      { label: found.inspection.title, href: visitHref(branchId, found.id) },
      { label: row ? '修改问题' : '记一个问题', href: null },
    ],
  });
  visit.show('pages/form', showProblemForm({ frame, visit: found, row, form, today }), status);
}

const problemOf = ({ itemId, ...rest }: { itemId: string } & Omit<Parameters<typeof noteProblem>[4], 'itemId'>) => ({
  ...rest,
  itemId: itemId === '' ? null : itemId,
});

async function note(visit: BranchVisit): Promise<void> {
  const visitId = visitIdOf(visit);
  await submitForm(visit, problemForm, {
    save: async ({ revision: _, ...said }) => {
      const file = optionalFile(visit, 'file');
      await noteProblem(visit.useCase, visit.files, seatOf(visit), visitId, problemOf(said), file);
      return { href: `${visitHref(visit.branchId, visitId)}#problems`, notice: '已记下这个问题。' };
    },
    again: (form) => ask(visit, visitId, null, form, 422),
  });
}

async function getRow(visit: BranchVisit): Promise<RectificationRecord> {
  const found = await findRectification(visit.useCase.db, keyOf(visit), idOf(visit));
  if (!found || found.status === 'WITHDRAWN') throw new NotFound();
  return found;
}

async function edit(visit: BranchVisit): Promise<void> {
  const row = await getRow(visit);
  if (row.status !== 'NOTED') return visit.go(rectificationHref(visit.branchId, row.id));
  await ask(visit, row.visit.id, row, freshForm(problemValues(row)), 200);
}

async function mend(visit: BranchVisit): Promise<void> {
  const row = await getRow(visit);
  await submitForm(visit, problemForm, {
    save: async ({ revision, ...said }) => {
      const file = optionalFile(visit, 'file');
      const problem = { ...problemOf(said), revision };
      await mendProblem(visit.useCase, visit.files, seatOf(visit), row.id, problem, file);
      return { href: rectificationHref(visit.branchId, row.id), notice: '已保存修改。' };
    },
    again: (form) => ask(visit, row.visit.id, row, form, 422),
  });
}

async function withdraw(visit: BranchVisit): Promise<void> {
  const row = await getRow(visit);
  await withdrawProblem(visit.useCase, seatOf(visit), row.id);
  visit.go(`${visitHref(visit.branchId, row.visit.id)}#problems`, '这个问题已去掉。');
}
