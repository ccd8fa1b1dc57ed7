import type { Db, Tx } from '../../db/client.js';
import { ITEM_FIELDS } from './commitments.queries.js';
import { groupTitle, type Occasion, occasionOf } from './commitments.rules.js';
import type { LetterSource } from './letter.rules.js';
import type { ArchivedLetter } from './letter-archive.js';

const LETTER = {
  id: true,
  level: true,
  ...{ type: true, taskTitle: true, spokenOn: true, recordedBy: true },
  status: true,
  year: true,
  branchId: true,
  groupId: true,
  memberId: true,
  preamble: true,
  organizationSide: true,
  peopleSide: true,
  frozenText: true,
  frozenHash: true,
  version: true,
  branch: {
    select: {
      name: true,
      shortName: true,
      roles: {
        where: { role: 'BRANCH_SECRETARY', revokedAt: null },
        orderBy: { grantedAt: 'desc' },
        take: 1,
        select: { account: { select: { displayName: true } } },
      },
    },
  },
  group: {
    select: { name: true, leaderTerms: { where: { endedAt: null }, select: { member: { select: { name: true } } } } },
  },
  member: { select: { name: true } },
  items: {
    where: { closedOn: null },
    orderBy: { position: 'asc' },
    select: ITEM_FIELDS,
  },
} as const;

/** What the letter of one commitment is composed of, and the frozen text once it is published. */
export async function findLetter(db: Db | Tx, bureauId: string, branchId: string, id: string) {
  const row = await db.commitment.findFirst({
    where: { bureauId, branchId, id },
    relationLoadStrategy: 'join',
    select: LETTER,
  });
  return row && letterRow(row);
}

/** E1: the letter of a member who left is neither reviewed nor published any more. */
export const ofThoseHere = (bureauId: string) => ({
  AND: [{ OR: [{ memberId: null }, { member: { bureauId, leftOn: null } }] }],
});

/** Approved commitments of the branch and year, with what their letters are composed of. */
export async function listApproved(
  db: Db | Tx,
  bureauId: string,
  { campaignId, branchId, year }: { campaignId: string; branchId: string; year: number },
) {
  const rows = await db.commitment.findMany({
    where: { bureauId, campaignId, branchId, year, status: 'APPROVED', ...ofThoseHere(bureauId) },
    relationLoadStrategy: 'join',
    orderBy: [{ level: 'asc' }, { id: 'asc' }],
    select: LETTER,
  });
  return rows.map(letterRow);
}
export type ApprovedCommitment = Awaited<ReturnType<typeof listApproved>>[number];

/** The published letters of a branch and year as they were kept, branch first, then groups and members. */
export async function listPublishedLetters(
  db: Db,
  bureauId: string,
  { campaignId, branchId, year }: { campaignId: string; branchId: string; year: number },
): Promise<ArchivedLetter[]> {
  const rows = await db.commitment.findMany({
    where: { bureauId, campaignId, branchId, year, status: 'PUBLISHED' },
    relationLoadStrategy: 'join',
    orderBy: [{ level: 'asc' }, { groupId: 'asc' }, { id: 'asc' }],
    select: { level: true, frozenText: true, frozenHash: true, version: true, group: { select: { name: true } } },
  });
  return rows.flatMap(({ level, frozenText, frozenHash, version, group }) =>
    frozenText === null
      ? []
      : [{ level, frozenText, kept: { version, hash: frozenHash }, groupName: group?.name ?? null }],
  );
}

type LetterColumns = Omit<LetterSource, 'pledger' | 'place' | 'signer'> &
  Occasion & {
    branch: { name: string; shortName: string; roles: { account: { displayName: string } }[] };
    group: { name: string; leaderTerms: { member: { name: string } }[] } | null;
    member: { name: string } | null;
  };

function letterRow<T extends LetterColumns>(row: T): { row: T; source: LetterSource } {
  const { level, year, organizationSide, peopleSide, items } = row;
  const preamble = occasionOf(row) + row.preamble;
  return { row, source: { level, year, preamble, organizationSide, peopleSide, items, ...pledgerOf(row) } };
}

function pledgerOf({
  level,
  branch,
  group,
  member,
}: LetterColumns): Pick<LetterSource, 'pledger' | 'place' | 'signer'> {
  const groupName = group ? groupTitle(group.name) : '';
  if (level === 'BRANCH')
    return { pledger: branch.name, place: '', signer: branch.roles[0]?.account.displayName ?? null };
  if (level === 'GROUP')
    return { pledger: groupName, place: branch.name, signer: group?.leaderTerms[0]?.member.name ?? null };
  return { pledger: member?.name ?? '', place: `${branch.name}${groupName}`, signer: member?.name ?? null };
}
