import type { Tx } from '../../db/client.js';
import { type Upload, withOptionalFile } from '../../db/evidence-store.js';
import type { FileStore } from '../../db/file-store.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { Forbidden, NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { EXTENSION_LIFE } from '../../shared/extension-life.js';
import { newId } from '../../shared/ids.js';
import { writeEvidence } from './evidence.service.js';
import { isHandedOver } from './inspections.rules.js';
import { refusalOf } from './inspector.js';
import { findRectification, type RectificationRecord } from './rectifications.queries.js';
import { awaitsBranch, RECTIFICATION_LIFE, type RectificationAction } from './rectifications.rules.js';
import type { Seat } from './visits.service.js';

const STALE = '这项整改刚才已有变化，请看最新情况。';

/** A rectification the branch knows of. Throws NotFound. */
async function getIssued(tx: Tx, { actor }: UseCase, branchId: string, id: string): Promise<RectificationRecord> {
  const found = await findRectification(tx, { bureauId: actor.bureauId, branchId }, id);
  if (!found || !isHandedOver(found.visit.status) || found.status === 'WITHDRAWN') throw new NotFound();
  return found;
}

/** The same for somebody of its team. Throws NotFound, Forbidden. */
async function getInspected(tx: Tx, useCase: UseCase, seat: Seat, id: string): Promise<RectificationRecord> {
  const found = await getIssued(tx, useCase, seat.branchId, id);
  const refusal = refusalOf(seat.person, seat.branchId, found.visit.inspection.team);
  if (refusal) throw new Forbidden(refusal);
  return found;
}

async function move(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  useCase: UseCase,
  found: RectificationRecord,
  { action, revision, note }: { action: RectificationAction; revision: number; note: string | null },
  data: object,
): Promise<void> {
  const step = RECTIFICATION_LIFE[found.status][action];
  if (!step) throw new StaleState(STALE);
  if (step.note && note === null) throw new RuleViolation(step.note, 'note');
  const { count } = await tx.rectification.updateMany({
    where: { bureauId: useCase.actor.bureauId, id: found.id, status: found.status, revision },
    data: { ...data, status: step.to, revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState(STALE);
  record({
    ...{ action: `rectification.${action}`, entity: 'Rectification', entityId: found.id },
    ...{ branchId: found.visit.branchId, from: found.status, to: step.to },
    ...(note === null ? {} : { note }),
  });
}

/** R49: the branch says what was done about a problem. Throws NotFound, StaleState, RuleViolation (a day to come). */
export async function reportRectification(
  useCase: UseCase,
  files: FileStore,
  branchId: string,
  id: string,
  said: { doneOn: Date; content: string; revision: number },
  upload: Upload | null,
): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  if (said.doneOn > chinaDay(clock.now())) throw new RuleViolation('完成日期不能晚于今天。', 'doneOn');
  await withOptionalFile(useCase, files, upload, async (tx, record, file) => {
    const found = await getIssued(tx, useCase, branchId, id);
    if (said.doneOn < found.visit.visitOn) throw new RuleViolation('完成日期不能早于检查那天。', 'doneOn');
    await move(tx, record, useCase, found, { action: 'report', revision: said.revision, note: null }, {});
    const reportId = newId();
    await tx.rectificationReport.create({
      data: {
        ...{ bureauId, id: reportId, rectificationId: id, doneOn: said.doneOn, content: said.content },
        ...{ createdByName: actor.name, createdAt: clock.now() },
      },
    });
    // Done before it was decided: the request has no object any more.
    await tx.rectificationExtension.updateMany({
      where: { bureauId, rectificationId: id, status: 'REQUESTED' },
      data: {
        status: EXTENSION_LIFE.REQUESTED.refuse?.to ?? 'REFUSED',
        ...{ note: '整改情况已经报告，不再需要延期', decidedByName: actor.name, decidedAt: clock.now() },
      },
    });
    const where = { visitId: found.visit.id, branchId, owner: { reportId } };
    if (file) await writeEvidence(tx, record, useCase, where, file);
  });
}

/** A further file for the answer that waits for its re-check. Throws NotFound, StaleState, RuleViolation. */
export async function addReportEvidence(
  useCase: UseCase,
  files: FileStore,
  branchId: string,
  id: string,
  upload: Upload,
): Promise<void> {
  await withOptionalFile(useCase, files, upload, async (tx, record, file) => {
    const found = await getIssued(tx, useCase, branchId, id);
    const report = found.reports.find(({ accepted }) => accepted === null);
    if (!report) throw new StaleState('这次整改情况已经复查，不能再添加附件。');
    const where = { visitId: found.visit.id, branchId, owner: { reportId: report.id } };
    if (file) await writeEvidence(tx, record, useCase, where, file);
  });
}

export interface Recheck {
  action: 'close' | 'return';
  note: string | null;
  newDueOn: Date | null;
  revision: number;
}

/**
 * R49: 复查: mended, or sent back with what is missing and a new deadline. Throws NotFound, Forbidden (own branch, not of
 * the team), StaleState, RuleViolation.
 */
export async function recheckRectification(useCase: UseCase, seat: Seat, id: string, said: Recheck): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  const today = chinaDay(clock.now());
  const { action, note, newDueOn } = said;
  await inTransaction(useCase, async (tx, record) => {
    const found = await getInspected(tx, useCase, seat, id);
    if (action === 'return' && newDueOn === null) throw new RuleViolation('退回时请写明新的时限', 'newDueOn');
    if (action === 'return' && newDueOn !== null && newDueOn < today)
      throw new RuleViolation('新的时限不能早于今天。', 'newDueOn');
    const data = action === 'close' ? { closedOn: today } : { dueOn: newDueOn };
    await move(tx, record, useCase, found, said, data);
    const { count } = await tx.rectificationReport.updateMany({
      where: { bureauId, rectificationId: id, accepted: null },
      data: {
        ...{ accepted: action === 'close', note, oldDueOn: found.dueOn },
        newDueOn: action === 'close' ? null : newDueOn,
        ...{ checkedByName: actor.name, checkedAt: clock.now() },
      },
    });
    if (count === 0) throw new StaleState(STALE);
  });
}

/** E34: the branch asks for more time. Throws NotFound, StaleState, RuleViolation (not later). */
export async function askRectificationExtension(
  useCase: UseCase,
  branchId: string,
  id: string,
  asked: { reason: string; newDueOn: Date },
): Promise<void> {
  const { actor, clock } = useCase;
  await inTransaction(useCase, async (tx, record) => {
    const found = await getIssued(tx, useCase, branchId, id);
    if (!awaitsBranch(found.status)) throw new StaleState(STALE);
    if (found.extensions.some(({ status }) => status === 'REQUESTED'))
      throw new StaleState('已有一份延期申请在等待审核，请等督导组的意见。');
    if (asked.newDueOn <= found.dueOn) throw new RuleViolation('新的时限应晚于现在的时限。', 'newDueOn');
    if (asked.newDueOn < chinaDay(clock.now())) throw new RuleViolation('新的时限不能早于今天。', 'newDueOn');
    await tx.rectificationExtension.create({
      data: {
        ...{ bureauId: actor.bureauId, id: newId(), rectificationId: id, ...asked, oldDueOn: found.dueOn },
        ...{ createdByName: actor.name, createdAt: clock.now() },
      },
    });
    record({
      ...{ action: 'rectification.ask-extension', entity: 'Rectification', entityId: id, branchId },
      ...{ note: asked.reason, detail: { newDueOn: dayInput(asked.newDueOn) } },
    });
  });
}

/** E34: somebody of the team decides on the request that waits. Throws NotFound, Forbidden, StaleState, RuleViolation. */
export async function decideRectificationExtension(
  useCase: UseCase,
  seat: Seat,
  id: string,
  said: { action: 'grant' | 'refuse'; note: string | null },
): Promise<void> {
  const { actor, clock } = useCase;
  const { bureauId } = actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await getInspected(tx, useCase, seat, id);
    const asked = found.extensions.find(({ status }) => status === 'REQUESTED');
    const step = asked && EXTENSION_LIFE[asked.status][said.action];
    if (!asked || !step) throw new StaleState('没有等待审核的延期申请。');
    if (step.note && said.note === null) throw new RuleViolation(step.note, 'note');
    const { count } = await tx.rectificationExtension.updateMany({
      where: { bureauId, id: asked.id, status: asked.status },
      data: { status: step.to, note: said.note, decidedByName: actor.name, decidedAt: clock.now() },
    });
    if (count === 0) throw new StaleState(STALE);
    if (step.to === 'GRANTED') {
      const moved = await tx.rectification.updateMany({
        where: { bureauId, id, dueOn: asked.oldDueOn, status: found.status },
        data: { dueOn: asked.newDueOn, revision: { increment: 1 } },
      });
      if (moved.count === 0) throw new StaleState(STALE);
    }
    record({
      ...{ action: `rectification.extension-${said.action}`, entity: 'Rectification', entityId: id },
      ...{ branchId: seat.branchId, from: asked.status, to: step.to },
    });
  });
}
