import type { Tx } from '../../db/client.js';
import type { AuditEntry } from '../../db/transaction.js';
import { INSPECTION_LIFE, isHandedOver } from './inspections.rules.js';

/** A plan follows its visits: under way with the first that begins, finished with the hand-over of the last. */
export async function settleInspection(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { bureauId, id }: { bureauId: string; id: string },
): Promise<void> {
  const found = await tx.inspection.findFirstOrThrow({
    where: { bureauId, id },
    select: { status: true, visits: { where: { status: { not: 'CANCELED' } }, select: { status: true } } },
  });
  const begun = found.visits.some(({ status }) => status !== 'PLANNED');
  const ended = found.visits.length > 0 && found.visits.every(({ status }) => isHandedOver(status));
  const move =
    (ended ? INSPECTION_LIFE[found.status].finish : null) ?? (begun ? INSPECTION_LIFE[found.status].begin : null);
  if (!move) return;
  await tx.inspection.updateMany({ where: { bureauId, id, status: found.status }, data: { status: move.to } });
  record({ action: 'inspection.settle', entity: 'Inspection', entityId: id, from: found.status, to: move.to });
}
