import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import type { Prisma } from '../../generated/prisma/client.js';
import type { GroupSnapshot } from './group-changes.rules.js';

/** Meetings that can carry a change: passed by the committee or the branch, and resting under nothing else yet. */
const FREE_MEETING: Prisma.BranchMeetingWhereInput = {
  verdict: 'PASSED',
  kind: { in: ['COMMITTEE', 'GENERAL'] },
  purpose: { in: ['OTHER', 'GROUP_DECISION'] },
  groupChanges: { none: {} },
  decidedProposals: { none: {} },
};

/** The groups in being with their people and leader, the meetings to rest a change on, and the changes so far, in one query. */
export async function getChangeBoard(db: Db, { bureauId, campaignId, branchId }: StepPlace) {
  const mine = { bureauId, campaignId };
  const branch = await db.branch.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      proposals: { where: mine, select: { status: true } },
      enrollmentRounds: { where: mine, select: { status: true, listVersion: true } },
      notices: {
        where: { ...mine, kind: 'MEMBERSHIP', supersededById: null, withdrawnAt: null },
        select: { publishedAt: true },
      },
      groups: {
        where: { ...mine, closedAt: null },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          name: true,
          maxSize: true,
          leaderTerms: { where: { bureauId, endedAt: null }, select: { member: { select: { name: true } } } },
          memberships: {
            where: { bureauId, endedAt: null },
            orderBy: { startedAt: 'asc' },
            select: { member: { select: { id: true, name: true, post: true, birthDate: true, memberType: true } } },
          },
        },
      },
      meetings: {
        where: { ...mine, ...FREE_MEETING },
        orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
        take: 20,
        select: { id: true, title: true, kind: true, heldOn: true },
      },
      groupChanges: {
        where: mine,
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        select: {
          ...{ id: true, kind: true, reason: true, before: true, after: true, createdAt: true },
          meeting: { select: { id: true, title: true, heldOn: true } },
        },
      },
    },
  });
  return {
    announced: branch.proposals[0]?.status === 'ANNOUNCED',
    round: branch.enrollmentRounds[0] ?? null,
    publishedAt: branch.notices[0]?.publishedAt ?? null,
    groups: branch.groups.map(({ leaderTerms, memberships, ...group }) => ({
      ...group,
      leader: leaderTerms[0]?.member.name ?? null,
      members: memberships.map(({ member: { memberType, ...member } }) => ({
        ...member,
        fullMember: memberType === 'FULL',
      })),
    })),
    meetings: branch.meetings,
    changes: branch.groupChanges.map(({ before, after, ...change }) => ({
      ...change,
      before: before as unknown as GroupSnapshot[],
      after: after as unknown as GroupSnapshot[],
    })),
  };
}

export type ChangeBoard = Awaited<ReturnType<typeof getChangeBoard>>;
export type ChangeableGroup = ChangeBoard['groups'][number];

export interface StandingGroup {
  id: string;
  name: string;
  maxSize: number;
  members: { id: string; name: string; fullMember: boolean }[];
}

/**
 * The sign-up's row, then all groups in being, locked in the order that members who sign up take them too; with the
 * people in them.
 */
export async function lockGroupsInBeing(
  tx: Tx,
  { bureauId, campaignId, branchId }: StepPlace,
): Promise<StandingGroup[]> {
  await tx.$queryRaw`
    SELECT id FROM enrollment_round WHERE "bureauId" = ${bureauId}::uuid AND "campaignId" = ${campaignId}::uuid
      AND "branchId" = ${branchId}::uuid FOR NO KEY UPDATE`;
  await tx.$queryRaw`
    SELECT id FROM function_group WHERE "bureauId" = ${bureauId}::uuid AND "campaignId" = ${campaignId}::uuid
      AND "branchId" = ${branchId}::uuid AND "closedAt" IS NULL ORDER BY id FOR NO KEY UPDATE`;
  const groups = await tx.functionGroup.findMany({
    where: { bureauId, campaignId, branchId, closedAt: null },
    relationLoadStrategy: 'join',
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, name: true, maxSize: true },
      memberships: {
        where: { bureauId, endedAt: null },
        orderBy: { startedAt: 'asc' },
        select: { member: { select: { id: true, name: true, memberType: true } } },
      },
    },
  });
  return groups.map(({ memberships, ...group }) => ({
    ...group,
    members: memberships.map(({ member }) => ({ ...member, fullMember: member.memberType === 'FULL' })),
  }));
}

/** The meeting a change is to rest on, when it may; null otherwise. */
export function findFreeMeeting(tx: Tx, { bureauId, campaignId, branchId }: StepPlace, id: string) {
  return tx.branchMeeting.findFirst({
    where: { bureauId, campaignId, branchId, id, ...FREE_MEETING },
    select: { id: true, heldOn: true },
  });
}

/** The announced proposal of the branch and the last place in its list; null before the announcement. */
export async function findAnnouncedProposal(tx: Tx, { bureauId, campaignId, branchId }: StepPlace) {
  const proposal = await tx.groupProposal.findFirst({
    where: { bureauId, campaignId, branchId, status: 'ANNOUNCED' },
    select: { id: true, groups: { orderBy: { position: 'desc' }, take: 1, select: { position: true } } },
  });
  return proposal && { id: proposal.id, lastPosition: proposal.groups[0]?.position ?? 0 };
}
