import type { StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import type { AuditEntry } from '../../db/transaction.js';
import { newId } from '../../shared/ids.js';
import { recipientSides } from './commitments.rules.js';
import { findAddressees } from './writing.queries.js';

/**
 * E3: members who moved to another group, or whose group has a new name, make their commitments to it from now on (R31).
 * The kept text of a published letter stays as it was; the new addressee stands from its next version on.
 */
export async function readdressCommitments(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  place: StepPlace,
  moves: readonly { memberId: string; groupId: string }[],
): Promise<void> {
  const { bureauId, campaignId, branchId } = place;
  for (const { memberId, groupId } of moves) {
    const letters = await tx.commitment.findMany({
      where: { bureauId, campaignId, branchId, level: 'MEMBER', memberId },
      select: { id: true, year: true, groupId: true, organizationSide: true },
    });
    for (const { id, year, organizationSide, ...letter } of letters) {
      const target = { campaignId, branchId, year, startYear: year, level: 'MEMBER', groupId, memberId } as const;
      const addressees = await findAddressees(tx, bureauId, target);
      if (!addressees) continue;
      const sides = recipientSides('MEMBER', addressees);
      if (letter.groupId === groupId && organizationSide === sides.organizationSide) continue;
      await tx.commitment.update({
        where: { bureauId_id: { bureauId, id } },
        data: { groupId, ...sides, revision: { increment: 1 } },
      });
      record({
        ...{ action: 'commitment.readdress', entity: 'Commitment', entityId: id, branchId },
        ...{ from: organizationSide, to: sides.organizationSide },
      });
    }
  }
}

/**
 * R37: the branch's items that were handed to groups which are no more go to their successor; without one they wait to
 * be handed out anew, and the breakdown says so.
 */
export async function passOnAssignments(
  tx: Tx,
  { bureauId }: StepPlace,
  closed: readonly string[],
  successor: string | null,
  now: Date,
): Promise<void> {
  const where = { bureauId, groupId: { in: [...closed] } };
  const rows = await tx.itemAssignment.findMany({ where, select: { itemId: true } });
  await tx.itemAssignment.deleteMany({ where });
  if (successor === null) return;
  const itemIds = [...new Set(rows.map(({ itemId }) => itemId))];
  await tx.itemAssignment.createMany({
    data: itemIds.map((itemId) => ({ bureauId, id: newId(), itemId, groupId: successor, createdAt: now })),
    skipDuplicates: true,
  });
}
