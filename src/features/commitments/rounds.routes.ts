import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { roundForm } from './commitments.forms.js';
import { cascadeHref } from './commitments.paths.js';
import { roundValues, showRoundPage } from './rounds.page.js';
import { findYearRound } from './rounds.queries.js';
import { proposedDays } from './rounds.rules.js';
import { arrangeRound } from './rounds.service.js';
import { yearAtHand } from './targets.js';

const PATH = '/branches/:branchId/commitments/round';
const row = { place: 'branch', access: 'branch-commitments:write' } as const;

export const commitmentRoundRoutes: readonly RouteRow[] = [
  { method: 'get', path: PATH, ...row, handler: (visit: BranchVisit) => showForm(visit, null, 200) },
  { method: 'post', path: PATH, ...row, handler: save },
];

async function showForm(visit: BranchVisit, refused: FormState | null, status: number): Promise<void> {
  const { branchId, person, today } = visit;
  const place = yearAtHand(visit);
  const { round } = await findYearRound(visit.useCase.db, person.bureauId, place);
  const crumbs = [
    { label: visit.place.branch.shortName, href: `/branches/${branchId}` },
    { label: '承诺', href: cascadeHref(branchId) },
    { label: '时间安排', href: null },
  ];
  const page = showRoundPage({
    frame: visit.frame({ step: 'COMMITMENT', crumbs }),
    branchId,
    year: place.year,
    isOpened: round !== null,
    form: refused ?? freshForm(roundValues(round ?? proposedDays(today, place.year))),
    suggestHref: `/board/${person.bureauId}/branches/${branchId}/suggestions`,
  });
  visit.show('commitments/round', page, status);
}

async function save(visit: BranchVisit): Promise<void> {
  await submitForm(visit, roundForm, {
    save: async (days) => {
      const done = await arrangeRound(visit.useCase, yearAtHand(visit), days);
      const notice = done === 'opened' ? '已开始征求意见，时间安排在公开栏公布。' : '新的日期已保存。';
      return { href: cascadeHref(visit.branchId), notice };
    },
    again: (form) => showForm(visit, form, 422),
  });
}
