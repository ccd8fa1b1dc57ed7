import type { Tx } from '../../db/client.js';
import type { AuditEntry, UseCase } from '../../db/transaction.js';
import { StaleState } from '../../shared/errors.js';
import { isHandedOver, VISIT_LIFE } from './inspections.rules.js';
import { isRunning, RECTIFICATION_LIFE } from './rectifications.rules.js';
import { settleInspection } from './settling.service.js';

type Recorder = (entry: AuditEntry) => void;

/**
 * E40: of a branch that is no more, visits that have not begun are called off; a record that waits for the branch's word, and
 * one with problems not mended, goes to the branch `to`, which answers for it from now on. Without such a branch its
 * problems end. Visits that are settled stay with the old branch. Throws StaleState while a visit is under way. Part of a
 * larger act.
 */
export async function carryInspections(
  tx: Tx,
  record: Recorder,
  useCase: UseCase,
  carrying: { from: string; to: string | null; reason: string },
): Promise<void> {
  const { bureauId } = useCase.actor;
  const { from, to } = carrying;
  const visits = await tx.inspectionVisit.findMany({
    where: { bureauId, branchId: from, status: { not: 'CANCELED' } },
    select: {
      ...{ id: true, status: true, inspectionId: true, inspectedId: true },
      rectifications: { where: { bureauId }, select: { id: true, status: true } },
    },
  });
  for (const visit of visits) {
    if (visit.status === 'PLANNED') await callOff(tx, record, useCase, visit, carrying);
    else if (!isHandedOver(visit.status))
      throw new StaleState('督导组正在检查这个支部，请等检查记录交给支部后再办理。');
    const running = visit.rectifications.filter(({ status }) => isRunning(status));
    if (to === null) await endProblems(tx, record, useCase, running, carrying);
    else if (visit.status === 'HANDED_OVER' || running.length > 0) {
      const data = { branchId: to, inspectedId: visit.inspectedId ?? from };
      await tx.inspectionVisit.update({ where: { bureauId_id: { bureauId, id: visit.id } }, data });
      const entry = { action: 'inspection.carry', entity: 'InspectionVisit', entityId: visit.id, branchId: to };
      record({ ...entry, from, to, note: carrying.reason });
    }
  }
}

async function callOff(
  tx: Tx,
  record: Recorder,
  { actor: { bureauId } }: UseCase,
  { id, inspectionId }: { id: string; inspectionId: string },
  { from, reason }: { from: string; reason: string },
): Promise<void> {
  const to = VISIT_LIFE.PLANNED.cancel?.to ?? 'CANCELED';
  await tx.inspectionVisit.update({ where: { bureauId_id: { bureauId, id } }, data: { status: to } });
  const entry = { action: 'inspection.cancel', entity: 'InspectionVisit', entityId: id, branchId: from };
  record({ ...entry, from: 'PLANNED', to, note: reason });
  await settleInspection(tx, record, { bureauId, id: inspectionId });
}

async function endProblems(
  tx: Tx,
  record: Recorder,
  { actor: { bureauId } }: UseCase,
  running: readonly { id: string; status: keyof typeof RECTIFICATION_LIFE }[],
  { from, reason }: { from: string; reason: string },
): Promise<void> {
  for (const { id, status } of running) {
    const to = RECTIFICATION_LIFE[status].end?.to ?? 'WITHDRAWN';
    await tx.rectification.update({
      where: { bureauId_id: { bureauId, id } },
      data: { status: to, revision: { increment: 1 } },
    });
    const entry = { action: 'rectification.end', entity: 'Rectification', entityId: id, branchId: from };
    record({ ...entry, from: status, to, note: reason });
  }
}
