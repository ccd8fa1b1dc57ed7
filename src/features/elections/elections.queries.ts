import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';
import { type Elector, listElectors } from '../../db/electors.js';
import type { ElectionStatus } from '../../generated/prisma/enums.js';
import type { Tally } from './elections.rules.js';

export interface ElectionRow {
  id: string;
  groupId: string;
  status: ElectionStatus;
  round: number;
  nominationClosesOn: Date;
  createdAt: Date;
}

/** The group of the branch with its row locked, so that an election and an appointment wait for one another. */
export async function lockGroup(tx: Tx, place: StepPlace, groupId: string): Promise<{ name: string } | null> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM function_group
    WHERE "bureauId" = ${place.bureauId}::uuid AND "campaignId" = ${place.campaignId}::uuid
      AND "branchId" = ${place.branchId}::uuid AND id = ${groupId}::uuid AND "closedAt" IS NULL FOR NO KEY UPDATE`;
  return rows[0] ?? null;
}

/** The running election of a group; null when none runs. */
export function findOpenElection(db: Db | Tx, place: StepPlace, groupId: string): Promise<ElectionRow | null> {
  const { bureauId, campaignId, branchId } = place;
  return db.leaderElection.findFirst({
    where: { bureauId, campaignId, branchId, groupId, status: { in: ['NOMINATING', 'VOTING'] } },
    select: { id: true, groupId: true, status: true, round: true, nominationClosesOn: true, createdAt: true },
  });
}

export function isListConfirmed(db: Db | Tx, { bureauId, campaignId, branchId }: StepPlace): Promise<boolean> {
  return db.enrollmentRound
    .count({ where: { bureauId, campaignId, branchId, status: 'CONFIRMED' } })
    .then((count) => count > 0);
}

/** An acting leader does not count: the by-election is still to come (E26). */
export function hasLeader(db: Db | Tx, { bureauId, campaignId }: StepPlace, groupId: string): Promise<boolean> {
  const where = { bureauId, campaignId, groupId, endedAt: null, method: { not: 'ACTING' } } as const;
  return db.leaderTerm.count({ where }).then((count) => count > 0);
}

/** Whether somebody led the group before, so that the next election is a by-election. */
export function hadLeader(db: Db | Tx, { bureauId, campaignId }: StepPlace, groupId: string): Promise<boolean> {
  const where = { bureauId, campaignId, groupId, endedAt: { not: null }, method: { not: 'ACTING' } } as const;
  return db.leaderTerm.count({ where }).then((count) => count > 0);
}

/** The people of a group on one day, with their right to vote and to stand on that day (R56). */
export function listGroupPeople(db: Db | Tx, { bureauId, branchId }: StepPlace, groupId: string, day: Date) {
  return listElectors(db, { bureauId, branchId, groupId }, day);
}

/** Everybody on the roster of the branch on that day: who can supervise and count. */
export function listBranchPeople(db: Db | Tx, { bureauId, branchId }: StepPlace, day: Date) {
  return listElectors(db, { bureauId, branchId }, day);
}

export type GroupPerson = Elector;

/** Candidates not withdrawn, and the counts so far in the order of their rounds. */
export async function getStandings(db: Db | Tx, bureauId: string, electionId: string) {
  const election = await db.leaderElection.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: electionId } },
    relationLoadStrategy: 'join',
    select: {
      candidates: {
        where: { bureauId, withdrawnAt: null },
        select: { id: true, memberId: true, source: true, member: { select: { name: true } } },
      },
      counts: { where: { bureauId }, orderBy: { round: 'asc' }, select: { round: true, verdict: true, tallies: true } },
    },
  });
  return {
    candidates: election.candidates.map(({ member, ...candidate }) => ({ ...candidate, name: member.name })),
    counts: election.counts.map((count) => ({ ...count, tallies: readTallies(count.tallies) })),
  };
}

/** The tallies as recordCount wrote them. */
export function readTallies(json: unknown): Tally[] {
  return Array.isArray(json) ? (json as Tally[]) : [];
}
