import type { Db } from '../../db/client.js';
import { COUNTED } from '../../db/progress-columns.js';
import { nodesById, progressOf } from '../../shared/progress.js';
import type { CascadeCommitment } from './cascade.rules.js';
import { selectYearRound, yearRoundOf } from './rounds.queries.js';

/** Every commitment of a branch in one year with its items, in one query. */
export async function listCommitments(
  db: Db,
  bureauId: string,
  campaignId: string,
  branchId: string,
  year: number,
): Promise<CascadeCommitment[]> {
  const rows = await db.commitment.findMany({
    where: { bureauId, campaignId, branchId, year },
    relationLoadStrategy: 'join',
    orderBy: { id: 'asc' },
    select: {
      id: true,
      level: true,
      type: true,
      status: true,
      groupId: true,
      memberId: true,
      submittedById: true,
      items: {
        orderBy: { position: 'asc' },
        select: {
          id: true,
          mainTask: true,
          workContent: true,
          dueDate: true,
          responsiblePerson: true,
          parentItemId: true,
          ...COUNTED,
          // A group that is no more carries nothing.
          assignments: { where: { group: { closedAt: null } }, select: { groupId: true } },
        },
      },
    },
  });
  const nodes = nodesById(rows.filter(({ status }) => status === 'PUBLISHED').flatMap(({ items }) => items));
  const progressIn = (id: string): number | null => {
    const node = nodes.get(id);
    return node ? progressOf(node) : null;
  };
  return rows.map((row) => ({
    ...row,
    items: row.items.map(({ assignments, fulfillments: _, ...item }) => ({
      ...item,
      progress: progressIn(item.id),
      assignedTo: assignments.map(({ groupId }) => groupId),
    })),
  }));
}

const GROUP_WITH_MEMBERS = {
  id: true,
  name: true,
  closedAt: true,
  leaderTerms: { where: { endedAt: null }, select: { memberId: true } },
  memberships: {
    where: { endedAt: null },
    orderBy: { startedAt: 'asc' },
    select: { member: { select: { id: true, name: true } } },
  },
} as const;

/** The year's round of the branch and its groups with their leader and members, in one query. */
export async function findBranchYear(
  db: Db,
  bureauId: string,
  { campaignId, branchId, year }: { campaignId: string; branchId: string; year: number },
) {
  const branch = await db.branch.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      ...selectYearRound(campaignId, year),
      groups: { where: { campaignId }, orderBy: { position: 'asc' }, select: GROUP_WITH_MEMBERS },
    },
  });
  const groups = branch.groups.map(({ leaderTerms, memberships, closedAt, ...group }) => ({
    ...group,
    isClosed: closedAt !== null,
    leaderMemberId: leaderTerms[0]?.memberId ?? null,
    members: memberships.map(({ member }) => member),
  }));
  return { groups, yearRound: yearRoundOf(branch) };
}
export type GroupWithMembers = Awaited<ReturnType<typeof findBranchYear>>['groups'][number];

/** The branch's items of the year with the groups each was handed to, and whether a group refined it already. */
export function findBreakdown(db: Db, bureauId: string, campaignId: string, branchId: string, year: number) {
  return db.commitment.findFirst({
    where: { bureauId, campaignId, branchId, year, level: 'BRANCH' },
    relationLoadStrategy: 'join',
    select: {
      id: true,
      items: {
        where: { closedOn: null },
        orderBy: { position: 'asc' },
        select: {
          id: true,
          mainTask: true,
          workContent: true,
          dueDate: true,
          assignments: { select: { groupId: true } },
          children: { select: { commitment: { select: { groupId: true } } } },
        },
      },
    },
  });
}

/** The groups of the branch that work, by name only. */
export function listGroups(db: Db, bureauId: string, campaignId: string, branchId: string) {
  return db.functionGroup.findMany({
    where: { bureauId, campaignId, branchId, closedAt: null },
    orderBy: { position: 'asc' },
    select: { id: true, name: true, groupFunction: true },
  });
}
