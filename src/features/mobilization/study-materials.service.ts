import { type BranchInCampaign, placeFor, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { keepEvidence, type Upload } from '../../db/evidence-store.js';
import type { FileStore } from '../../db/file-store.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { cleanMaterial } from '../../shared/material-cleaning.js';
import { findMaterial } from './study-sessions.queries.js';

const MOST_MATERIALS = 10;

/**
 * R4: puts a file to a session: a picture, PDF, Word or Excel file, told by its content. Throws NotFound, RuleViolation
 * (no such file, ten already).
 */
export async function addMaterialFile(
  useCase: UseCase,
  files: FileStore,
  place: BranchInCampaign,
  sessionId: string,
  upload: Upload,
  title: string | null,
): Promise<void> {
  const key = placeFor(useCase, place);
  await keepEvidence(
    files,
    key.bureauId,
    upload,
    (file) =>
      inTransaction(useCase, async (tx, record) => {
        await requireRoom(tx, key, sessionId, 'file');
        const { id, ...kept } = file;
        await tx.studyMaterial.create({
          data: {
            ...{
              bureauId: key.bureauId,
              id,
              sessionId,
              title: title ?? file.fileName.replace(/\.[^.]+$/, ''),
              ...kept,
            },
            createdAt: useCase.clock.now(),
          },
        });
        record({ ...entry('studyMaterial.add', id, key.branchId), detail: { sessionId, sha256: file.sha256 } });
      }),
    cleanMaterial,
  );
}

/** R4: puts an address on the web to a session. Throws NotFound, RuleViolation (ten already). */
export async function addMaterialLink(
  useCase: UseCase,
  place: BranchInCampaign,
  sessionId: string,
  { title, href }: { title: string; href: string },
): Promise<void> {
  const key = placeFor(useCase, place);
  const id = newId();
  await inTransaction(useCase, async (tx, record) => {
    await requireRoom(tx, key, sessionId, 'href');
    await tx.studyMaterial.create({
      data: { bureauId: key.bureauId, id, sessionId, title, href, createdAt: useCase.clock.now() },
    });
    record({ ...entry('studyMaterial.add', id, key.branchId), detail: { sessionId, href } });
  });
}

/** One after another for a session: else two at once would both find room. */
async function requireRoom(tx: Tx, key: StepPlace, sessionId: string, field: string): Promise<void> {
  const { bureauId, branchId } = key;
  await requireReachedStep(tx, key, 'STUDY');
  const found = await tx.$queryRaw<unknown[]>`SELECT id FROM study_session WHERE "bureauId" = ${bureauId}::uuid
    AND "branchId" = ${branchId}::uuid AND id = ${sessionId}::uuid FOR UPDATE`;
  if (found.length === 0) throw new NotFound();
  const count = await tx.studyMaterial.count({ where: { bureauId, sessionId, removedAt: null } });
  if (count >= MOST_MATERIALS) throw new RuleViolation(`每次学习最多${MOST_MATERIALS}份材料，请先去掉一份。`, field);
}

/** Takes a material away; the row stays, the file goes. Throws NotFound, StaleState. */
export async function removeMaterial(
  useCase: UseCase,
  files: FileStore,
  place: BranchInCampaign,
  id: string,
): Promise<void> {
  const key = placeFor(useCase, place);
  const storageKey = await inTransaction(useCase, async (tx, record) => {
    const found = await findMaterial(tx, key, id);
    if (!found) throw new NotFound();
    const { count } = await tx.studyMaterial.updateMany({
      where: { bureauId: key.bureauId, id, removedAt: null },
      data: { removedAt: useCase.clock.now() },
    });
    if (count === 0) throw new StaleState('这份材料刚才已经去掉。');
    record({ ...entry('studyMaterial.remove', id, key.branchId), detail: { sessionId: found.sessionId } });
    return found.storageKey;
  });
  if (storageKey !== null) await files.remove(storageKey);
}

const entry = (action: string, entityId: string, branchId: string) => ({
  ...{ action, entity: 'StudyMaterial', entityId, branchId },
});
