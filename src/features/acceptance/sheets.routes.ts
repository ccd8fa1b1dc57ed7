import { findBranchPlace } from '../../campaign/place.queries.js';
import { showDay } from '../../shared/dates.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import { emptyForm, sheetForm } from './acceptance.forms.js';
import { saidOf } from './acceptance.page.js';
import { OVERVIEW, SHEETS, sheetHref } from './acceptance.paths.js';
import { listWith } from './acceptance.rules.js';
import { findLastVersion, findList, type InCampaign } from './assessment.queries.js';
import { findAccessEnd } from './reviewers.queries.js';
import { lastDayOf } from './reviewers.rules.js';
import { sheetValues, showSheetPage, showSheetsPage } from './sheets.page.js';
import { listBranchesToReview, listSheets } from './sheets.queries.js';
import { closeSheet, saveSheet } from './sheets.service.js';

const WHOLE = `${SHEETS}/bureau`;
const ONE = `${SHEETS}/:branchId`;
const review = { place: 'bureau', access: 'acceptance:review' } as const;

/** R47: the desk of the region's reviewers. Before the rows of one branch, whose id is no word. */
export const acceptanceSheetRoutes: readonly RouteRow[] = [
  { method: 'get', path: SHEETS, ...review, handler: list },
  { method: 'get', path: WHOLE, ...review, handler: (visit: BureauVisit) => show(visit, {}, 200) },
  { method: 'post', path: WHOLE, ...review, handler: save },
  { method: 'post', path: `${WHOLE}/closure`, ...review, handler: close },
  { method: 'get', path: ONE, ...review, handler: (visit: BureauVisit) => show(visit, {}, 200) },
  { method: 'post', path: ONE, ...review, handler: save },
  { method: 'post', path: `${ONE}/closure`, ...review, handler: close },
];

async function keyOf(visit: BureauVisit): Promise<InCampaign> {
  const campaign = await visit.campaign();
  if (!campaign) throw new StepNotOpen('还没有发布活动，没有验收事项。');
  return { bureauId: visit.person.bureauId, campaignId: campaign.id };
}

const branchIdOf = (visit: BureauVisit): string | null => visit.params['branchId'] ?? null;

async function list(visit: BureauVisit): Promise<void> {
  const { db } = visit.useCase;
  const { bureauId, accountId } = visit.person;
  const key = await keyOf(visit);
  const [branches, sheets, end] = await Promise.all([
    listBranchesToReview(db, key),
    listSheets(db, key),
    findAccessEnd(db, bureauId, accountId),
  ]);
  const frame = visit.frame({
    crumbs: [
      { label: '验收', href: OVERVIEW },
      { label: '我的检查', href: null },
    ],
  });
  const own = sheets.filter(({ reviewerId }) => reviewerId === accountId);
  const until = end === null ? null : showDay(lastDayOf(end));
  visit.show('acceptance/sheets', showSheetsPage({ frame, branches, own, until }));
}

interface Refused {
  form?: FormState;
  refusal?: string;
}

async function show(visit: BureauVisit, refused: Refused, status: number): Promise<void> {
  const { db } = visit.useCase;
  const { bureauId, accountId } = visit.person;
  const key = await keyOf(visit);
  const branchId = branchIdOf(visit);
  const place = branchId === null ? null : await findBranchPlace(db, bureauId, branchId);
  if (branchId !== null && !place) throw new NotFound();
  const [all, ownList, last] = await Promise.all([
    listSheets(db, key),
    findList(db, key),
    branchId === null ? null : findLastVersion(db, { ...key, branchId }),
  ]);
  const mine = all.find((sheet) => sheet.branchId === branchId && sheet.reviewerId === accountId) ?? null;
  if (branchId !== null && mine === null && last?.status !== 'PASSED_ON') throw new NotFound();
  const items = listWith(ownList?.items ?? null);
  const name = place?.branch.shortName ?? '全局总体';
  const page = showSheetPage({
    frame: visit.frame({
      crumbs: [
        { label: '我的检查', href: SHEETS },
        { label: name, href: null },
      ],
    }),
    ...{ branch: place?.branch ?? null, list: items, mine, refusal: refused.refusal ?? null },
    claimed: new Map(last?.content.items.map((item) => [item.name, { points: item.points, said: saidOf(item) }])),
    others: all.filter(
      (sheet) => sheet.branchId === branchId && sheet.reviewerId !== accountId && sheet.status === 'CLOSED',
    ),
    ended: all.some((sheet) => sheet.branchId === null && sheet.reviewerId === accountId && sheet.status === 'CLOSED'),
    form: refused.form ?? freshForm(sheetValues(mine, items)),
  });
  visit.show('acceptance/sheet', page, status);
}

async function save(visit: BureauVisit): Promise<void> {
  const { campaignId } = await keyOf(visit);
  const branchId = branchIdOf(visit);
  await submitForm(visit, sheetForm, {
    rows: ['scores'],
    save: async ({ scores, remark, revision }) => {
      await saveSheet(visit.useCase, { campaignId, branchId }, { scores, remark, revision });
      return { href: sheetHref(branchId), notice: '已保存，还没有定稿。' };
    },
    again: (form) => show(visit, { form }, 422),
  });
}

async function close(visit: BureauVisit): Promise<void> {
  const { campaignId } = await keyOf(visit);
  const branchId = branchIdOf(visit);
  await submitForm(visit, emptyForm, {
    save: async () => {
      await closeSheet(visit.useCase, { campaignId, branchId });
      return {
        href: branchId === null ? SHEETS : sheetHref(branchId),
        notice: branchId === null ? '检查已结束。' : '已定稿。',
      };
    },
    again: (form) => show(visit, { refusal: form.summary[0]?.message ?? '' }, 422),
  });
}
