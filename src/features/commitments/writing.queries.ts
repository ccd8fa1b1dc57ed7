import type { Tx } from '../../db/client.js';
import type { CommitmentLevel } from '../../generated/prisma/enums.js';
import { type CommitmentTarget, whereTarget } from './commitments.queries.js';
import type { Addressees } from './commitments.rules.js';

/** The names the two sides are made of, and the group; null when branch, group or membership is not there. */
export async function findAddressees(
  tx: Tx,
  bureauId: string,
  target: CommitmentTarget,
): Promise<(Addressees & { groupId: string | null }) | null> {
  const branch = await tx.branch.findUnique({
    where: { bureauId_id: { bureauId, id: target.branchId } },
    select: { name: true, shortName: true, bureau: { select: { name: true } } },
  });
  if (!branch) return null;
  const names = { bureauName: branch.bureau.name, branchName: branch.name, branchShortName: branch.shortName };
  if (target.level === 'BRANCH') return { ...names, groupName: null, groupId: null };
  const group =
    target.level === 'GROUP' ? await findGroup(tx, bureauId, target) : await findGroupOfMember(tx, bureauId, target);
  return group && { ...names, groupName: group.name, groupId: group.id };
}

function findGroup(tx: Tx, bureauId: string, { groupId, branchId, campaignId }: CommitmentTarget) {
  return tx.functionGroup.findFirst({
    where: { bureauId, id: groupId ?? '', branchId, campaignId, closedAt: null },
    select: { id: true, name: true },
  });
}

async function findGroupOfMember(tx: Tx, bureauId: string, { memberId, branchId, campaignId }: CommitmentTarget) {
  const membership = await tx.groupMembership.findFirst({
    where: { bureauId, memberId: memberId ?? '', branchId, campaignId, endedAt: null },
    select: { group: { select: { id: true, name: true } } },
  });
  return membership?.group ?? null;
}

/** The commitment as it stands, without its texts. */
export function findStanding(tx: Tx, bureauId: string, target: CommitmentTarget) {
  return tx.commitment.findFirst({
    where: whereTarget(bureauId, target),
    select: { id: true, status: true, revision: true, round: true, groupId: true },
  });
}

/** Locks the commitment's items and gives their ids: nobody refines one of them in between. */
export async function lockItems(tx: Tx, bureauId: string, commitmentId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM commitment_item
    WHERE "bureauId" = ${bureauId}::uuid AND "commitmentId" = ${commitmentId}::uuid
    ORDER BY id FOR UPDATE`;
  return rows.map(({ id }) => id);
}

/** Of these items, one that another item refines already; null when none is. */
export function findRefined(tx: Tx, bureauId: string, itemIds: readonly string[]) {
  return tx.commitmentItem.findFirst({
    where: { bureauId, id: { in: [...itemIds] }, children: { some: { bureauId } } },
    select: { mainTask: true },
  });
}

/**
 * Of the asked items, those the target may refine: the branch's items handed to the group, or the items of the member's
 * group. They stay locked against removal for the transaction.
 */
export async function lockParents(
  tx: Tx,
  bureauId: string,
  target: { level: CommitmentLevel; campaignId: string; branchId: string; year: number; groupId: string | null },
  itemIds: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM commitment_item i
    JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE i."bureauId" = ${bureauId}::uuid AND i.id = ANY(${[...itemIds]}::uuid[])
      AND c."campaignId" = ${target.campaignId}::uuid AND c."branchId" = ${target.branchId}::uuid AND c.year = ${target.year}
      AND CASE ${target.level}
        WHEN 'GROUP' THEN c.level = 'BRANCH' AND EXISTS (SELECT 1 FROM item_assignment a
          WHERE a."bureauId" = i."bureauId" AND a."itemId" = i.id AND a."groupId" = ${target.groupId}::uuid)
        WHEN 'MEMBER' THEN c.level = 'GROUP' AND c.status <> 'DRAFT' AND c."groupId" = ${target.groupId}::uuid
        ELSE false END
    FOR SHARE OF i`;
  return new Set(rows.map(({ id }) => id));
}

/** R33: the key tasks among these that were published for the year. */
export async function findKeyTaskIds(
  tx: Tx,
  bureauId: string,
  { campaignId, year }: CommitmentTarget,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.keyTask.findMany({
    where: { bureauId, campaignId, year, publishedAt: { not: null }, id: { in: [...ids] } },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** E36: of the asked items, those of the same pledger's letter of the year before. */
export async function findLastYearsItems(
  tx: Tx,
  bureauId: string,
  target: CommitmentTarget,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.commitmentItem.findMany({
    where: { bureauId, id: { in: [...ids] }, commitment: whereTarget(bureauId, { ...target, year: target.year - 1 }) },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
