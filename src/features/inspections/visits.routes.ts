import { mayInBranch, mayInBureau } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { MOST_BYTES } from '../../shared/evidence-cleaning.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { uploadedFile } from '../../web/upload.js';
import type { BranchVisit } from '../../web/visit.js';
import { addItemEvidence } from './evidence.service.js';
import { findingValues, showFindingsPage, showInspectionEvidenceForm } from './findings.page.js';
import { acknowledgementForm, evidenceForm, findingsForm, handoverForm } from './inspections.forms.js';
import { visitHref, visitsHref } from './inspections.paths.js';
import { isHandedOver } from './inspections.rules.js';
import { refusalOf } from './inspector.js';
import { knownFacts } from './known-facts.js';
import { showRecordPage } from './record.page.js';
import { confirmHandoverPage, showVisitPage, showVisitsPage } from './visits.page.js';
import { findVisit, listVisits, type VisitRecord } from './visits.queries.js';
import { acknowledgeVisit, handOverVisit, saveFindings, startVisit } from './visits.service.js';

const LIST = '/branches/:branchId/inspections';
const ONE = `${LIST}/:visitId`;
const OF_ITEM = `${ONE}/items/:lineId/evidence`;
const read = { place: 'branch', access: 'inspections:read' } as const;
const inspect = { place: 'branch', access: 'inspections:visit' } as const;

/** R49: a visit on the spot and its record. */
export const inspectionVisitRoutes: readonly RouteRow[] = [
  { method: 'get', path: LIST, ...read, handler: list },
  { method: 'get', path: ONE, ...read, handler: (visit: BranchVisit) => show(visit, freshForm(), 200) },
  { method: 'post', path: `${ONE}/start`, ...inspect, handler: start },
  { method: 'get', path: `${ONE}/checklist`, ...inspect, handler: fillIn },
  { method: 'post', path: `${ONE}/checklist`, ...inspect, handler: keepFindings },
  {
    method: 'get',
    path: `${OF_ITEM}/new`,
    ...inspect,
    handler: (visit: BranchVisit) => askFile(visit, freshForm(), 200),
  },
  {
    ...{ method: 'post', path: OF_ITEM, ...inspect },
    ...{ upload: { field: 'file', maxBytes: MOST_BYTES }, handler: addFile },
  },
  {
    ...{ method: 'get', path: `${ONE}/handover/new`, ...inspect },
    handler: (visit: BranchVisit) => confirmHandover(visit, freshForm(), 200),
  },
  { method: 'post', path: `${ONE}/handover`, ...inspect, handler: handOver },
  { method: 'get', path: `${ONE}/record`, ...read, handler: showRecord },
  {
    ...{ method: 'post', path: `${ONE}/acknowledgement`, place: 'branch', access: 'inspections:acknowledge' },
    handler: acknowledge,
  },
];

const keyOf = (visit: BranchVisit) => ({ bureauId: visit.person.bureauId, branchId: visit.branchId });
const seatOf = ({ person, branchId }: BranchVisit) => ({ person, branchId });
const ofBureau = ({ person }: BranchVisit): boolean => mayInBureau(person.roles, 'bureau:read');
const idOf = (visit: BranchVisit): string => visit.params['visitId'] ?? '';

function frameOf(visit: BranchVisit, found: VisitRecord | null, label: string | null, layout?: 'paper') {
  const { branchId, place } = visit;
  return visit.frame({
    ...(layout ? { layout } : {}),
    crumbs: [
      { label: place.branch.shortName, href: `/branches/${branchId}` },
      { label: '督导检查', href: found || label ? visitsHref(branchId) : null },
      ...(found ? [{ label: found.inspection.title, href: label ? visitHref(branchId, found.id) : null }] : []),
      ...(label ? [{ label, href: null }] : []),
    ],
  });
}

/** What the branch may not see before the hand-over is not there for it. */
async function getVisit(visit: BranchVisit): Promise<VisitRecord> {
  const found = await findVisit(visit.useCase.db, keyOf(visit), idOf(visit));
  if (!found || !(ofBureau(visit) || isHandedOver(found.status))) throw new NotFound();
  return found;
}

async function list(visit: BranchVisit): Promise<void> {
  const visits = await listVisits(visit.useCase.db, keyOf(visit), !ofBureau(visit));
  const page = showVisitsPage({
    ...{ frame: frameOf(visit, null, null), branch: visit.place.branch, visits, today: visit.today },
  });
  visit.show('inspections/list', page);
}

async function show(visit: BranchVisit, acknowledgement: FormState, status: number): Promise<void> {
  const { person, branchId, today } = visit;
  const found = await getVisit(visit);
  const rights = {
    refusal: refusalOf(person, branchId, found.inspection.team),
    inspects: mayInBureau(person.roles, 'inspections:visit'),
    acknowledges: mayInBranch(person.roles, 'inspections:acknowledge', branchId),
    answers: mayInBranch(person.roles, 'rectifications:answer', branchId),
    ofBureau: ofBureau(visit),
  };
  const page = showVisitPage({ frame: frameOf(visit, found, null), visit: found, today, rights, acknowledgement });
  visit.show('inspections/visit', page, status);
}

async function start(visit: BranchVisit): Promise<void> {
  await startVisit(visit.useCase, seatOf(visit), idOf(visit));
  visit.go(`${visitHref(visit.branchId, idOf(visit))}/checklist`, '检查开始，逐项填写即可。');
}

/** The visit for somebody who may write on it now; null, and led to the visit's page, where he may not. */
async function getWritable(visit: BranchVisit, read?: VisitRecord): Promise<VisitRecord | null> {
  const found = read ?? (await getVisit(visit));
  const refused = refusalOf(visit.person, visit.branchId, found.inspection.team) !== null;
  if (found.status === 'UNDERWAY' && !refused) return found;
  visit.go(visitHref(visit.branchId, found.id));
  return null;
}

async function fillIn(visit: BranchVisit): Promise<void> {
  const found = await getWritable(visit);
  if (found) await askFindings(visit, found, freshForm(findingValues(found)), 200);
}

async function askFindings(visit: BranchVisit, found: VisitRecord, form: FormState, status: number): Promise<void> {
  const key = { ...keyOf(visit), campaignId: found.inspection.campaignId };
  const known = await knownFacts(visit.useCase, key, visit.today);
  const frame = frameOf(visit, found, '填写检查清单');
  visit.show('inspections/checklist', showFindingsPage({ frame, visit: found, known, form }), status);
}

async function keepFindings(visit: BranchVisit): Promise<void> {
  await submitForm(visit, findingsForm, {
    rows: ['items'],
    save: async ({ items }) => {
      const changed = await saveFindings(visit.useCase, seatOf(visit), idOf(visit), items);
      const notice = changed === 0 ? '没有改动，记录和原来一样。' : `已保存${changed}项。`;
      return { href: visitHref(visit.branchId, idOf(visit)), notice };
    },
    again: async (form) => {
      const found = await getWritable(visit);
      if (found) await askFindings(visit, found, form, 422);
    },
  });
}

async function askFile(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const record = await getVisit(visit);
  const item = record.items.find(({ id }) => id === visit.params['lineId']);
  if (!item) throw new NotFound();
  const found = await getWritable(visit, record);
  if (!found) return;
  const back = `${visitHref(visit.branchId, found.id)}/checklist`;
  const page = showInspectionEvidenceForm({
    ...{ frame: frameOf(visit, found, '添加照片'), form, about: item.title, back: `${back}#i-${item.id}` },
    action: `${visitHref(visit.branchId, found.id)}/items/${item.id}/evidence`,
  });
  visit.show('pages/form', page, status);
}

async function addFile(visit: BranchVisit): Promise<void> {
  const itemId = visit.params['lineId'] ?? '';
  await submitForm(visit, evidenceForm, {
    save: async () => {
      const file = uploadedFile(visit, 'file', '请选择照片或PDF文件。');
      await addItemEvidence(visit.useCase, visit.files, seatOf(visit), { visitId: idOf(visit), itemId }, file);
      const href = `${visitHref(visit.branchId, idOf(visit))}/checklist#i-${itemId}`;
      return { href, notice: '附件已上传。照片中的拍摄地点等信息已去掉。' };
    },
    again: (form) => askFile(visit, form, 422),
  });
}

async function confirmHandover(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const found = await getWritable(visit);
  if (!found) return;
  const frame = frameOf(visit, found, '交给支部');
  visit.show('pages/confirm', confirmHandoverPage({ frame, visit: found, form }), status);
}

async function handOver(visit: BranchVisit): Promise<void> {
  await submitForm(visit, handoverForm, {
    save: async ({ summary }) => {
      await handOverVisit(visit.useCase, seatOf(visit), idOf(visit), summary);
      return { href: visitHref(visit.branchId, idOf(visit)), notice: '记录已交给支部，整改时限开始计算。' };
    },
    again: (form) => confirmHandover(visit, form, 422),
  });
}

async function showRecord(visit: BranchVisit): Promise<void> {
  const found = await getVisit(visit);
  if (!isHandedOver(found.status)) return visit.go(visitHref(visit.branchId, found.id));
  visit.show('meetings/show', showRecordPage({ frame: frameOf(visit, found, '记录', 'paper'), visit: found }));
}

async function acknowledge(visit: BranchVisit): Promise<void> {
  await submitForm(visit, acknowledgementForm, {
    save: async ({ statement }) => {
      await acknowledgeVisit(visit.useCase, visit.branchId, idOf(visit), statement);
      return { href: visitHref(visit.branchId, idOf(visit)), notice: '已确认收到督导检查记录。' };
    },
    again: (form) => show(visit, form, 422),
  });
}
