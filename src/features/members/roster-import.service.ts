import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { BranchKey } from './members.queries.js';
import { withTakenNumberAsRule } from './members.service.js';
import type { Sheet } from './roster-cells.rules.js';
import { correctDraft, type RosterDraft, type RowCorrection, readDraft } from './roster-draft.rules.js';
import { findImport, type ImportRow, lockRoster } from './roster-import.queries.js';
import { addNewMembers, changeMembers } from './roster-import-writes.service.js';
import { previewRoster, type RosterPreview } from './roster-preview.js';
import { chooseSheet } from './roster-sheets.rules.js';

export interface RosterUpload {
  file: Buffer;
  fileName: string;
  /** Where the workbook has several sheets and none bears the branch's name. */
  sheetName: string | null;
}

export interface ImportKey {
  branchId: string;
  importId: string;
}

/** Reads an office's file and keeps it, encrypted, for the preview. Throws RuleViolation on `file` or `sheetName`. */
export async function uploadRoster(
  useCase: UseCase,
  branch: { id: string; name: string; shortName: string; schoolName: string },
  upload: RosterUpload,
): Promise<string> {
  const { readWorkbook } = await import('./roster-workbook.js');
  const sheets: Sheet[] = await readWorkbook(upload.file);
  const sheet = chooseSheet(sheets, [branch.name, branch.shortName, branch.schoolName], upload.sheetName);
  const draft = readDraft(sheet);
  if (draft.rows.length === 0) {
    throw new RuleViolation(`工作表“${sheet.name}”的表头下面没有党员，请填写后重新上传。`, 'file');
  }
  const createdById = useCase.actor.accountId;
  if (createdById === null) throw new Forbidden();
  const id = newId();
  await inTransaction(useCase, async (tx, record) => {
    await tx.rosterImport.create({
      data: {
        bureauId: useCase.actor.bureauId,
        id,
        branchId: branch.id,
        fileName: upload.fileName,
        sheetName: sheet.name,
        payload: sealDraft(useCase, draft),
        createdById,
        createdAt: useCase.clock.now(),
      },
    });
    record(importEntry('roster.upload', { branchId: branch.id, importId: id }));
  });
  return id;
}

/** The file as it would be imported now. Throws NotFound outside the branch and for a file that is dealt with. */
export async function openPreview(useCase: UseCase, row: ImportRow): Promise<RosterPreview> {
  if (row.status !== 'PREVIEW') throw new NotFound();
  return previewRoster(useCase, useCase.db, row, openDraft(useCase, row));
}

/** Lays corrections over the file. Throws StaleState when somebody else corrected it meanwhile. */
export async function correctImport(
  useCase: UseCase,
  key: ImportKey,
  revision: number,
  corrections: readonly RowCorrection[],
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const row = await getOpenImport(tx, useCase, key);
    const draft = correctDraft(openDraft(useCase, row), corrections);
    const { count } = await tx.rosterImport.updateMany({
      where: { bureauId: row.bureauId, id: row.id, status: 'PREVIEW', revision },
      data: { payload: sealDraft(useCase, draft), revision: { increment: 1 } },
    });
    if (count === 0) throw new StaleState();
    record({ ...importEntry('roster.correct', key), detail: { rows: corrections.map(({ number }) => number) } });
  });
}

/**
 * R55: puts the file's rows on the roster, all or none. `fingerprint` is what the person saw in the preview: where the
 * file or the roster has changed since, nothing is done and StaleState is thrown. Throws RuleViolation while a row is
 * not fit. Afterwards the file's content is erased. Pressed again, it does nothing and gives the same answer.
 */
export async function importRoster(useCase: UseCase, key: ImportKey, fingerprint: string): Promise<void> {
  await withTakenNumberAsRule(
    inTransaction(useCase, async (tx, record) => {
      const branch: BranchKey = { bureauId: useCase.actor.bureauId, branchId: key.branchId };
      await lockRoster(tx, branch);
      if ((await findImport(tx, branch, key.importId))?.status === 'IMPORTED') return;
      const row = await getOpenImport(tx, useCase, key);
      const preview = await previewRoster(useCase, tx, branch, openDraft(useCase, row));
      if (preview.fingerprint !== fingerprint)
        throw new StaleState('名册或文件刚才已有变动，请核对最新的预览后再导入。');
      refuseUnfit(preview);
      await addNewMembers(tx, useCase, key.branchId, preview);
      await changeMembers(tx, useCase, preview, record);
      await closeImport(tx, useCase, row, 'IMPORTED', preview);
      record({ ...importEntry('roster.import', key), from: 'PREVIEW', to: 'IMPORTED', detail: { ...preview.counts } });
    }),
  );
}

/** Gives the file up; its content is erased. */
export async function discardImport(useCase: UseCase, key: ImportKey): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const row = await getOpenImport(tx, useCase, key);
    await closeImport(tx, useCase, row, 'DISCARDED', null);
    record({ ...importEntry('roster.discard', key), from: 'PREVIEW', to: 'DISCARDED' });
  });
}

function refuseUnfit({ counts }: RosterPreview): void {
  if (counts.blocked > 0) throw new RuleViolation(`还有${counts.blocked}行需要更正或选择不导入，请处理后再导入。`);
  if (counts.added + counts.changed + counts.unchanged === 0) {
    throw new RuleViolation('没有可以导入的行。请恢复要导入的行，或放弃这个文件。');
  }
}

async function closeImport(
  tx: Tx,
  useCase: UseCase,
  row: ImportRow,
  status: 'IMPORTED' | 'DISCARDED',
  preview: RosterPreview | null,
): Promise<void> {
  const { count } = await tx.rosterImport.updateMany({
    where: { bureauId: row.bureauId, id: row.id, status: 'PREVIEW', revision: row.revision },
    data: {
      status,
      payload: '',
      revision: { increment: 1 },
      importedAt: useCase.clock.now(),
      addedCount: preview?.counts.added ?? null,
      changedCount: preview?.counts.changed ?? null,
      skippedCount: preview?.counts.excluded ?? null,
    },
  });
  if (count === 0) throw new StaleState();
}

async function getOpenImport(tx: Tx, useCase: UseCase, { branchId, importId }: ImportKey): Promise<ImportRow> {
  const row = await findImport(tx, { bureauId: useCase.actor.bureauId, branchId }, importId);
  if (!row) throw new NotFound();
  if (row.status !== 'PREVIEW') throw new StaleState('这个文件已经导入或已放弃，请查看名册。');
  return row;
}

function importEntry(action: string, { branchId, importId }: ImportKey): AuditEntry {
  return { action, entity: 'RosterImport', entityId: importId, branchId };
}

function sealDraft({ cipher }: UseCase, draft: RosterDraft): string {
  return cipher.encrypt(JSON.stringify(draft));
}

/** The portal itself wrote the text, sealed against any change. */
function openDraft({ cipher }: UseCase, row: ImportRow): RosterDraft {
  return JSON.parse(cipher.decrypt(row.payload)) as RosterDraft;
}
