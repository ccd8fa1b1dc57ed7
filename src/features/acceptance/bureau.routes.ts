import { mayInBureau } from '../../access/permissions.js';
import type { BranchPlace } from '../../campaign/place.js';
import { findBranchPlace } from '../../campaign/place.queries.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { assessmentReviewForm, listForm, reopeningForm, verdictForm } from './acceptance.forms.js';
import { LIST, OVERVIEW, ofBranchHref } from './acceptance.paths.js';
import { listWith } from './acceptance.rules.js';
import { findAssessment, findList, findVersion, isListFrozen, listAssessments } from './assessment.queries.js';
import { reviewAssessment, saveList } from './assessment.service.js';
import { listValues, showAssessmentReviewPage, showListPage } from './assessment-forms.page.js';
import { showBranchAcceptancePage, showOverviewPage } from './overview.page.js';
import { listBranchesToReview, listSheets } from './sheets.queries.js';
import { showVerdictForm, verdictValues } from './verdicts.page.js';
import { listAllVerdicts, listVerdicts } from './verdicts.queries.js';
import { agreeReopening, askReopening, recordVerdict } from './verdicts.service.js';

const ONE = `${OVERVIEW}/branches/:branchId`;
const read = { place: 'bureau', access: 'bureau:read' } as const;
const manage = { place: 'bureau', access: 'acceptance:manage' } as const;
const judge = { place: 'bureau', access: 'statements:review' } as const;
const reopen = { place: 'bureau', access: 'acceptance:reopen' } as const;

/** R47: the bureau's side of the acceptance. */
export const bureauAcceptanceRoutes: readonly RouteRow[] = [
  { method: 'get', path: OVERVIEW, ...read, handler: showOverview },
  { method: 'get', path: LIST, ...manage, handler: (visit: BureauVisit) => editList(visit, null, 200) },
  { method: 'post', path: LIST, ...manage, handler: putList },
  { method: 'get', path: ONE, ...read, handler: (visit: BureauVisit) => showBranch(visit, null, 200) },
  { method: 'get', path: `${ONE}/review`, ...judge, handler: (visit: BureauVisit) => askReview(visit, null, 200) },
  { method: 'post', path: `${ONE}/review`, ...judge, handler: review },
  {
    method: 'get',
    path: `${ONE}/verdict/new`,
    ...manage,
    handler: (visit: BureauVisit) => askVerdict(visit, null, 200),
  },
  { method: 'post', path: `${ONE}/verdict`, ...manage, handler: putVerdict },
  { method: 'post', path: `${ONE}/reopening`, ...reopen, handler: ask },
  { method: 'post', path: `${ONE}/reopening/agreement`, ...reopen, handler: agree },
];

async function keyOf(visit: BureauVisit) {
  const campaign = await visit.campaign();
  if (!campaign) throw new StepNotOpen('还没有发布活动，没有验收事项。');
  return { bureauId: visit.person.bureauId, campaignId: campaign.id };
}

const crumbs = (...rest: { label: string; href: string | null }[]) => [
  { label: '验收', href: rest.length === 0 ? null : OVERVIEW },
  ...rest,
];

async function showOverview(visit: BureauVisit): Promise<void> {
  const { db } = visit.useCase;
  const key = await keyOf(visit);
  const [branches, assessments, verdicts, sheets] = await Promise.all([
    listBranchesToReview(db, key),
    listAssessments(db, key),
    listAllVerdicts(db, key),
    listSheets(db, key),
  ]);
  const { roles } = visit.person;
  const rows = branches.map((branch) => ({
    branch,
    assessment: assessments.find(({ branchId }) => branchId === branch.id) ?? null,
    verdict: verdicts.find(({ branchId }) => branchId === branch.id) ?? null,
    closed: sheets.filter(({ branchId, status }) => branchId === branch.id && status === 'CLOSED').length,
  }));
  const may = {
    manage: mayInBureau(roles, 'acceptance:manage'),
    review: mayInBureau(roles, 'acceptance:review'),
    judge: mayInBureau(roles, 'statements:review'),
  };
  visit.show('acceptance/overview', showOverviewPage({ frame: visit.frame({ crumbs: crumbs() }), rows, may }));
}

async function editList(visit: BureauVisit, refused: FormState | null, status: number): Promise<void> {
  const { db } = visit.useCase;
  const key = await keyOf(visit);
  const [list, frozen] = await Promise.all([findList(db, key), isListFrozen(db, key)]);
  const items = listWith(list?.items ?? null);
  const frame = visit.frame({ crumbs: crumbs({ label: '验收清单', href: null }) });
  const form = refused ?? freshForm(listValues(items, list?.revision ?? 0));
  visit.show('acceptance/list', showListPage({ frame, items, form, frozen }), status);
}

async function putList(visit: BureauVisit): Promise<void> {
  const { campaignId } = await keyOf(visit);
  await submitForm(visit, listForm, {
    rows: ['items'],
    save: async (data) => {
      await saveList(visit.useCase, campaignId, data);
      return { href: LIST, notice: '清单已保存。' };
    },
    again: (form) => editList(visit, form, 422),
  });
}

interface At {
  place: BranchPlace;
  key: { bureauId: string; campaignId: string; branchId: string };
}

async function at(visit: BureauVisit): Promise<At> {
  const place = await findBranchPlace(visit.useCase.db, visit.person.bureauId, visit.params['branchId'] ?? '');
  if (!place?.campaign) throw new NotFound();
  const key = { bureauId: visit.person.bureauId, campaignId: place.campaign.id, branchId: place.branch.id };
  return { place, key };
}

function frameOf(visit: BureauVisit, { place }: At, label: string | null) {
  const { shortName, id } = place.branch;
  const rest = label === null ? [] : [{ label, href: null }];
  return visit.frame({ crumbs: crumbs({ label: shortName, href: label === null ? null : ofBranchHref(id) }, ...rest) });
}

/** Officers of the branch do not judge it (E10). */
const ownBranches = (visit: BureauVisit): string[] =>
  visit.person.roles.flatMap((held) => (held.branchId === null || held.role === 'MEMBER' ? [] : [held.branchId]));

async function showBranch(visit: BureauVisit, refused: FormState | null, status: number): Promise<void> {
  const { db } = visit.useCase;
  const here = await at(visit);
  const [found, verdicts, sheets] = await Promise.all([
    findAssessment(db, here.key),
    listVerdicts(db, here.key),
    listSheets(db, here.key),
  ]);
  const { roles, accountId } = visit.person;
  const committee = mayInBureau(roles, 'acceptance:reopen');
  const ofBranch = sheets.filter(({ branchId, status: own }) => branchId === here.key.branchId && own === 'CLOSED');
  const reader = committee || ofBranch.some(({ reviewerId }) => reviewerId === accountId);
  const page = showBranchAcceptancePage({
    ...{ frame: frameOf(visit, here, null), branch: here.place.branch, status: found?.status ?? null, verdicts },
    ...{ total: found?.versions[0]?.total ?? null, sheets: reader ? ofBranch : [] },
    sheetsNote: reader ? null : '检查员定稿自己的评分以后，才能看到其他人的。',
    may: {
      ...{ manage: mayInBureau(roles, 'acceptance:manage'), reopen: committee, accountId },
      judge: mayInBureau(roles, 'statements:review') && !ownBranches(visit).includes(here.key.branchId),
    },
    form: refused ?? freshForm(),
  });
  visit.show('acceptance/branch', page, status);
}

async function askReview(visit: BureauVisit, refused: FormState | null, status: number): Promise<void> {
  const { db } = visit.useCase;
  const here = await at(visit);
  const found = await findAssessment(db, here.key);
  const version = found?.versions[0] ? await findVersion(db, here.key, found.versions[0].number) : null;
  if (!found || !version || found.status !== 'SUBMITTED') return visit.go(ofBranchHref(here.key.branchId));
  const page = showAssessmentReviewPage({
    ...{ frame: frameOf(visit, here, '审核自查'), branch: here.place.branch, found, version },
    form: refused ?? freshForm(),
  });
  visit.show('acceptance/review', page, status);
}

async function review(visit: BureauVisit): Promise<void> {
  const { key } = await at(visit);
  await submitForm(visit, assessmentReviewForm, {
    save: async (data) => {
      await reviewAssessment(visit.useCase, key, { ...data, ownBranches: ownBranches(visit) });
      const notice = data.outcome === 'passOn' ? '已同意转报。' : '已退回修改。';
      return { href: ofBranchHref(key.branchId), notice };
    },
    again: (form) => askReview(visit, form, 422),
  });
}

async function askVerdict(visit: BureauVisit, refused: FormState | null, status: number): Promise<void> {
  const here = await at(visit);
  const [found, verdicts] = await Promise.all([
    findAssessment(visit.useCase.db, here.key),
    listVerdicts(visit.useCase.db, here.key),
  ]);
  if (found?.status !== 'PASSED_ON')
    return visit.go(ofBranchHref(here.key.branchId), '支部的自查还没有转报，不能登记结论。');
  const form = refused ?? freshForm(verdictValues(visit.today, (verdicts[0]?.number ?? 0) + 1));
  const frame = frameOf(visit, here, '登记结论');
  visit.show('pages/form', showVerdictForm({ frame, branch: here.place.branch, form }), status);
}

async function putVerdict(visit: BureauVisit): Promise<void> {
  const { key } = await at(visit);
  await submitForm(visit, verdictForm, {
    rows: ['problems'],
    save: async (data) => {
      await recordVerdict(visit.useCase, key, data);
      const notice = data.outcome === 'PASSED' ? '结论已登记，资料已冻结。' : '结论已登记，问题已发回支部整改。';
      return { href: ofBranchHref(key.branchId), notice };
    },
    again: (form) => askVerdict(visit, form, 422),
  });
}

async function ask(visit: BureauVisit): Promise<void> {
  const { key } = await at(visit);
  await submitForm(visit, reopeningForm, {
    save: async ({ reopeningReason }) => {
      await askReopening(visit.useCase, key, reopeningReason);
      return { href: ofBranchHref(key.branchId), notice: '已提出，等待另一名委员同意。' };
    },
    again: (form) => showBranch(visit, form, 422),
  });
}

async function agree(visit: BureauVisit): Promise<void> {
  const { key } = await at(visit);
  await agreeReopening(visit.useCase, key);
  visit.go(ofBranchHref(key.branchId), '已重新打开，支部可以更改资料。');
}
