import type { Prisma } from '../generated/prisma/client.js';
import { standingOn } from '../shared/voting-rights.js';
import type { Db, Tx } from './client.js';

const HOUR = 60 * 60 * 1000;

/** What standingOn needs of a member. */
export const RIGHTS_SELECT = {
  memberType: true,
  fullMemberOn: true,
  membershipStatus: true,
  rightsSuspended: true,
  suspensions: { select: { startsOn: true, endsOn: true } },
  exclusions: { select: { startsOn: true, endsOn: true, ground: true } },
} as const satisfies Prisma.MemberSelect;

/** On the branch's roster on that day: arrived by then, and not left before or on it, so that nobody counts twice (E2). */
export const onRosterOn = (day: Date) => ({
  AND: [
    { OR: [{ leftOn: null }, { leftOn: { gt: day } }] },
    { OR: [{ arrivedOn: null }, { arrivedOn: { lte: day } }] },
  ],
});

/** A place in a group that still held when that day ended in China (00:00 at UTC+8 of the day after). */
export function placedOn(day: Date) {
  const end = new Date(day.getTime() + 16 * HOUR);
  return { startedAt: { lt: end }, OR: [{ endedAt: null }, { endedAt: { gte: end } }] };
}

export interface ElectorScope {
  bureauId: string;
  branchId: string;
  /** Only the members of this group. */
  groupId?: string | null;
}

/** Everybody on the roster of the branch or group on one day, with his standing on that day, in one query. */
export async function listElectors(db: Db | Tx, { bureauId, branchId, groupId }: ElectorScope, day: Date) {
  const rows = await db.member.findMany({
    where: {
      bureauId,
      branchId,
      ...onRosterOn(day),
      ...(groupId ? { memberships: { some: { bureauId, groupId, ...placedOn(day) } } } : {}),
    },
    relationLoadStrategy: 'join',
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, post: true, birthDate: true, ...RIGHTS_SELECT },
  });
  return rows.map((row) => ({ ...row, standing: standingOn(row, day) }));
}

export type Elector = Awaited<ReturnType<typeof listElectors>>[number];
