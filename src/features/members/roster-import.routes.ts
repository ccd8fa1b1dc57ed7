import { mayInBranch } from '../../access/permissions.js';
import { NotFound } from '../../shared/errors.js';
import { type FormState, freshForm, submitForm } from '../../web/form.js';
import type { RouteRow } from '../../web/route.js';
import { uploadedFile } from '../../web/upload.js';
import type { BranchVisit } from '../../web/visit.js';
import { correctionForm, importForm, uploadForm } from './members.forms.js';
import { IMPORTED_COLUMNS } from './roster-columns.rules.js';
import type { RowCorrection } from './roster-draft.rules.js';
import { type PreviewFilter, showPreviewPage } from './roster-import.page.js';
import { findImport, type ImportRow, listOpenImports } from './roster-import.queries.js';
import { correctImport, discardImport, importRoster, openPreview, uploadRoster } from './roster-import.service.js';
import { showImportResultPage, showUploadPage } from './roster-upload.page.js';

const LIST = '/branches/:branchId/roster-imports';
const ONE = `${LIST}/:importId`;
const MAX_BYTES = 6 * 1_048_576;

export const rosterImportRoutes: readonly RouteRow[] = [
  { method: 'get', path: `${LIST}/new`, place: 'branch', access: 'members:manage', handler: newImport },
  {
    method: 'post',
    path: LIST,
    place: 'branch',
    access: 'members:manage',
    upload: { field: 'file', maxBytes: MAX_BYTES },
    handler: upload,
  },
  { method: 'get', path: ONE, place: 'branch', access: 'members:manage', handler: show },
  { method: 'post', path: `${ONE}/corrections`, place: 'branch', access: 'members:manage', handler: correct },
  { method: 'post', path: `${ONE}/completion`, place: 'branch', access: 'members:manage', handler: complete },
  { method: 'post', path: `${ONE}/cancellation`, place: 'branch', access: 'members:manage', handler: cancel },
];

async function newImport(visit: BranchVisit): Promise<void> {
  await showUpload(visit, freshForm(), 200);
}

async function upload(visit: BranchVisit): Promise<void> {
  await submitForm(visit, uploadForm, {
    save: async ({ sheetName }) => {
      const { bytes: file, name: fileName } = uploadedFile(visit, 'file', '请选择花名册文件。');
      const input = { file, fileName, sheetName };
      const id = await uploadRoster(visit.useCase, visit.place.branch, input);
      return { href: `/branches/${visit.branchId}/roster-imports/${id}` };
    },
    again: (form) => showUpload(visit, form, 422),
  });
}

async function showUpload(visit: BranchVisit, form: FormState, status: number): Promise<void> {
  const page = showUploadPage({
    frame: visit.frame({ crumbs: [rosterCrumb(visit), { label: '导入花名册', href: null }] }),
    branchId: visit.branchId,
    open: await listOpenImports(visit.useCase.db, keyOf(visit)),
    form,
  });
  visit.show('members/upload', page, status);
}

async function show(visit: BranchVisit): Promise<void> {
  await showImport(visit, await getImport(visit), [], 200);
}

async function showImport(
  visit: BranchVisit,
  row: ImportRow,
  summary: FormState['summary'],
  status: number,
): Promise<void> {
  const frame = visit.frame({ crumbs: [rosterCrumb(visit), { label: '导入花名册', href: null }] });
  if (row.status !== 'PREVIEW') {
    const mayOpenAccounts = mayInBranch(visit.person.roles, 'accounts:manage', visit.branchId);
    visit.show(
      'members/import-result',
      showImportResultPage({ frame, branchId: visit.branchId, upload: row, mayOpenAccounts }),
    );
    return;
  }
  const preview = await openPreview(visit.useCase, row);
  const asked = visit.query['show'];
  const filter: PreviewFilter =
    asked === 'all' || asked === 'problems' ? asked : preview.counts.blocked > 0 ? 'problems' : 'all';
  const from = /^\d{1,4}$/.test(visit.query['from'] ?? '') ? Number(visit.query['from']) : 0;
  const page = showPreviewPage({ frame, branchId: visit.branchId, upload: row, preview, filter, from, summary });
  visit.show('members/preview', page, status);
}

async function correct(visit: BranchVisit): Promise<void> {
  const row = await getImport(visit);
  await submitForm(visit, correctionForm, {
    rows: ['rows'],
    save: async (data) => {
      const corrections = correctionsOf(data.rows, data.exclude, data.include);
      await correctImport(visit.useCase, { branchId: visit.branchId, importId: row.id }, data.revision, corrections);
      const href = `/branches/${visit.branchId}/roster-imports/${row.id}?show=${data.show}&from=${data.from}`;
      return { href, notice: '已保存更正，并重新检查。' };
    },
    again: (form) => showImport(visit, row, form.summary, 422),
  });
}

interface TypedRow extends Partial<Record<(typeof IMPORTED_COLUMNS)[number], string | undefined>> {
  number: number;
  choice?: string | null | undefined;
}

/** What was typed into the rows on show, and the one row whose button was pressed. */
function correctionsOf(
  rows: readonly TypedRow[],
  exclude: number | undefined,
  include: number | undefined,
): RowCorrection[] {
  const byRow = new Map<number, RowCorrection>();
  for (const row of rows) {
    const typed = IMPORTED_COLUMNS.filter((column) => row[column] !== undefined);
    const cells = Object.fromEntries(typed.map((column) => [column, row[column] ?? '']));
    byRow.set(row.number, { number: row.number, cells, ...(row.choice ? { choice: row.choice } : {}) });
  }
  const press = (number: number | undefined, excluded: boolean) => {
    if (number !== undefined) byRow.set(number, { ...(byRow.get(number) ?? { number }), excluded });
  };
  press(exclude, true);
  press(include, false);
  return [...byRow.values()];
}

async function complete(visit: BranchVisit): Promise<void> {
  const row = await getImport(visit);
  const href = `/branches/${visit.branchId}/roster-imports/${row.id}`;
  await submitForm(visit, importForm, {
    save: async ({ fingerprint }) => {
      await importRoster(visit.useCase, { branchId: visit.branchId, importId: row.id }, fingerprint);
      return { href };
    },
    again: (form) => showImport(visit, row, form.summary, 422),
  });
}

async function cancel(visit: BranchVisit): Promise<void> {
  const row = await getImport(visit);
  await discardImport(visit.useCase, { branchId: visit.branchId, importId: row.id });
  visit.go(`/branches/${visit.branchId}/roster-imports/${row.id}`);
}

async function getImport(visit: BranchVisit): Promise<ImportRow> {
  const row = await findImport(visit.useCase.db, keyOf(visit), visit.params['importId'] ?? '');
  if (!row) throw new NotFound();
  return row;
}

function keyOf(visit: BranchVisit) {
  return { bureauId: visit.person.bureauId, branchId: visit.branchId };
}

function rosterCrumb(visit: BranchVisit) {
  return { label: '党员名册', href: `/branches/${visit.branchId}/members` };
}
