import type { Db, Tx } from '../../db/client.js';
import type { Prisma } from '../../generated/prisma/client.js';

export interface BranchKey {
  bureauId: string;
  branchId: string;
}

export const ROSTER_VIEWS = ['all', 'probationary', 'unconfirmed', 'no-skills', 'special'] as const;
export type RosterView = (typeof ROSTER_VIEWS)[number];

export interface RosterSearch {
  /** Part of a name, or a skill as it is written. */
  text: string;
  view: RosterView;
  /** The last member of the page before. */
  after: string | null;
  campaignId: string | null;
}

export const PAGE_SIZE = 50;

const VIEW_FILTERS: Record<RosterView, Prisma.MemberWhereInput> = {
  all: {},
  probationary: { memberType: 'PROBATIONARY' },
  unconfirmed: { skillsFilledAt: { not: null }, skillsConfirmedAt: null },
  'no-skills': { skillsFilledAt: null },
  special: {
    OR: [
      { isLost: true },
      { isMobile: true },
      { isRetired: true },
      { membershipStatus: 'SUSPENDED' },
      { rightsSuspended: true },
    ],
  },
};

function rosterWhere({ bureauId, branchId }: BranchKey, search: Pick<RosterSearch, 'text' | 'view'>) {
  const found =
    search.text === '' ? {} : { OR: [{ name: { contains: search.text } }, { skills: { has: search.text } }] };
  return {
    bureauId,
    branchId,
    leftOn: null,
    AND: [VIEW_FILTERS[search.view], found],
  } satisfies Prisma.MemberWhereInput;
}

/** One page of the roster with each member's group in the campaign: one query, one row more than a page shows. */
export async function listRoster(db: Db, key: BranchKey, search: RosterSearch) {
  return db.member.findMany({
    where: rosterWhere(key, search),
    relationLoadStrategy: 'join',
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: PAGE_SIZE + 1,
    ...(search.after === null
      ? {}
      : { cursor: { bureauId_id: { bureauId: key.bureauId, id: search.after } }, skip: 1 }),
    select: {
      id: true,
      name: true,
      post: true,
      partyPost: true,
      education: true,
      memberType: true,
      membershipStatus: true,
      isLost: true,
      isMobile: true,
      isRetired: true,
      phoneCipher: true,
      skills: true,
      skillsFilledAt: true,
      skillsConfirmedAt: true,
      memberships: {
        where: {
          bureauId: key.bureauId,
          endedAt: null,
          ...(search.campaignId ? { campaignId: search.campaignId } : {}),
        },
        select: { group: { select: { name: true } } },
        take: 1,
      },
    },
  });
}

export type RosterRow = Awaited<ReturnType<typeof listRoster>>[number];

export async function countRoster(
  db: Db,
  key: BranchKey,
  search: Pick<RosterSearch, 'text' | 'view'>,
): Promise<number> {
  return db.member.count({ where: rosterWhere(key, search) });
}

/** A member of the branch, whether still on the roster or not; null outside the branch. */
export async function findMember(db: Db | Tx, { bureauId, branchId }: BranchKey, memberId: string) {
  return db.member.findUnique({ where: { bureauId_id: { bureauId, id: memberId }, branchId } });
}

export type MemberRow = NonNullable<Awaited<ReturnType<typeof findMember>>>;

/** Members whose skills wait for the branch's word. */
export async function listUnconfirmedSkills(db: Db, { bureauId, branchId }: BranchKey) {
  return db.member.findMany({
    where: { bureauId, branchId, leftOn: null, skillsFilledAt: { not: null }, skillsConfirmedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 200,
    select: { id: true, name: true, post: true, skills: true, skillNote: true, skillsFilledAt: true },
  });
}

/** The branch's whole roster, in the order in which it is written out. */
export async function listWholeRoster(db: Db | Tx, { bureauId, branchId }: BranchKey) {
  return db.member.findMany({
    where: { bureauId, branchId, leftOn: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}

/**
 * Everybody a file of this branch may speak of: its own members, those who left it, and members of other branches of
 * the bureau who have one of the file's identity numbers.
 */
export async function listForComparison(db: Db | Tx, { bureauId, branchId }: BranchKey, idNumberIndexes: string[]) {
  return db.member.findMany({
    where: { bureauId, OR: [{ branchId }, { idNumberIndex: { in: idNumberIndexes } }] },
    orderBy: { id: 'asc' },
  });
}

/** The names under which the bureau's branches may stand in a file; the own branch first. */
export async function listBranchNames(db: Db | Tx, { bureauId, branchId }: BranchKey) {
  const branches = await db.branch.findMany({
    where: { bureauId },
    select: { id: true, name: true, shortName: true, schoolName: true },
  });
  const namesOf = (own: boolean) =>
    branches
      .filter((branch) => (branch.id === branchId) === own)
      .flatMap((branch) => [branch.name, branch.shortName, branch.schoolName]);
  return { own: namesOf(true), others: namesOf(false) };
}
