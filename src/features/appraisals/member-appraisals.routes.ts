import { standingIn } from '../../campaign/place.js';
import { NotFound } from '../../shared/errors.js';
import { isYearEnd, lookBackYear } from '../../shared/year-seasons.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import { asLedger, matterOf, showWithPapers } from '../../web/papers.js';
import type { RouteRow } from '../../web/route.js';
import { campaignOf } from '../../web/step-place.js';
import type { BranchVisit, OwnVisit } from '../../web/visit.js';
import { appraisalLedger } from './appraisals.ledger.js';
import { appraisalDecisionForm, selfAppraisalForm } from './member-appraisals.forms.js';
import {
  appraisalsHref,
  decisionValues,
  selfValues,
  showAppraisalListPage,
  showAppraisalPage,
  showOwnAppraisalPage,
} from './member-appraisals.page.js';
import { type AppraisalToRead, findAppraisal, listAppraisals } from './member-appraisals.queries.js';
import { appraiseOneself, decideAppraisal } from './member-appraisals.service.js';

const ALL = '/branches/:branchId/member-appraisals';
const ONE = `${ALL}/:memberId`;
const manage = { place: 'branch', access: 'appraisals:manage' } as const;
const own = { place: 'own', access: 'own:appraisal' } as const;

export const memberAppraisalRoutes: readonly RouteRow[] = [
  { method: 'get', path: ALL, ...manage, handler: list },
  { method: 'get', path: ONE, ...manage, handler: (visit: BranchVisit) => show(visit, null, 200) },
  { method: 'post', path: ONE, ...manage, handler: decide },
  { method: 'get', path: '/me/appraisal', ...own, handler: (visit: OwnVisit) => showOwn(visit, null, 200) },
  { method: 'post', path: '/me/appraisal', ...own, handler: writeOwn },
];

function placeOf(visit: BranchVisit) {
  const { id, startYear } = campaignOf(visit);
  const year = lookBackYear(startYear, visit.today, visit.query['year']);
  return { campaignId: id, branchId: visit.branchId, year };
}

const keyOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, ...placeOf(visit) });

const branchCrumb = (visit: BranchVisit) => ({
  label: visit.place.branch.shortName,
  href: `/branches/${visit.branchId}`,
});

async function list(visit: BranchVisit): Promise<void> {
  const members = await listAppraisals(visit.useCase.db, keyOf(visit));
  const frame = visit.frame({ crumbs: [branchCrumb(visit), { label: '民主评议党员', href: null }] });
  const { branchId, year } = placeOf(visit);
  await showWithPapers(visit, 'appraisals/member-list', showAppraisalListPage({ frame, branchId, year, members }), [
    asLedger(() => appraisalLedger(matterOf(visit, [`${year}年`]), members)),
  ]);
}

async function getMember(visit: BranchVisit, memberId: string): Promise<AppraisalToRead> {
  const member = await findAppraisal(visit.useCase.db, keyOf(visit), memberId);
  if (!member) throw new NotFound();
  return member;
}

async function show(visit: BranchVisit, refused: FormState | null, status: number): Promise<void> {
  const member = await getMember(visit, visit.params['memberId'] ?? '');
  const crumbs = [
    branchCrumb(visit),
    { label: '民主评议党员', href: appraisalsHref(visit.branchId) },
    { label: member.name, href: null },
  ];
  const { branchId, year } = placeOf(visit);
  const isOwn = member.id === visit.person.member?.id;
  const frame = visit.frame({ crumbs });
  const form = refused ?? freshForm(decisionValues(member, visit.today));
  visit.show('appraisals/member', showAppraisalPage({ frame, branchId, year, member, isOwn, form }), status);
}

async function decide(visit: BranchVisit): Promise<void> {
  const memberId = visit.params['memberId'] ?? '';
  await getMember(visit, memberId);
  await submitForm(visit, appraisalDecisionForm, {
    save: async ({ grade, opinion, decidedOn, revision, ...votes }) => {
      const target = { memberId, ownMemberId: visit.person.member?.id ?? null };
      const place = placeOf(visit);
      const warning = await decideAppraisal(visit.useCase, place, target, {
        ...{ votes, grade, opinion, decidedOn, revision },
      });
      return { href: `${appraisalsHref(visit.branchId)}?year=${place.year}`, notice: `已保存评定。${warning ?? ''}` };
    },
    again: (form) => show(visit, form, 422),
  });
}

async function showOwn(visit: OwnVisit, refused: FormState | null, status: number): Promise<void> {
  const member = await getMember(visit, visit.memberId);
  const { year } = placeOf(visit);
  const frame = visit.frame({ crumbs: [{ label: '民主评议：我的自评', href: null }] });
  const open = isOpen(visit, year);
  const form = refused ?? freshForm(selfValues(member));
  visit.show('appraisals/own', showOwnAppraisalPage({ frame, year, member, open, form }), status);
}

const isOpen = (visit: OwnVisit, year: number): boolean =>
  isYearEnd(year, visit.today, standingIn(visit.place, 'SUMMARY') !== null);

async function writeOwn(visit: OwnVisit): Promise<void> {
  const place = placeOf(visit);
  if (!isOpen(visit, place.year)) return showOwn(visit, null, 422);
  await submitForm(visit, selfAppraisalForm, {
    save: async (data) => {
      await appraiseOneself(visit.useCase, place, visit.memberId, data);
      return { href: '/me/appraisal', notice: '已保存自评。支部评定以前可以修改。' };
    },
    again: (form) => showOwn(visit, form, 422),
  });
}
