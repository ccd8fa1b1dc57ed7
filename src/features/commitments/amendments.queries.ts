import type { Db, Tx } from '../../db/client.js';
import { NotFound } from '../../shared/errors.js';
import { MOST_ROWS } from '../../shared/ledger.js';
import { ITEM_FIELDS } from './commitments.queries.js';
import type { ItemInput } from './items.rules.js';

interface Key {
  bureauId: string;
  branchId: string;
}

/** A published letter with its open items, for its owner to propose how it should read. */
export function findPublished(db: Db | Tx, { bureauId, branchId }: Key, id: string) {
  return db.commitment.findFirst({
    where: { bureauId, branchId, id, status: 'PUBLISHED' },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, campaignId: true, year: true, level: true, type: true, branchId: true, groupId: true },
      ...{ memberId: true, preamble: true, version: true, publishedAt: true, frozenText: true, frozenHash: true },
      ...{ organizationSide: true, peopleSide: true, submittedById: true },
      campaign: { select: { startYear: true } },
      branch: { select: { shortName: true } },
      group: { select: { name: true, leaderTerms: { where: { endedAt: null }, select: { memberId: true } } } },
      member: { select: { name: true } },
      items: { where: { closedOn: null }, orderBy: { position: 'asc' }, select: ITEM_FIELDS },
      amendments: { where: { status: 'PROPOSED' }, select: { id: true } },
    },
  });
}
export type PublishedLetter = NonNullable<Awaited<ReturnType<typeof findPublished>>>;

/** The open items as their author would type them. */
export function asInputs({ items }: Pick<PublishedLetter, 'items'>): (ItemInput & { id: string })[] {
  return items.map((item) => ({
    ...item,
    baseline: item.baseline === null ? null : Number(item.baseline),
    target: item.target === null ? null : Number(item.target),
  }));
}

/** A published letter's number and open items. Throws NotFound. */
export async function listOpenItems(db: Db, key: Key, id: string): Promise<{ version: number; items: ItemInput[] }> {
  const letter = await findPublished(db, key, id);
  if (!letter) throw new NotFound();
  return { version: letter.version, items: asInputs(letter) };
}

const AMENDMENT = {
  ...{ id: true, commitmentId: true, status: true, reason: true, preamble: true, items: true },
  ...{ proposedById: true, proposedByName: true, proposedAt: true },
  ...{ decidedByName: true, decidedAt: true, decisionNote: true },
} as const;

export function findAmendment(db: Db | Tx, { bureauId, branchId }: Key, commitmentId: string, id: string) {
  return db.commitmentAmendment.findFirst({
    where: { bureauId, id, commitmentId, commitment: { bureauId, branchId } },
    select: AMENDMENT,
  });
}
export type AmendmentRow = NonNullable<Awaited<ReturnType<typeof findAmendment>>>;

/** Every request to amend a letter of the branch in a year, the earliest first. */
export function listAmendments(
  db: Db,
  { bureauId, branchId, campaignId, year }: Key & { campaignId: string; year: number },
) {
  return db.commitmentAmendment.findMany({
    where: { bureauId, commitment: { bureauId, branchId, campaignId, year } },
    relationLoadStrategy: 'join',
    orderBy: [{ proposedAt: 'asc' }, { id: 'asc' }],
    take: MOST_ROWS,
    select: {
      ...{ status: true, reason: true, proposedByName: true, proposedAt: true },
      ...{ decidedByName: true, decidedAt: true, decisionNote: true },
      commitment: {
        select: {
          ...{ year: true, level: true },
          group: { select: { name: true } },
          member: { select: { name: true } },
          branch: { select: { shortName: true } },
        },
      },
    },
  });
}
export type ListedAmendment = Awaited<ReturnType<typeof listAmendments>>[number];

/** An earlier version of a letter, with the number of the one that stands. */
export function findVersion(db: Db, { bureauId, branchId }: Key, commitmentId: string, version: number) {
  return db.commitmentVersion.findFirst({
    where: { bureauId, commitmentId, version, commitment: { bureauId, branchId, status: 'PUBLISHED' } },
    relationLoadStrategy: 'join',
    select: {
      ...{ version: true, frozenText: true, frozenHash: true, publishedAt: true, replacedAt: true, reason: true },
      commitment: { select: { id: true, version: true } },
    },
  });
}
