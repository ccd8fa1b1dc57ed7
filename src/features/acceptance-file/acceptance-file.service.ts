import type { Tx } from '../../db/client.js';
import { isUniqueViolation } from '../../db/errors.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { AcceptanceFileStatus, Prisma } from '../../generated/prisma/client.js';
import { addJob, removeJob } from '../../jobs/add-job.js';
import { addDays, chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { type FileRow, findFile, findJobFile, type Scope } from './acceptance-file.queries.js';
import { FILE_LIFE, type FileAct, statesBefore } from './acceptance-file.rules.js';
import { BUILD, EXPIRE } from './acceptance-file.tasks.js';

const CHANGED = '这个材料包的状态刚才变了，请看最新情况。';
const RUNNING = '已有一个材料包正在生成，请等它完成，或先取消。';

/**
 * R47: orders an acceptance file of the scope; it is made in the background. Gives its id. Throws RuleViolation while one
 * of the same scope is waiting or under way.
 */
export async function requestFile(useCase: UseCase, scope: Scope, campaignId: string): Promise<string> {
  const { actor, clock } = useCase;
  const { bureauId, branchId } = scope;
  const { accountId } = actor;
  if (accountId === null) throw new NotFound();
  const id = newId();
  await inTransaction(useCase, async (tx, record) => {
    const by = { requestedById: accountId, requestedByName: actor.name, requestedAt: clock.now() };
    await tx.acceptanceFile.create({ data: { bureauId, id, campaignId, branchId, ...by } }).catch((error: unknown) => {
      throw isUniqueViolation(error) ? new RuleViolation(RUNNING) : error;
    });
    await addJob(tx, BUILD, { bureauId, fileId: id }, { key: id });
    record({ ...entryOf('request', { id, branchId }), to: 'QUEUED' });
  });
  return id;
}

/** Stops a build or takes it out of the queue. Throws NotFound, StaleState. */
export async function cancelFile(useCase: UseCase, scope: Scope, id: string): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const file = await getFile(tx, scope, id);
    await move(tx, record, scope.bureauId, file, 'cancel', { finishedAt: useCase.clock.now(), doing: null });
    await removeJob(tx, BUILD, id);
    // What lies on the disk goes soon after, wherever that disk is.
    await addJob(tx, EXPIRE, { bureauId: scope.bureauId, fileId: id }, { key: id });
  });
}

/** Goes on with a build that failed: what was finished is kept. Throws NotFound, StaleState, RuleViolation. */
export async function retryFile(useCase: UseCase, scope: Scope, id: string): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const file = await getFile(tx, scope, id);
    await move(tx, record, scope.bureauId, file, 'retry', { failure: null, finishedAt: null }).catch(
      (error: unknown) => {
        throw isUniqueViolation(error) ? new RuleViolation(RUNNING) : error;
      },
    );
    await removeJob(tx, EXPIRE, id);
    await addJob(tx, BUILD, { bureauId: scope.bureauId, fileId: id }, { key: id });
  });
}

/** Records that the file is handed to the actor. Throws NotFound unless it is ready. */
export async function recordDownload(useCase: UseCase, scope: Scope, id: string): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const file = await getFile(tx, scope, id);
    if (file.status !== 'READY') throw new StaleState('这个材料包现在不能下载，请看最新情况。');
    record(entryOf('download', file));
  });
}

/**
 * The portal begins, or begins again. Gives the number this build works under; null when nothing is to be built (any more).
 */
export async function beginFile(useCase: UseCase, id: string): Promise<number | null> {
  const { bureauId } = useCase.actor;
  return inTransaction(useCase, async (tx, record) => {
    const file = await findJobFile(tx, bureauId, id);
    if (!file || !FILE_LIFE[file.status].begin) return null;
    const attempt = file.attempt + 1;
    const startedAt = file.startedAt ?? useCase.clock.now();
    await move(tx, record, bureauId, file, 'begin', { attempt, startedAt });
    return attempt;
  });
}

/** What the page shows meanwhile. False when this build has lost the file: cancelled, or begun again by somebody else. */
export async function noteProgress(
  useCase: UseCase,
  { id, attempt }: { id: string; attempt: number },
  shown: { partsDone: number; partsTotal: number; doing: string | null },
): Promise<boolean> {
  const { bureauId } = useCase.actor;
  const { count } = await useCase.db.acceptanceFile.updateMany({
    where: { bureauId, id, status: 'BUILDING', attempt },
    data: shown,
  });
  return count === 1;
}

export interface Finished {
  documentCount: number;
  byteSize: number;
  sha256: string;
  expiresAt: Date;
}

/**
 * The file is ready; one of the same scope that was ready before is superseded. Gives the ids of those. Throws StaleState
 * when this build has lost the file.
 */
export async function finishFile(
  useCase: UseCase,
  { id, attempt }: { id: string; attempt: number },
  finished: Finished,
): Promise<string[]> {
  const { bureauId } = useCase.actor;
  return inTransaction(useCase, async (tx, record) => {
    const file = await findJobFile(tx, bureauId, id);
    if (!file || file.attempt !== attempt) throw new StaleState(CHANGED);
    const done = { finishedAt: useCase.clock.now(), doing: null, partsDone: file.partsTotal };
    await move(tx, record, bureauId, file, 'finish', { ...finished, ...done });
    const older = await tx.acceptanceFile.findMany({
      where: { bureauId, campaignId: file.campaignId, branchId: file.branchId, status: 'READY', id: { not: id } },
      select: { id: true, status: true, branchId: true },
    });
    for (const one of older) await move(tx, record, bureauId, one, 'supersede', {});
    await addJob(tx, EXPIRE, { bureauId, fileId: id }, { key: id, runAt: finished.expiresAt });
    return older.map((one) => one.id);
  });
}

/**
 * The build is given up, with words for the person; what was finished is kept for `keptDays`. Nothing happens when it is over
 * already.
 */
export async function failFile(useCase: UseCase, id: string, failure: string, keptDays: number): Promise<void> {
  const { bureauId } = useCase.actor;
  const runAt = addDays(chinaDay(useCase.clock.now()), keptDays);
  await inTransaction(useCase, async (tx, record) => {
    const file = await findJobFile(tx, bureauId, id);
    if (!file || !FILE_LIFE[file.status].fail) return;
    await move(tx, record, bureauId, file, 'fail', { failure, finishedAt: useCase.clock.now(), doing: null });
    await addJob(tx, EXPIRE, { bureauId, fileId: id }, { key: id, runAt });
  });
}

/** The file's days are over. False when it is not to be removed (any more). */
export async function expireFile(useCase: UseCase, id: string): Promise<boolean> {
  const { bureauId } = useCase.actor;
  return inTransaction(useCase, async (tx, record) => {
    const file = await findJobFile(tx, bureauId, id);
    if (!file || !FILE_LIFE[file.status].expire) return false;
    await move(tx, record, bureauId, file, 'expire', {});
    return true;
  });
}

async function getFile(tx: Tx, scope: Scope, id: string): Promise<FileRow> {
  const file = await findFile(tx, scope, id);
  if (!file) throw new NotFound();
  return file;
}

async function move(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  bureauId: string,
  file: Pick<FileRow, 'id' | 'branchId' | 'status'>,
  act: FileAct,
  data: Prisma.AcceptanceFileUncheckedUpdateManyInput,
): Promise<void> {
  const step = FILE_LIFE[file.status][act];
  if (!step) throw new StaleState(CHANGED);
  const { count } = await tx.acceptanceFile.updateMany({
    where: { bureauId, id: file.id, status: { in: statesOf(file.status, act) } },
    data: { ...data, status: step.to },
  });
  if (count === 0) throw new StaleState(CHANGED);
  record({ ...entryOf(act, file), from: file.status, to: step.to });
}

/** The state it was read in; a cancel also meets the build that has just begun. */
const statesOf = (read: AcceptanceFileStatus, act: FileAct): AcceptanceFileStatus[] =>
  act === 'cancel' ? statesBefore('cancel') : [read];

const entryOf = (act: string, file: { id: string; branchId: string | null }): AuditEntry => ({
  ...{ action: `acceptance-file.${act}`, entity: 'AcceptanceFile', entityId: file.id },
  ...(file.branchId === null ? {} : { branchId: file.branchId }),
});
