import { NotFound } from '../../shared/errors.js';
import { MOST_BYTES } from '../../shared/evidence-cleaning.js';
import { sendEvidence } from '../../web/evidence.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { uploadedFile } from '../../web/upload.js';
import type { BranchVisit, Visit } from '../../web/visit.js';
import { showEvidenceForm } from './evidence.page.js';
import { findEvidence, findPublicEvidence } from './evidence.queries.js';
import { addEvidence, removeEvidence } from './evidence.service.js';
import { evidenceForm } from './fulfillments.forms.js';
import { itemHref, recordHref } from './fulfillments.paths.js';
import { keeperOf } from './fulfillments.service.js';
import { getOwnRecord } from './own-record.js';

const FILE = '/branches/:branchId/evidence/:evidenceId';
const OF_RECORD = '/branches/:branchId/fulfillments/:fulfillmentId/evidence';
const write = { place: 'branch', access: 'fulfillments:write' } as const;

export const evidenceRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${OF_RECORD}/new`, ...write, handler: (visit: BranchVisit) => ask(visit, freshForm(), 200) },
  {
    ...{ method: 'post', path: OF_RECORD, ...write },
    ...{ upload: { field: 'file', maxBytes: MOST_BYTES }, handler: add },
  },
  { method: 'get', path: FILE, place: 'branch', access: 'branch:read', handler: showInside },
  { method: 'post', path: `${FILE}/removal`, ...write, handler: remove },
  {
    method: 'get',
    path: '/board/:bureauId/evidence/:evidenceId',
    place: 'open',
    access: 'public',
    handler: showPublic,
  },
];

async function ask(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const { id, itemId } = await getOwnRecord(visit);
  const crumbs = [
    { label: '承诺', href: `/branches/${visit.branchId}/commitments` },
    { label: '承诺事项', href: itemHref(visit.branchId, itemId) },
    { label: '添加附件', href: null },
  ];
  const frame = visit.frame({ step: 'COMMITMENT', crumbs });
  const page = showEvidenceForm({
    frame,
    form,
    action: `${recordHref(visit.branchId, id)}/evidence`,
    back: itemHref(visit.branchId, itemId),
  });
  visit.show('pages/form', page, status);
}

async function add(visit: BranchVisit): Promise<void> {
  const { id, itemId } = await getOwnRecord(visit);
  await submitForm(visit, evidenceForm, {
    save: async () => {
      const file = uploadedFile(visit, 'file', '请选择照片或PDF文件。');
      await addEvidence(visit.useCase, visit.files, visit.branchId, keeperOf(visit.person), id, file);
      return {
        href: `${itemHref(visit.branchId, itemId)}#r-${id}`,
        notice: '附件已上传。照片中的拍摄地点等信息已去掉。',
      };
    },
    again: (form) => ask(visit, form, 422),
  });
}

async function remove(visit: BranchVisit): Promise<void> {
  const { bureauId } = visit.person;
  const id = visit.params['evidenceId'] ?? '';
  const found = await findEvidence(visit.useCase.db, { bureauId, branchId: visit.branchId }, id);
  if (!found) throw new NotFound();
  await removeEvidence(visit.useCase, visit.files, visit.branchId, keeperOf(visit.person), id);
  visit.go(itemHref(visit.branchId, found.fulfillment.itemId), '附件已去掉。');
}

async function showInside(visit: BranchVisit): Promise<void> {
  const key = { bureauId: visit.person.bureauId, branchId: visit.branchId };
  await sendEvidence(visit, await findEvidence(visit.useCase.db, key, visit.params['evidenceId'] ?? ''));
}

async function showPublic(visit: Visit): Promise<void> {
  const { bureauId = '', evidenceId = '' } = visit.params;
  await sendEvidence(visit, await findPublicEvidence(visit.useCase.db, bureauId, evidenceId));
}
