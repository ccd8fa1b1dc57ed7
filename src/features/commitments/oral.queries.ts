import type { Db } from '../../db/client.js';

/** A member of the branch with the oral commitment of the year, if there is one; null when not on the roster. */
export async function findOralMember(
  db: Db,
  { bureauId, branchId, campaignId, year }: { bureauId: string; branchId: string; campaignId: string; year: number },
  memberId: string,
) {
  const member = await db.member.findFirst({
    where: { bureauId, branchId, id: memberId, leftOn: null },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, name: true },
      commitments: {
        where: { campaignId, year, level: 'MEMBER', type: 'ORAL' },
        select: {
          ...{ spokenOn: true, preamble: true, revision: true },
          items: {
            orderBy: { position: 'asc' },
            select: { id: true, mainTask: true, workContent: true, dueDate: true },
          },
        },
      },
    },
  });
  return member && { id: member.id, name: member.name, letter: member.commitments[0] ?? null };
}
export type OralMember = NonNullable<Awaited<ReturnType<typeof findOralMember>>>;
