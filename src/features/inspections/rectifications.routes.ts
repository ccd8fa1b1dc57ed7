import { mayInBranch, mayInBureau } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { MOST_BYTES } from '../../shared/evidence-cleaning.js';
import { sendEvidence } from '../../web/evidence.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { optionalFile, uploadedFile } from '../../web/upload.js';
import type { BranchVisit } from '../../web/visit.js';
import { removeInspectorEvidence, removeReportEvidence } from './evidence.service.js';
import { showInspectionEvidenceForm } from './findings.page.js';
import { evidenceForm, extensionDecisionForm, extensionForm, recheckForm, reportForm } from './inspections.forms.js';
import { rectificationHref, visitHref, visitsHref } from './inspections.paths.js';
import { isHandedOver } from './inspections.rules.js';
import { refusalOf } from './inspector.js';
import { type RectificationForms, showRectificationPage } from './rectifications.page.js';
import { findInspectionEvidence, findRectification, type RectificationRecord } from './rectifications.queries.js';
import {
  addReportEvidence,
  askRectificationExtension,
  decideRectificationExtension,
  recheckRectification,
  reportRectification,
} from './rectifications.service.js';

const ONE = '/branches/:branchId/rectifications/:rectificationId';
const FILE = '/branches/:branchId/inspection-evidence/:inspectionFileId';
const read = { place: 'branch', access: 'inspections:read' } as const;
const inspect = { place: 'branch', access: 'inspections:visit' } as const;
const answer = { place: 'branch', access: 'rectifications:answer' } as const;
const upload = { field: 'file', maxBytes: MOST_BYTES } as const;

/** R49: problems, the branch's answers, and the re-check. */
export const rectificationRoutes: readonly RouteRow[] = [
  { method: 'get', path: ONE, ...read, handler: (visit: BranchVisit) => show(visit, {}, 200) },
  { method: 'post', path: `${ONE}/reports`, ...answer, upload, handler: report },
  {
    method: 'get',
    path: `${ONE}/evidence/new`,
    ...answer,
    handler: (visit: BranchVisit) => askFile(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/evidence`, ...answer, upload, handler: addFile },
  { method: 'post', path: `${ONE}/recheck`, ...inspect, handler: recheck },
  { method: 'post', path: `${ONE}/extensions`, ...answer, handler: askExtension },
  { method: 'post', path: `${ONE}/extension-decision`, ...inspect, handler: decideExtension },
  { method: 'get', path: FILE, ...read, handler: showFile },
  { method: 'post', path: `${FILE}/removal`, ...inspect, handler: removeInspectors },
  {
    ...{ method: 'post', path: '/branches/:branchId/rectification-evidence/:reportFileId/removal', ...answer },
    handler: removeReports,
  },
];

const keyOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });
const seatOf = ({ person, branchId }: BranchVisit) => ({ person, branchId });
const ofBureau = ({ person }: BranchVisit): boolean => mayInBureau(person.roles, 'bureau:read');
const hrefOf = (visit: BranchVisit): string => rectificationHref(visit.branchId, idOf(visit));
const idOf = (visit: BranchVisit): string => visit.params['rectificationId'] ?? '';

/** What the branch may not see before the hand-over is not there for it. */
async function getRectification(visit: BranchVisit): Promise<RectificationRecord> {
  const found = await findRectification(visit.useCase.db, keyOf(visit), idOf(visit));
  const known = found && found.status !== 'WITHDRAWN' && (ofBureau(visit) || isHandedOver(found.visit.status));
  if (!known) throw new NotFound();
  return found;
}

function frameOf(visit: BranchVisit, found: RectificationRecord, label: string | null) {
  const { branchId, place } = visit;
  return visit.frame({
    crumbs: [
      { label: place.branch.shortName, href: `/branches/${branchId}` },
      { label: '督导检查', href: visitsHref(branchId) },
      { label: found.visit.inspection.title, href: visitHref(branchId, found.visit.id) },
      { label: '问题和整改', href: label ? hrefOf(visit) : null },
      ...(label ? [{ label, href: null }] : []),
    ],
  });
}

async function show(visit: BranchVisit, refused: Partial<RectificationForms>, status: number): Promise<void> {
  const { person, branchId, today } = visit;
  const row = await getRectification(visit);
  const mayInspect = mayInBureau(person.roles, 'inspections:visit');
  const forms = {
    report: freshForm(),
    recheck: freshForm(),
    extension: freshForm(),
    decision: freshForm(),
    ...refused,
  };
  const page = showRectificationPage({
    ...{ frame: frameOf(visit, row, null), row, today, forms },
    answers: mayInBranch(person.roles, 'rectifications:answer', branchId),
    rechecks: mayInspect && refusalOf(person, branchId, row.visit.inspection.team) === null,
  });
  visit.show('inspections/rectification', page, status);
}

async function report(visit: BranchVisit): Promise<void> {
  await submitForm(visit, reportForm, {
    save: async (said) => {
      const file = optionalFile(visit, 'file');
      await reportRectification(visit.useCase, visit.files, visit.branchId, idOf(visit), said, file);
      return { href: hrefOf(visit), notice: '已报告整改情况，等督导组复查。复查前还可以添加照片。' };
    },
    again: (form) => show(visit, { report: form }, 422),
  });
}

async function recheck(visit: BranchVisit): Promise<void> {
  await submitForm(visit, recheckForm, {
    save: async (said) => {
      await recheckRectification(visit.useCase, seatOf(visit), idOf(visit), said);
      const notice = said.action === 'close' ? '已确认整改到位，这个问题办结。' : '已退回，支部会看到说明和新的时限。';
      return { href: hrefOf(visit), notice };
    },
    again: (form) => show(visit, { recheck: form }, 422),
  });
}

async function askExtension(visit: BranchVisit): Promise<void> {
  await submitForm(visit, extensionForm, {
    save: async (asked) => {
      await askRectificationExtension(visit.useCase, visit.branchId, idOf(visit), asked);
      return { href: hrefOf(visit), notice: '已申请延期，等督导组审核；审核前时限不变。' };
    },
    again: (form) => show(visit, { extension: form }, 422),
  });
}

async function decideExtension(visit: BranchVisit): Promise<void> {
  await submitForm(visit, extensionDecisionForm, {
    save: async (said) => {
      await decideRectificationExtension(visit.useCase, seatOf(visit), idOf(visit), said);
      const notice = said.action === 'grant' ? '已同意延期，时限已改。' : '已答复不同意延期，时限不变。';
      return { href: hrefOf(visit), notice };
    },
    again: (form) => show(visit, { decision: form }, 422),
  });
}

async function askFile(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const found = await getRectification(visit);
  if (found.status !== 'REPORTED') return visit.go(hrefOf(visit));
  const frame = frameOf(visit, found, '添加照片或PDF');
  const page = showInspectionEvidenceForm({
    ...{ frame, form, about: '整改情况的照片或文件', action: `${hrefOf(visit)}/evidence`, back: hrefOf(visit) },
  });
  visit.show('pages/form', page, status);
}

async function addFile(visit: BranchVisit): Promise<void> {
  await submitForm(visit, evidenceForm, {
    save: async () => {
      const file = uploadedFile(visit, 'file', '请选择照片或PDF文件。');
      await addReportEvidence(visit.useCase, visit.files, visit.branchId, idOf(visit), file);
      return { href: hrefOf(visit), notice: '附件已上传。照片中的拍摄地点等信息已去掉。' };
    },
    again: (form) => askFile(visit, form, 422),
  });
}

async function showFile(visit: BranchVisit): Promise<void> {
  const file = await findInspectionEvidence(visit.useCase.db, keyOf(visit), visit.params['inspectionFileId'] ?? '');
  const known =
    file && file.rectification?.status !== 'WITHDRAWN' && (ofBureau(visit) || isHandedOver(file.visit.status));
  await sendEvidence(visit, known ? file : null);
}

async function removeInspectors(visit: BranchVisit): Promise<void> {
  const id = visit.params['inspectionFileId'] ?? '';
  const file = await findInspectionEvidence(visit.useCase.db, keyOf(visit), id);
  if (!file) throw new NotFound();
  await removeInspectorEvidence(visit.useCase, visit.files, seatOf(visit), id);
  const back = file.rectificationId
    ? rectificationHref(visit.branchId, file.rectificationId)
    : visitHref(visit.branchId, file.visitId);
  visit.go(back, '附件已去掉。');
}

async function removeReports(visit: BranchVisit): Promise<void> {
  const id = visit.params['reportFileId'] ?? '';
  const file = await findInspectionEvidence(visit.useCase.db, keyOf(visit), id);
  if (!file?.report) throw new NotFound();
  await removeReportEvidence(visit.useCase, visit.files, visit.branchId, id);
  visit.go(rectificationHref(visit.branchId, file.report.rectificationId), '附件已去掉。');
}
