import type { Tx } from '../../db/client.js';
import { type KeptFile, type Upload, withOptionalFile } from '../../db/evidence-store.js';
import type { FileStore } from '../../db/file-store.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { MOST_FILES } from '../../shared/evidence-cleaning.js';
import { findInspectionEvidence, type InspectionFile } from './rectifications.queries.js';
import { getOpenVisit, type Seat } from './visits.service.js';

/** What a file shows: exactly one of the three. */
export type EvidenceOwner = { itemId: string } | { rectificationId: string } | { reportId: string };

/** The row of a kept file. Throws RuleViolation when the thing has its most. */
export async function writeEvidence(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor, clock }: UseCase,
  where: { visitId: string; branchId: string; owner: EvidenceOwner },
  file: KeptFile,
): Promise<void> {
  const { bureauId } = actor;
  const { visitId, branchId, owner } = where;
  // One after another for a visit: else two files at once would both find room.
  await tx.$queryRaw`SELECT id FROM inspection_visit WHERE "bureauId" = ${bureauId}::uuid AND id = ${visitId}::uuid FOR UPDATE`;
  const count = await tx.inspectionEvidence.count({ where: { bureauId, ...owner, removedAt: null } });
  if (count >= MOST_FILES) throw new RuleViolation(`每条最多${MOST_FILES}个附件，请先去掉一个。`, 'file');
  await tx.inspectionEvidence.create({ data: { bureauId, visitId, ...owner, ...file, createdAt: clock.now() } });
  const detail = { ...owner, sha256: file.sha256 };
  record({ action: 'inspection.evidence', entity: 'InspectionEvidence', entityId: file.id, branchId, detail });
}

/** Puts a file to a line of the checklist during the visit. Throws NotFound, Forbidden, StaleState, RuleViolation. */
export async function addItemEvidence(
  useCase: UseCase,
  files: FileStore,
  seat: Seat,
  { visitId, itemId }: { visitId: string; itemId: string },
  upload: Upload,
): Promise<void> {
  await withOptionalFile(useCase, files, upload, async (tx, record, file) => {
    const visit = await getOpenVisit(tx, useCase, seat, visitId);
    if (!visit.items.some(({ id }) => id === itemId)) throw new NotFound();
    if (file) await writeEvidence(tx, record, useCase, { visitId, branchId: seat.branchId, owner: { itemId } }, file);
  });
}

/** Takes an inspector's file away while the record is being written. Throws NotFound, Forbidden, StaleState. */
export async function removeInspectorEvidence(
  useCase: UseCase,
  files: FileStore,
  seat: Seat,
  evidenceId: string,
): Promise<void> {
  await remove(useCase, files, seat.branchId, evidenceId, async (tx, file) => {
    if (file.reportId !== null) throw new NotFound();
    await getOpenVisit(tx, useCase, seat, file.visitId);
  });
}

/** Takes a file of the branch's answer away before the re-check. Throws NotFound, StaleState. */
export async function removeReportEvidence(
  useCase: UseCase,
  files: FileStore,
  branchId: string,
  evidenceId: string,
): Promise<void> {
  await remove(useCase, files, branchId, evidenceId, async (_tx, file) => {
    if (file.report === null) throw new NotFound();
    if (file.report.accepted !== null) throw new StaleState('这次整改情况已经复查，附件不能再去掉。');
  });
}

async function remove(
  useCase: UseCase,
  files: FileStore,
  branchId: string,
  id: string,
  check: (tx: Tx, file: InspectionFile) => Promise<void>,
): Promise<void> {
  const { bureauId } = useCase.actor;
  const storageKey = await inTransaction(useCase, async (tx, record) => {
    const file = await findInspectionEvidence(tx, { bureauId, branchId }, id);
    if (!file) throw new NotFound();
    await check(tx, file);
    const { count } = await tx.inspectionEvidence.updateMany({
      where: { bureauId, id, removedAt: null },
      data: { removedAt: useCase.clock.now() },
    });
    if (count === 0) throw new StaleState('这个附件刚才已经去掉。');
    record({ action: 'inspection.evidence-removal', entity: 'InspectionEvidence', entityId: id, branchId });
    return file.storageKey;
  });
  await files.remove(storageKey);
}
