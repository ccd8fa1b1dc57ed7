import type { Db, Tx } from '../../db/client.js';
import { Prisma } from '../../generated/prisma/client.js';

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
  /** How many at most; a page when not said. */
  size?: number;
}

const PAGE_SIZE = 50;

const VIEW_FILTERS: Record<RosterView, Prisma.Sql> = {
  all: Prisma.sql`true`,
  probationary: Prisma.sql`m."memberType" = 'PROBATIONARY'`,
  unconfirmed: Prisma.sql`m."skillsFilledAt" IS NOT NULL AND m."skillsConfirmedAt" IS NULL`,
  'no-skills': Prisma.sql`m."skillsFilledAt" IS NULL`,
  special: Prisma.sql`(m."isLost" OR m."isMobile" OR m."isRetired" OR m."membershipStatus" = 'SUSPENDED' OR m."rightsSuspended")`,
};

export interface RosterRow
  extends Pick<
    MemberRow,
    | 'id'
    | 'name'
    | 'birthDate'
    | 'post'
    | 'partyPost'
    | 'memberType'
    | 'membershipStatus'
    | 'isLost'
    | 'isMobile'
    | 'isRetired'
    | 'phoneCipher'
    | 'skills'
    | 'skillsFilledAt'
    | 'skillsConfirmedAt'
    | 'skillsReturnedAt'
  > {
  groupName: string | null;
}

/**
 * One page of the roster with each member's group in the campaign and how many the search finds in all: one query, one
 * row more than a page shows.
 */
export async function listRoster(db: Db, { bureauId, branchId }: BranchKey, search: RosterSearch) {
  const { text, after, campaignId, size = PAGE_SIZE } = search;
  const found =
    text === '' ? Prisma.sql`true` : Prisma.sql`(position(${text} in m.name) > 0 OR ${text} = ANY (m.skills))`;
  const rest =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(m.name, m.id) > (SELECT a.name, a.id FROM member a WHERE a."bureauId" = ${bureauId}::uuid AND a.id = ${after}::uuid)`;
  const rows = await db.$queryRaw<(RosterRow & { total: number })[]>`
    WITH found AS (SELECT * FROM member m WHERE m."bureauId" = ${bureauId}::uuid AND m."branchId" = ${branchId}::uuid
      AND m."leftOn" IS NULL AND ${VIEW_FILTERS[search.view]} AND ${found})
    SELECT m.id, m.name, m."birthDate", m.post, m."partyPost", m."memberType", m."membershipStatus", m."isLost", m."isMobile",
      m."isRetired", m."phoneCipher", coalesce(m.skills, '{}') AS skills, m."skillsFilledAt", m."skillsConfirmedAt",
      m."skillsReturnedAt",
      (SELECT g.name FROM group_membership k JOIN function_group g ON g."bureauId" = k."bureauId" AND g.id = k."groupId"
        WHERE k."bureauId" = m."bureauId" AND k."memberId" = m.id AND k."endedAt" IS NULL
          AND k."campaignId" = coalesce(${campaignId}::uuid, k."campaignId") LIMIT 1) AS "groupName",
      (SELECT count(*)::int FROM found) AS total
    FROM found m WHERE ${rest} ORDER BY m.name, m.id LIMIT ${size + 1}`;
  return { rows: rows.slice(0, size), more: rows.length > size, total: rows[0]?.total ?? 0 };
}

/** A member of the branch, whether still on the roster or not; null outside the branch. */
export async function findMember(db: Db | Tx, { bureauId, branchId }: BranchKey, memberId: string) {
  return db.member.findUnique({ where: { bureauId_id: { bureauId, id: memberId }, branchId } });
}

export type MemberRow = NonNullable<Awaited<ReturnType<typeof findMember>>>;

/** Members whose skills wait for the branch's word. */
export async function listUnconfirmedSkills(db: Db, { bureauId, branchId }: BranchKey, most = 200) {
  return db.member.findMany({
    where: { bureauId, branchId, leftOn: null, skillsFilledAt: { not: null }, skillsConfirmedAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: most,
    select: {
      ...{ id: true, name: true, post: true, skills: true, skillNote: true, skillsFilledAt: true },
      ...{ experience: true, wishedFunctions: true, willingTasks: true },
    },
  });
}

/** Members in reach who have not told their skills yet, or were asked to put them right: whom the secretary speaks to. */
export function listUnfilledSkills(db: Db, { bureauId, branchId }: BranchKey) {
  return db.member.findMany({
    where: { bureauId, branchId, leftOn: null, isLost: false, skillsFilledAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 200,
    select: { id: true, name: true, post: true, skillsReturnedAt: true },
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
