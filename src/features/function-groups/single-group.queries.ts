import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db } from '../../db/client.js';
import { GROUP_AS_PROPOSED } from './proposal.queries.js';

/** One group with its people, leader, election and commitments, in one query; null when not in the branch. */
export async function findSingleGroup(db: Db, { bureauId, campaignId, branchId }: StepPlace, groupId: string) {
  const group = await db.functionGroup.findFirst({
    where: { bureauId, campaignId, branchId, id: groupId },
    relationLoadStrategy: 'join',
    select: {
      ...GROUP_AS_PROPOSED,
      memberCount: true,
      closedAt: true,
      proposal: { select: { status: true } },
      leaderTerms: {
        where: { bureauId, endedAt: null },
        select: { memberId: true, method: true, startedAt: true, member: { select: { name: true } } },
      },
      elections: { where: { bureauId }, orderBy: { createdAt: 'desc' }, take: 1, select: { status: true } },
      commitments: {
        where: { bureauId, level: 'GROUP' },
        orderBy: { year: 'desc' },
        take: 1,
        select: { id: true, year: true, status: true },
      },
      memberships: {
        where: { bureauId, endedAt: null },
        select: {
          source: true,
          member: { select: { id: true, name: true, post: true, postDuties: true, memberType: true } },
        },
      },
    },
  });
  if (!group) return null;
  const { leaderTerms, elections, commitments, memberships, proposal, ...facts } = group;
  return {
    ...facts,
    proposalStatus: proposal.status,
    term: leaderTerms[0] ?? null,
    election: elections[0] ?? null,
    commitment: commitments[0] ?? null,
    people: memberships.map((row) => ({ ...row.member, source: row.source })),
  };
}

export type SingleGroup = NonNullable<Awaited<ReturnType<typeof findSingleGroup>>>;
