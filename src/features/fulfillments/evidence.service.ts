import type { Tx } from '../../db/client.js';
import { keepEvidence, type Upload } from '../../db/evidence-store.js';
import type { FileStore } from '../../db/file-store.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { MOST_FILES } from '../../shared/evidence-cleaning.js';
import { type Author, writesIt } from '../commitments/index.js';
import { findEvidence } from './evidence.queries.js';
import { type BranchKey, findRecord } from './fulfillments.queries.js';
import { FULFILLMENT_LIFE } from './fulfillments.rules.js';

/**
 * R41: puts a photograph or PDF to one's own record before it is accepted.  Throws RuleViolation (not a picture or PDF, six already), NotFound, StaleState.
 */
export async function addEvidence(
  useCase: UseCase,
  files: FileStore,
  branchId: string,
  keeper: Author,
  recordId: string,
  upload: Upload,
): Promise<void> {
  const { bureauId } = useCase.actor;
  await keepEvidence(files, bureauId, upload, (file) =>
    inTransaction(useCase, async (tx, record) => {
      await requireOpenRecord(tx, { bureauId, branchId }, keeper, recordId);
      await requireRoom(tx, bureauId, recordId);
      await tx.evidence.create({
        data: { bureauId, fulfillmentId: recordId, ...file, createdAt: useCase.clock.now() },
      });
      const detail = { recordId, sha256: file.sha256 };
      record({ action: 'evidence.add', entity: 'Evidence', entityId: file.id, branchId, detail });
    }),
  );
}

/** What was accepted stays as it was accepted. */
async function requireOpenRecord(tx: Tx, key: BranchKey, keeper: Author, recordId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM fulfillment WHERE "bureauId" = ${key.bureauId}::uuid AND id = ${recordId}::uuid FOR UPDATE`;
  const found = await findRecord(tx, key, recordId);
  if (!found || !writesIt(found.item.commitment, keeper)) throw new NotFound();
  if (FULFILLMENT_LIFE[found.status].withdraw === undefined)
    throw new StaleState('这条记录已经认可或撤回，不能再增减附件。');
}

async function requireRoom(tx: Tx, bureauId: string, fulfillmentId: string): Promise<void> {
  const count = await tx.evidence.count({ where: { bureauId, fulfillmentId, removedAt: null } });
  if (count >= MOST_FILES) throw new RuleViolation(`每条记录最多${MOST_FILES}个附件，请先去掉一个。`, 'file');
}

/** Takes a file away from one's own record; the row stays, the file goes. Throws NotFound, StaleState. */
export async function removeEvidence(
  useCase: UseCase,
  files: FileStore,
  branchId: string,
  keeper: Author,
  evidenceId: string,
): Promise<void> {
  const key = { bureauId: useCase.actor.bureauId, branchId };
  const storageKey = await inTransaction(useCase, async (tx, record) => {
    const found = await findEvidence(tx, key, evidenceId);
    if (!found) throw new NotFound();
    await requireOpenRecord(tx, key, keeper, found.fulfillmentId);
    const { count } = await tx.evidence.updateMany({
      where: { bureauId: key.bureauId, id: evidenceId, removedAt: null },
      data: { removedAt: useCase.clock.now() },
    });
    if (count === 0) throw new StaleState('这个附件刚才已经去掉。');
    record({ action: 'evidence.remove', entity: 'Evidence', entityId: evidenceId, branchId });
    return found.storageKey;
  });
  await files.remove(storageKey);
}
