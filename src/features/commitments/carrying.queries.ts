import type { StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { COUNTED, COUNTED_BELOW } from '../../db/progress-columns.js';

/** The letters of these groups and members in the campaign, whatever their state. */
export function listCarried(
  tx: Tx,
  { bureauId, campaignId, branchId }: StepPlace,
  groupIds: readonly string[],
  memberIds: readonly string[],
) {
  return tx.commitment.findMany({
    where: {
      ...{ bureauId, campaignId, branchId },
      OR: [
        { level: 'GROUP', groupId: { in: [...groupIds] } },
        { level: 'MEMBER', memberId: { in: [...memberIds] } },
      ],
    },
    orderBy: [{ level: 'asc' }, { id: 'asc' }],
    select: { id: true, level: true, status: true, groupId: true, memberId: true },
  });
}

/** Open items of these members' letters; null: of every letter of the branch in the campaign. */
export function listOpenItemsIn(
  tx: Tx,
  { bureauId, campaignId, branchId }: StepPlace,
  memberIds: readonly string[] | null,
) {
  const of = memberIds === null ? {} : { level: 'MEMBER' as const, memberId: { in: [...memberIds] } };
  return tx.commitmentItem.findMany({
    where: { bureauId, closedOn: null, commitment: { bureauId, campaignId, branchId, ...of } },
    relationLoadStrategy: 'join',
    select: { id: true, commitmentId: true, ...COUNTED, children: COUNTED_BELOW },
  });
}
