import type { Tx } from '../../db/client.js';
import { type Upload, withOptionalFile } from '../../db/evidence-store.js';
import type { FileStore } from '../../db/file-store.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { ProblemSeverity } from '../../generated/prisma/enums.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { writeEvidence } from './evidence.service.js';
import { findRectification } from './rectifications.queries.js';
import { RECTIFICATION_LIFE } from './rectifications.rules.js';
import type { VisitRow } from './visits.queries.js';
import { getOpenVisit, type Seat } from './visits.service.js';

/** A problem as the form gives it. */
export interface Problem {
  content: string;
  severity: ProblemSeverity;
  demand: string;
  dueOn: Date;
  itemId: string | null;
}

function requireFit({ clock }: UseCase, visit: VisitRow, problem: Problem): void {
  if (problem.dueOn < chinaDay(clock.now())) throw new RuleViolation('整改时限不能早于今天。', 'dueOn');
  if (problem.itemId !== null && !visit.items.some(({ id }) => id === problem.itemId))
    throw new RuleViolation('请重新选择对应的检查内容', 'itemId');
}

/**
 * R49: notes a problem with what is asked and until when; the branch sees it with the hand-over. Gives its id. Throws
 * NotFound, Forbidden, StaleState, RuleViolation.
 */
export async function noteProblem(
  useCase: UseCase,
  files: FileStore,
  seat: Seat,
  visitId: string,
  problem: Problem,
  upload: Upload | null,
): Promise<string> {
  const { actor, clock } = useCase;
  if (actor.accountId === null) throw new Error('A problem is found by somebody.');
  const by = { createdById: actor.accountId, createdByName: actor.name, createdAt: clock.now() };
  const id = newId();
  const { branchId } = seat;
  await withOptionalFile(useCase, files, upload, async (tx, record, file) => {
    const visit = await getOpenVisit(tx, useCase, seat, visitId);
    requireFit(useCase, visit, problem);
    await tx.rectification.create({ data: { bureauId: actor.bureauId, id, visitId, ...problem, ...by } });
    if (file) await writeEvidence(tx, record, useCase, { visitId, branchId, owner: { rectificationId: id } }, file);
    record({ action: 'rectification.note', entity: 'Rectification', entityId: id, branchId, to: 'NOTED' });
  });
  return id;
}

/** Mends a problem before the hand-over. Throws NotFound, Forbidden, StaleState, RuleViolation. */
export async function mendProblem(
  useCase: UseCase,
  files: FileStore,
  seat: Seat,
  id: string,
  problem: Problem & { revision: number },
  upload: Upload | null,
): Promise<void> {
  const { bureauId } = useCase.actor;
  const { branchId } = seat;
  const { revision, ...data } = problem;
  await withOptionalFile(useCase, files, upload, async (tx, record, file) => {
    const { visit, visitId } = await getNoted(tx, useCase, seat, id);
    requireFit(useCase, visit, problem);
    const { count } = await tx.rectification.updateMany({
      where: { bureauId, id, status: 'NOTED', revision },
      data: { ...data, revision: { increment: 1 } },
    });
    if (count === 0) throw new StaleState('这个问题刚才已有人修改，请看最新内容。');
    if (file) await writeEvidence(tx, record, useCase, { visitId, branchId, owner: { rectificationId: id } }, file);
    record({ action: 'rectification.mend', entity: 'Rectification', entityId: id, branchId });
  });
}

/** Takes a problem away before the hand-over. Throws NotFound, Forbidden, StaleState. */
export async function withdrawProblem(useCase: UseCase, seat: Seat, id: string): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const { status } = await getNoted(tx, useCase, seat, id);
    const step = RECTIFICATION_LIFE[status].withdraw;
    if (!step) throw new StaleState('这个问题已经交给支部，不能去掉。');
    const { count } = await tx.rectification.updateMany({ where: { bureauId, id, status }, data: { status: step.to } });
    if (count === 0) throw new StaleState('这个问题刚才已有变化，请看最新情况。');
    const about = { entity: 'Rectification', entityId: id, branchId: seat.branchId };
    record({ action: 'rectification.withdraw', ...about, from: status, to: step.to });
  });
}

async function getNoted(tx: Tx, useCase: UseCase, seat: Seat, id: string) {
  const key = { bureauId: useCase.actor.bureauId, branchId: seat.branchId };
  const found = await findRectification(tx, key, id);
  if (!found || found.status === 'WITHDRAWN') throw new NotFound();
  const visit = await getOpenVisit(tx, useCase, seat, found.visit.id);
  return { status: found.status, visit, visitId: visit.id };
}
