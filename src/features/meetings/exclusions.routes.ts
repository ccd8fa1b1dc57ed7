import { dayInput } from '../../shared/dates.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { endingForm, exclusionForm } from './exclusions.forms.js';
import { showEndingPage, showExclusionsPage, showNewExclusionPage } from './exclusions.page.js';
import { listCounted, listExclusions } from './exclusions.queries.js';
import { addExclusion, endExclusion } from './exclusions.service.js';

const PATH = '/branches/:branchId/exclusions';
/** Why somebody cannot come is nobody's business but the branch committee's. */
const row = { place: 'branch', access: 'meetings:manage' } as const;

export const exclusionRoutes: readonly RouteRow[] = [
  { method: 'get', path: PATH, ...row, handler: list },
  { method: 'get', path: `${PATH}/new`, ...row, handler: startNew },
  { method: 'post', path: PATH, ...row, handler: add },
  { method: 'get', path: `${PATH}/ending/new`, ...row, handler: startEnding },
  { method: 'post', path: `${PATH}/ending`, ...row, handler: end },
];

const hrefOf = (visit: BranchVisit) => `/branches/${visit.branchId}/exclusions`;
const scopeOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });

function placeOf(visit: BranchVisit, label: string | null) {
  const base = `/branches/${visit.branchId}`;
  const href = hrefOf(visit);
  const crumbs = [
    { label: visit.place.branch.shortName, href: base },
    { label: '会议记录', href: `${base}/meetings` },
    { label: '不计入应到的党员', href: label === null ? null : href },
    ...(label === null ? [] : [{ label, href: null }]),
  ];
  return { href, frame: visit.frame({ crumbs }) };
}

async function list(visit: BranchVisit): Promise<void> {
  const rows = await listExclusions(visit.useCase.db, scopeOf(visit));
  visit.show('meetings/index', showExclusionsPage({ ...placeOf(visit, null), rows, today: visit.today }));
}

async function startNew(visit: BranchVisit): Promise<void> {
  await askNew(visit, freshForm({ startsOn: dayInput(visit.today) }), 200);
}

async function askNew(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { today, useCase } = visit;
  const people = await listCounted(useCase.db, scopeOf(visit), today);
  const page = showNewExclusionPage({ ...placeOf(visit, '登记'), form, people, today });
  visit.show('pages/form', page, status);
}

async function add(visit: BranchVisit): Promise<void> {
  await submitForm(visit, exclusionForm, {
    save: async (input) => {
      await addExclusion(visit.useCase, visit.branchId, input);
      return { href: hrefOf(visit), notice: '已登记。从开始日期起，应到人数不再计入该党员。' };
    },
    again: (form) => askNew(visit, form, 422),
  });
}

async function startEnding(visit: BranchVisit): Promise<void> {
  const exclusionId = visit.query['exclusion'] ?? '';
  await askEnding(visit, freshForm({ exclusionId, endsOn: dayInput(visit.today) }), 200);
}

async function askEnding(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const all = await listExclusions(visit.useCase.db, scopeOf(visit));
  const rows = all.filter((one) => one.endsOn === null);
  if (rows.length === 0) return visit.go(hrefOf(visit), '目前没有不计入应到的党员。');
  visit.show('pages/form', showEndingPage({ ...placeOf(visit, '恢复计入'), form, rows }), status);
}

async function end(visit: BranchVisit): Promise<void> {
  await submitForm(visit, endingForm, {
    save: async ({ exclusionId, endsOn }) => {
      await endExclusion(visit.useCase, visit.branchId, exclusionId, endsOn);
      return { href: hrefOf(visit), notice: '已登记。从恢复日期起，该党员重新计入应到。' };
    },
    again: (form) => askEnding(visit, form, 422),
  });
}
