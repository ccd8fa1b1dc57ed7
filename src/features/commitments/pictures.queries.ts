import type { Db } from '../../db/client.js';
import { COUNTED } from '../../db/progress-columns.js';

interface Key {
  bureauId: string;
  branchId: string;
  campaignId: string;
  year: number;
}

/** The published letters of a branch and year with what its pictures are drawn from, in one query. */
export async function findPictureYear(db: Db, { bureauId, branchId, campaignId, year }: Key) {
  const branch = await db.branch.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      groups: {
        where: { campaignId, closedAt: null },
        orderBy: { position: 'asc' },
        select: { id: true, name: true },
      },
      commitments: {
        where: { campaignId, year, status: 'PUBLISHED' },
        orderBy: { level: 'asc' },
        select: {
          ...{ level: true, groupId: true, publishedAt: true },
          member: { select: { name: true } },
          items: {
            where: { closedOn: null },
            orderBy: { position: 'asc' },
            select: {
              ...{ id: true, parentItemId: true, mainTask: true, dueDate: true, ...COUNTED },
              assignments: { select: { groupId: true } },
            },
          },
        },
      },
    },
  });
  const items = branch.commitments.flatMap(({ items: rows, level, groupId, member, publishedAt }) =>
    rows.map(({ assignments, ...item }) => ({
      ...item,
      ...{ level, groupId, publishedAt, memberName: member?.name ?? null },
      assignedTo: assignments.map((row) => row.groupId),
    })),
  );
  return { groups: branch.groups, items };
}
export type PictureYear = Awaited<ReturnType<typeof findPictureYear>>;
