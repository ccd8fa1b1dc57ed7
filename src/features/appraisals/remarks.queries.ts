import type { Db, Tx } from '../../db/client.js';
import { COUNTED, COUNTED_BELOW } from '../../db/progress-columns.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Whose letter it is, who sits above it, and whether the person asking is of its group. */
const letterOf = (memberId: string | null) =>
  ({
    ...{ id: true, level: true, type: true, year: true, version: true, branchId: true, groupId: true, memberId: true },
    branch: { select: { name: true, shortName: true } },
    member: { select: { name: true } },
    group: {
      select: {
        name: true,
        leaderTerms: { where: { endedAt: null }, select: { memberId: true } },
        memberships: {
          where: { endedAt: null, memberId: memberId ?? NOBODY },
          select: { memberId: true },
        },
      },
    },
    remarks: {
      orderBy: { createdAt: 'asc' },
      select: { kind: true, quarter: true, text: true, authorId: true, authorName: true, createdAt: true },
    },
  }) as const;

/** One published letter of the branch with everything said of it and how far it is. */
export function findRemarked(
  db: Db | Tx,
  { bureauId, branchId }: { bureauId: string; branchId: string },
  id: string,
  memberId: string | null,
) {
  return db.commitment.findFirst({
    where: { bureauId, branchId, id, status: 'PUBLISHED' },
    relationLoadStrategy: 'join',
    select: {
      ...letterOf(memberId),
      items: { orderBy: { position: 'asc' }, select: { ...COUNTED, mainTask: true, children: COUNTED_BELOW } },
    },
  });
}
export type RemarkedLetter = NonNullable<Awaited<ReturnType<typeof findRemarked>>>;

/** Published letters of a year: a branch's on all levels, or the branches' of the whole bureau. */
export function listRemarked(
  db: Db,
  { bureauId, campaignId, branchId }: { bureauId: string; campaignId: string; branchId: string | null },
  year: number,
  memberId: string | null,
) {
  return db.commitment.findMany({
    where: {
      ...{ bureauId, campaignId, year, status: 'PUBLISHED', type: { not: 'SHORT_TASK' } },
      ...(branchId === null ? { level: 'BRANCH' } : { branchId }),
    },
    relationLoadStrategy: 'join',
    orderBy: [{ level: 'asc' }, { createdAt: 'asc' }],
    take: 500,
    select: {
      ...letterOf(memberId),
      receipts: { where: { side: 'ORGANIZATION' }, select: { version: true } },
    },
  });
}
export type ListedLetter = Awaited<ReturnType<typeof listRemarked>>[number];
