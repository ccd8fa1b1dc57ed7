import type { Db, Tx } from '../../db/client.js';
import { onRosterOn, placedOn, RIGHTS_SELECT } from '../../db/electors.js';
import { NAME_CHANGES, namesOn } from '../../shared/names-in-time.js';
import type { NamedPerson } from '../../shared/same-names.js';
import { attendanceBasis, standingOn } from '../../shared/voting-rights.js';

export interface BranchScope {
  bureauId: string;
  branchId: string;
}

const PAGE_SIZE = 50;
/** 支部委员会 of at least three (支部工作条例 ch. 6). */
const LEAST_COMMITTEE = 3;

/** Meetings of the branch, the latest first; `after` is the last one already shown. One more than a page tells that there are more. */
export async function listMeetings(db: Db, scope: BranchScope, after: string | null, size = PAGE_SIZE) {
  const rows = await db.branchMeeting.findMany({
    where: { bureauId: scope.bureauId, branchId: scope.branchId },
    relationLoadStrategy: 'join',
    orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
    take: size + 1,
    ...(after === null ? {} : { cursor: { bureauId_id: { bureauId: scope.bureauId, id: after } }, skip: 1 }),
    select: {
      id: true,
      kind: true,
      title: true,
      heldOn: true,
      eligibleCount: true,
      presentCount: true,
      verdict: true,
      group: { select: { name: true } },
    },
  });
  return { rows: rows.slice(0, size), more: rows.length > size };
}
export type MeetingListRow = Awaited<ReturnType<typeof listMeetings>>['rows'][number];

/** One meeting of the branch, which bears its name of that day (E41); null when the branch has none of this id. */
export async function findMeeting(db: Db, scope: BranchScope, id: string) {
  const meeting = await db.branchMeeting.findFirst({
    where: { bureauId: scope.bureauId, branchId: scope.branchId, id },
    relationLoadStrategy: 'join',
    include: {
      group: { select: { name: true } },
      branch: { select: { name: true, shortName: true, schoolName: true, changes: NAME_CHANGES } },
    },
  });
  if (!meeting) return null;
  const { changes, ...now } = meeting.branch;
  return { ...meeting, branch: { name: namesOn(now, changes, meeting.heldOn).name } };
}
export type Minutes = NonNullable<Awaited<ReturnType<typeof findMeeting>>>;

/** 应到 as the roster and the offices give it on one day. */
export interface SuggestedAttendance {
  /** Full members with voting right on the roster (选举工作条例 2020, art. 5). */
  general: number;
  /** Null where fewer than three offices are recorded: a committee has three to seven members, so some are missing. */
  committee: number | null;
  groups: { id: string; name: string; voters: number }[];
  /** How `general` came about, in words. */
  basis: string;
  /** Who counts in 应到 of the general meeting. */
  voters: NamedPerson[];
}

/** In one query. `campaignId`: whose groups may hold a group meeting. R56: rights are those of `day`. */
export async function suggestAttendance(
  db: Db | Tx,
  { bureauId, branchId, campaignId }: BranchScope & { campaignId: string },
  day: Date,
): Promise<SuggestedAttendance> {
  const branch = await db.branch.findUniqueOrThrow({
    where: { bureauId_id: { bureauId, id: branchId } },
    relationLoadStrategy: 'join',
    select: {
      members: {
        where: { bureauId, ...onRosterOn(day) },
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        select: { id: true, name: true, post: true, birthDate: true, ...RIGHTS_SELECT },
      },
      roles: {
        where: { bureauId, revokedAt: null, role: { in: ['BRANCH_SECRETARY', 'BRANCH_COMMITTEE_MEMBER'] } },
        select: { accountId: true },
      },
      groups: {
        where: { bureauId, campaignId, closedAt: null },
        orderBy: { position: 'asc' },
        select: { id: true, name: true, memberships: { where: placedOn(day), select: { memberId: true } } },
      },
    },
  });
  const standings = branch.members.map((member) => standingOn(member, day));
  const voters = branch.members
    .filter((_, index) => standings[index] === 'ELIGIBLE')
    .map(({ id, name, post, birthDate }) => ({ id, name, post, birthDate }));
  const entitled = new Set(voters.map((voter) => voter.id));
  const committee = new Set(branch.roles.map((role) => role.accountId)).size;
  return {
    general: voters.length,
    committee: committee < LEAST_COMMITTEE ? null : committee,
    groups: branch.groups.map(({ id, name, memberships }) => ({
      id,
      name,
      voters: memberships.filter((place) => entitled.has(place.memberId)).length,
    })),
    basis: attendanceBasis(standings, '名册'),
    voters,
  };
}
