import type { Db, Tx } from '../../db/client.js';
import { COUNTED, COUNTED_BELOW } from '../../db/progress-columns.js';

interface Key {
  bureauId: string;
  branchId: string;
}

/** An item of a member's published letter, with what counts for its progress; null when there is no such item. */
export function findMemberItem(db: Db | Tx, { bureauId, branchId }: Key, itemId: string) {
  return db.commitmentItem.findFirst({
    where: { bureauId, id: itemId, commitment: { bureauId, branchId, level: 'MEMBER', status: 'PUBLISHED' } },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, mainTask: true, dueDate: true, closeReason: true, commitmentId: true, ...COUNTED },
      children: COUNTED_BELOW,
      commitment: {
        select: {
          ...{ campaignId: true, year: true, groupId: true, memberId: true },
          member: { select: { name: true } },
          group: { select: { name: true } },
        },
      },
    },
  });
}
export type MemberItem = NonNullable<Awaited<ReturnType<typeof findMemberItem>>>;

/** The published letters of the year of the other members of the same group, who can take an item over. */
export function listTakers(db: Db | Tx, bureauId: string, { commitmentId, commitment }: MemberItem) {
  const { campaignId, year, groupId } = commitment;
  return db.commitment.findMany({
    where: {
      ...{ bureauId, campaignId, year, level: 'MEMBER', status: 'PUBLISHED', type: { not: 'SHORT_TASK' } },
      ...{ groupId, id: { not: commitmentId }, member: { bureauId, leftOn: null } },
    },
    relationLoadStrategy: 'join',
    orderBy: { createdAt: 'asc' },
    take: 200,
    select: { id: true, member: { select: { name: true, post: true } } },
  });
}
export type Taker = Awaited<ReturnType<typeof listTakers>>[number];

/** The members' items of a letter's owner that are still open in his branch. */
export function listOpenItemsOf(
  tx: Tx,
  { bureauId, campaignId, branchId }: Key & { campaignId: string },
  memberId: string,
) {
  return tx.commitmentItem.findMany({
    where: { bureauId, closedOn: null, commitment: { bureauId, campaignId, branchId, level: 'MEMBER', memberId } },
    relationLoadStrategy: 'join',
    select: { id: true, commitmentId: true, ...COUNTED, children: COUNTED_BELOW },
  });
}
