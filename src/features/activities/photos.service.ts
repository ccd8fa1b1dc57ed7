import { type BranchInCampaign, placeFor, requireReachedStep } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { type KeptFile, keepEvidence, type Upload } from '../../db/evidence-store.js';
import type { FileStore } from '../../db/file-store.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { MOST_FILES } from '../../shared/evidence-cleaning.js';
import { findKeptPhoto } from './activities.queries.js';

/** The row of a kept file. Throws RuleViolation when the activity has its most. */
export async function writePhoto(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor, clock }: UseCase,
  { activityId, branchId }: { activityId: string; branchId: string },
  file: KeptFile,
): Promise<void> {
  const { bureauId } = actor;
  const count = await tx.activityPhoto.count({ where: { bureauId, activityId, removedAt: null } });
  if (count >= MOST_FILES) throw new RuleViolation(`每次活动最多${MOST_FILES}个附件，请先去掉一个。`, 'file');
  await tx.activityPhoto.create({ data: { bureauId, activityId, ...file, createdAt: clock.now() } });
  const detail = { activityId, sha256: file.sha256 };
  record({ action: 'activity.addPhoto', entity: 'ActivityPhoto', entityId: file.id, branchId, detail });
}

/**
 * R27: puts one more photograph or PDF to an activity. Not while it stands on the notice board: the branch decided on
 * what it had seen. Throws NotFound, StaleState, StepNotOpen, RuleViolation (no picture or PDF, six already).
 */
export async function addPhoto(
  useCase: UseCase,
  files: FileStore,
  branch: BranchInCampaign,
  activityId: string,
  upload: Upload,
): Promise<void> {
  const key = placeFor(useCase, branch);
  await keepEvidence(files, key.bureauId, upload, (file) =>
    inTransaction(useCase, async (tx, record) => {
      await requireReachedStep(tx, key, 'ENROLLMENT');
      const [found] = await tx.$queryRaw<{ publishedAt: Date | null; removedAt: Date | null }[]>`
        SELECT "publishedAt", "removedAt" FROM activity_log WHERE "bureauId" = ${key.bureauId}::uuid
          AND "branchId" = ${key.branchId}::uuid AND id = ${activityId}::uuid FOR UPDATE`;
      if (!found) throw new NotFound();
      if (found.removedAt) throw new StaleState('这条活动记录已经去掉，不能再改。');
      if (found.publishedAt) throw new StaleState('这项活动已在公开栏公布。要增加照片，请先由支部撤下。');
      await writePhoto(tx, record, useCase, { activityId, branchId: key.branchId }, file);
    }),
  );
}

/** Takes a file away, from the notice board too; the row stays, the file goes. Throws NotFound, StaleState. */
export async function removePhoto(
  useCase: UseCase,
  files: FileStore,
  branch: BranchInCampaign,
  photoId: string,
): Promise<void> {
  const key = placeFor(useCase, branch);
  const storageKey = await inTransaction(useCase, async (tx, record) => {
    const found = await findKeptPhoto(tx, key, photoId);
    if (!found) throw new NotFound();
    const { count } = await tx.activityPhoto.updateMany({
      where: { bureauId: key.bureauId, id: photoId, removedAt: null },
      data: { removedAt: useCase.clock.now() },
    });
    if (count === 0) throw new StaleState('这个附件刚才已经去掉。');
    record({
      ...{ action: 'activity.removePhoto', entity: 'ActivityPhoto', entityId: photoId, branchId: key.branchId },
      detail: { activityId: found.activityId },
    });
    return found.storageKey;
  });
  await files.remove(storageKey);
}
