import { mayInBureau } from '../../access/permissions.js';
import { chinaDay, showDay } from '../../shared/dates.js';
import { NotFound, StepNotOpen } from '../../shared/errors.js';
import { plainFileName } from '../../shared/file-names.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import type { BureauVisit } from '../../web/visit.js';
import {
  confirmReportPublication,
  confirmReportSubmission,
  REPORT,
  showReportForm,
  showReportPage,
} from './bureau-report.page.js';
import { findReport, findReportVersions } from './bureau-report.queries.js';
import { draftReport, publishReport, reviewReport, saveReport, submitReport } from './bureau-report.service.js';
import { listFigures } from './figures.queries.js';
import { emptyForm, statementForm, statementPublicationForm, statementReviewForm } from './mobilization.forms.js';
import { reportDocument } from './report-document.js';
import { EDITABLE, STATEMENT_STATUS_LABELS } from './statements.rules.js';
import { changedLines, figuresOfBureau } from './summary-text.rules.js';
import { paragraphsOf, showTextOnPaper, showTextVersionPage } from './text-versions.page.js';

const read = { place: 'bureau', access: 'bureau:read' } as const;
const write = { place: 'bureau', access: 'bureau-report:write' } as const;

/** R46: the bureau's own summary of the campaign. */
export const bureauReportRoutes: readonly RouteRow[] = [
  { method: 'get', path: REPORT, ...read, handler: (visit: BureauVisit) => show(visit, freshForm(), 200) },
  { method: 'post', path: REPORT, ...write, handler: save },
  { method: 'post', path: `${REPORT}/draft`, ...write, handler: draft },
  { method: 'get', path: `${REPORT}/edit`, ...write, handler: (visit: BureauVisit) => edit(visit, null, 200) },
  { method: 'get', path: `${REPORT}/submission/new`, ...write, handler: askSubmission },
  { method: 'post', path: `${REPORT}/submission`, ...write, handler: submit },
  { method: 'post', path: `${REPORT}/reviews`, place: 'bureau', access: 'statements:review', handler: review },
  { method: 'get', path: `${REPORT}/publication/new`, ...write, handler: startPublication },
  { method: 'post', path: `${REPORT}/publication`, ...write, handler: publish },
  { method: 'get', path: `${REPORT}/versions/:version`, ...read, handler: showVersion },
  { method: 'get', path: `${REPORT}/print`, ...read, handler: showOnPaper },
  { method: 'get', path: `${REPORT}/word`, ...read, handler: sendWord },
];

async function keyOf(visit: BureauVisit) {
  const campaign = await visit.campaign();
  if (!campaign) throw new StepNotOpen('还没有发布活动，没有活动总结。');
  return { bureauId: visit.person.bureauId, campaignId: campaign.id };
}

const frameOf = (visit: BureauVisit, label: string | null) =>
  visit.frame({
    crumbs: [
      { label: '全局活动总结', href: label === null ? null : REPORT },
      ...(label === null ? [] : [{ label, href: null }]),
    ],
  });

async function show(visit: BureauVisit, form: FormState, status: number): Promise<void> {
  const { db } = visit.useCase;
  const { roles, accountId } = visit.person;
  const key = await keyOf(visit);
  const [report, rows] = await Promise.all([
    findReport(db, key),
    listFigures(db, { ...key, branchId: null }, visit.today),
  ]);
  const changed = report ? changedLines(report.figures, figuresOfBureau(rows, visit.now)) : [];
  const may = {
    write: mayInBureau(roles, 'bureau-report:write'),
    review: mayInBureau(roles, 'statements:review') && report?.writtenById !== accountId,
  };
  const page = showReportPage({ frame: frameOf(visit, null), report, changed, form, may });
  visit.show('mobilization/bureau-report', page, status);
}

async function draft(visit: BureauVisit): Promise<void> {
  const { campaignId } = await keyOf(visit);
  const left = await draftReport(visit.useCase, campaignId, `${visit.person.bureauName}活动总结`);
  const notice =
    left === 0 ? '已按现在的记录填入数据。' : `已更新数据；有${left}处数据的句子已改写，没有更新，请自行核对。`;
  visit.go(REPORT, notice);
}

async function edit(visit: BureauVisit, refused: FormState | null, status: number): Promise<void> {
  const report = await findReport(visit.useCase.db, await keyOf(visit));
  if (!report || !EDITABLE.includes(report.status)) return visit.go(REPORT, '报告现在不能修改。');
  const { title, body, revision } = report;
  const form = refused ?? freshForm({ title, body, revision: String(revision) });
  visit.show('pages/form', showReportForm({ frame: frameOf(visit, '修改'), form }), status);
}

async function save(visit: BureauVisit): Promise<void> {
  const { campaignId } = await keyOf(visit);
  await submitForm(visit, statementForm, {
    save: async (text) => {
      await saveReport(visit.useCase, campaignId, text);
      return { href: REPORT, notice: '已保存。' };
    },
    again: (form) => edit(visit, form, 422),
  });
}

async function askSubmission(visit: BureauVisit): Promise<void> {
  const report = await findReport(visit.useCase.db, await keyOf(visit));
  if (!report || !EDITABLE.includes(report.status)) return visit.go(REPORT);
  visit.show('pages/confirm', confirmReportSubmission({ frame: frameOf(visit, '送审'), form: freshForm() }));
}

async function submit(visit: BureauVisit): Promise<void> {
  const { campaignId } = await keyOf(visit);
  await submitForm(visit, emptyForm, {
    save: async () => {
      await submitReport(visit.useCase, campaignId);
      return { href: REPORT, notice: '已送委员审核。' };
    },
    again: (form) => visit.show('pages/confirm', confirmReportSubmission({ frame: frameOf(visit, '送审'), form }), 422),
  });
}

async function review(visit: BureauVisit): Promise<void> {
  const { campaignId } = await keyOf(visit);
  await submitForm(visit, statementReviewForm, {
    save: async (data) => {
      await reviewReport(visit.useCase, campaignId, data);
      return { href: REPORT, notice: data.outcome === 'approve' ? '已审核通过。' : '已退回修改。' };
    },
    again: (form) => show(visit, form, 422),
  });
}

async function startPublication(visit: BureauVisit): Promise<void> {
  const report = await findReport(visit.useCase.db, await keyOf(visit));
  if (report?.status !== 'APPROVED') return visit.go(REPORT);
  askPublication(visit, freshForm({ secrecyReviewedBy: visit.person.displayName }), 200);
}

function askPublication(visit: BureauVisit, form: FormState, status: number): void {
  visit.show('pages/confirm', confirmReportPublication({ frame: frameOf(visit, '公布'), form }), status);
}

async function publish(visit: BureauVisit): Promise<void> {
  const { campaignId } = await keyOf(visit);
  await submitForm(visit, statementPublicationForm, {
    save: async ({ secrecyReviewedBy }) => {
      await publishReport(visit.useCase, campaignId, secrecyReviewedBy);
      return { href: REPORT, notice: '已在党务公开栏公布。' };
    },
    again: (form) => askPublication(visit, form, 422),
  });
}

async function getReport(visit: BureauVisit) {
  const report = await findReport(visit.useCase.db, await keyOf(visit));
  if (!report) throw new NotFound();
  return { ...report, day: report.approvedAt ? chinaDay(report.approvedAt) : visit.today };
}

async function showVersion(visit: BureauVisit): Promise<void> {
  const { id } = await getReport(visit);
  const number = Number(visit.params['version']);
  if (!Number.isInteger(number) || number > 100_000) throw new NotFound();
  const [version, before] = await findReportVersions(visit.useCase.db, visit.person.bureauId, id, number);
  if (version?.number !== number) throw new NotFound();
  const page = showTextVersionPage({
    ...{ frame: frameOf(visit, `第${number}稿`), what: '全局活动总结', version, before: before ?? null, href: REPORT },
  });
  visit.show('mobilization/text-version', page);
}

async function showOnPaper(visit: BureauVisit): Promise<void> {
  const { title, body, day, status } = await getReport(visit);
  const frame = visit.frame({ layout: 'paper', crumbs: [{ label: '全局活动总结', href: REPORT }] });
  const final = status === 'APPROVED' || status === 'PUBLISHED';
  const note = final ? null : `${STATEMENT_STATUS_LABELS[status]}，尚未审核通过。`;
  const author = visit.person.bureauName;
  visit.show('mobilization/text-paper', showTextOnPaper({ frame, title, body, author, day, note, href: REPORT }));
}

async function sendWord(visit: BureauVisit): Promise<void> {
  const { title, body, day } = await getReport(visit);
  visit.res.attachment(`${plainFileName(title, '总结')}.docx`);
  const author = visit.person.bureauName;
  visit.res.send(await reportDocument({ title, author, paragraphs: paragraphsOf(body), day: showDay(day) }));
}
