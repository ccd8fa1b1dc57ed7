import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BranchVisit } from '../../web/visit.js';
import { showBreakdownPage } from './breakdown.page.js';
import { assignItems } from './breakdown.service.js';
import { findBreakdown, listGroups } from './cascade.queries.js';
import { breakdownForm, publicationForm } from './commitments.forms.js';
import { cascadeHref } from './commitments.paths.js';
import { listApproved } from './letter.queries.js';
import { showPublicationPage } from './publication.page.js';
import { publishCommitments } from './publication.service.js';
import { yearAtHand } from './targets.js';

const BREAKDOWN = '/branches/:branchId/commitments/breakdown';
const PUBLICATION = '/branches/:branchId/commitments/publication';

export const commitmentPublishingRoutes: readonly RouteRow[] = [
  {
    method: 'get',
    path: BREAKDOWN,
    place: 'branch',
    access: 'branch-commitments:write',
    handler: (visit) => editBreakdown(visit, null, 200),
  },
  { method: 'post', path: BREAKDOWN, place: 'branch', access: 'branch-commitments:write', handler: saveBreakdown },
  {
    method: 'get',
    path: `${PUBLICATION}/new`,
    place: 'branch',
    access: 'notices:publish',
    handler: (visit) => askPublication(visit, freshForm(), 200),
  },
  { method: 'post', path: PUBLICATION, place: 'branch', access: 'notices:publish', handler: publish },
];

function crumbsOf(visit: BranchVisit, label: string) {
  return [
    { label: visit.place.branch.shortName, href: `/branches/${visit.branchId}` },
    { label: '承诺', href: cascadeHref(visit.branchId) },
    { label, href: null },
  ];
}

async function editBreakdown(visit: BranchVisit, form: FormState | null, status: number): Promise<void> {
  const { db } = visit.useCase;
  const { bureauId } = visit.person;
  const { campaignId, branchId, year } = yearAtHand(visit);
  const [breakdown, groups] = await Promise.all([
    findBreakdown(db, bureauId, campaignId, branchId, year),
    listGroups(db, bureauId, campaignId, branchId),
  ]);
  if (!breakdown) throw new NotFound('支部还没有填写本年度的承诺，填写后再分解到小组。');
  const frame = visit.frame({ step: 'COMMITMENT', crumbs: crumbsOf(visit, '分解到小组') });
  visit.show('commitments/breakdown', showBreakdownPage({ frame, branchId, breakdown, groups, form }), status);
}

async function saveBreakdown(visit: BranchVisit): Promise<void> {
  await submitForm(visit, breakdownForm, {
    rows: ['items'],
    save: async ({ items }) => {
      await assignItems(visit.useCase, yearAtHand(visit), items);
      return { href: cascadeHref(visit.branchId), notice: '分解结果已保存，组长可以据此填写小组承诺。' };
    },
    again: (form) => editBreakdown(visit, form, 422),
  });
}

async function askPublication(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { campaignId, branchId, year } = yearAtHand(visit);
  const approved = await listApproved(visit.useCase.db, visit.person.bureauId, { campaignId, branchId, year });
  const frame = visit.frame({ step: 'COMMITMENT', crumbs: crumbsOf(visit, '公布承诺') });
  visit.show('commitments/publish', showPublicationPage({ frame, branchId, year, approved, form }), status);
}

async function publish(visit: BranchVisit): Promise<void> {
  await submitForm(visit, publicationForm, {
    save: async ({ commitmentIds, secrecyReviewedBy }) => {
      const count = await publishCommitments(visit.useCase, yearAtHand(visit), { commitmentIds, secrecyReviewedBy });
      return { href: cascadeHref(visit.branchId), notice: `已公布${count}份承诺。` };
    },
    again: (form) => askPublication(visit, form, 422),
  });
}
