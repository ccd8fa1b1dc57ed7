import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import type { EnrollmentRoundStatus } from '../../generated/prisma/enums.js';

export interface RoundRow {
  id: string;
  status: EnrollmentRoundStatus;
  opensOn: Date;
  closesOn: Date;
  listVersion: number;
}

/**
 * The branch's sign-up, its row locked: `SHARE` while members take places, `UPDATE` where the branch ends, settles or
 * revises it, so that nobody takes a place in between. Null when none was opened.
 */
export async function lockRound(tx: Tx, place: StepPlace, strength: 'SHARE' | 'UPDATE'): Promise<RoundRow | null> {
  const { bureauId, campaignId, branchId } = place;
  const rows =
    strength === 'SHARE'
      ? await tx.$queryRaw<RoundRow[]>`
          SELECT id, status, "opensOn", "closesOn", "listVersion" FROM enrollment_round
          WHERE "bureauId" = ${bureauId}::uuid AND "campaignId" = ${campaignId}::uuid AND "branchId" = ${branchId}::uuid
          FOR SHARE`
      : await tx.$queryRaw<RoundRow[]>`
          SELECT id, status, "opensOn", "closesOn", "listVersion" FROM enrollment_round
          WHERE "bureauId" = ${bureauId}::uuid AND "campaignId" = ${campaignId}::uuid AND "branchId" = ${branchId}::uuid
          FOR NO KEY UPDATE`;
  return rows[0] ?? null;
}

export interface UnplacedMember {
  id: string;
  name: string;
  /** Has signed up: all wishes were full. */
  hasWished: boolean;
}

/** The members on the branch's roster who are in no group and not recorded as exempt (R17, E48), by name. */
export async function listUnplacedMembers(db: Db | Tx, place: StepPlace): Promise<UnplacedMember[]> {
  const { bureauId, campaignId, branchId } = place;
  const rows = await db.member.findMany({
    where: {
      bureauId,
      branchId,
      leftOn: null,
      memberships: { none: { bureauId, campaignId, endedAt: null } },
      exemptions: { none: { bureauId, campaignId } },
    },
    relationLoadStrategy: 'join',
    select: { id: true, name: true, enrollments: { where: { bureauId, campaignId }, select: { id: true } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, name, enrollments }) => ({ id, name, hasWished: enrollments.length > 0 }));
}

export function isProposalAnnounced(db: Db | Tx, { bureauId, campaignId, branchId }: StepPlace): Promise<boolean> {
  return db.groupProposal
    .count({ where: { bureauId, campaignId, branchId, status: 'ANNOUNCED' } })
    .then((count) => count > 0);
}

/** Where the sign-up stands, for a page; null when none was opened. */
export function findRound(
  db: Db | Tx,
  { bureauId, campaignId, branchId }: StepPlace,
): Promise<{ status: EnrollmentRoundStatus } | null> {
  return db.enrollmentRound.findUnique({
    where: { bureauId_campaignId_branchId: { bureauId, campaignId, branchId } },
    select: { status: true },
  });
}

/** R21: members who object to their place and have no answer yet, by name. */
export function listUnsettled(db: Db | Tx, { bureauId, campaignId, branchId }: StepPlace) {
  return db.groupMembership.findMany({
    where: { bureauId, campaignId, branchId, endedAt: null, objectedAt: { not: null }, settledAt: null },
    select: { member: { select: { name: true } } },
  });
}

/** R21: members in another group than their first wish, with no consultation on record, by name. */
export async function listUnconsulted(db: Db | Tx, { bureauId, campaignId, branchId }: StepPlace) {
  const rows = await db.groupMembership.findMany({
    where: { bureauId, campaignId, branchId, endedAt: null, consultationNote: null },
    relationLoadStrategy: 'join',
    select: {
      groupId: true,
      member: {
        select: { name: true, enrollments: { where: { bureauId, campaignId }, select: { wishGroupId: true } } },
      },
    },
  });
  return rows.filter(({ groupId, member }) => member.enrollments[0]?.wishGroupId !== groupId);
}

/** R21: members whom the branch gave a place after a talk and who have neither agreed nor an objection waiting. */
export async function listUnanswered(db: Db | Tx, { bureauId, campaignId, branchId }: StepPlace): Promise<string[]> {
  const rows = await db.groupMembership.findMany({
    where: {
      ...{ bureauId, campaignId, branchId, endedAt: null, acknowledgedAt: null, consultationNote: { not: null } },
      OR: [{ objectedAt: null }, { settledAt: { not: null } }],
    },
    select: { memberId: true },
  });
  return rows.map(({ memberId }) => memberId);
}
