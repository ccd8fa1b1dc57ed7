import type { Db, Tx } from '../../db/client.js';

export interface BranchScope {
  bureauId: string;
  branchId: string;
}

const PAGE_SIZE = 50;
/** 支部委员会 of at least three (支部工作条例 ch. 6). */
const LEAST_COMMITTEE = 3;

/** Meetings of the branch, the latest first; `after` is the last one already shown. One more than a page tells that there are more. */
export async function listMeetings(db: Db, scope: BranchScope, after: string | null) {
  const rows = await db.branchMeeting.findMany({
    where: { bureauId: scope.bureauId, branchId: scope.branchId },
    relationLoadStrategy: 'join',
    orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
    take: PAGE_SIZE + 1,
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
  return { rows: rows.slice(0, PAGE_SIZE), more: rows.length > PAGE_SIZE };
}
export type MeetingListRow = Awaited<ReturnType<typeof listMeetings>>['rows'][number];

/** One meeting of the branch; null when the branch has none of this id. */
export function findMeeting(db: Db, scope: BranchScope, id: string) {
  return db.branchMeeting.findFirst({
    where: { bureauId: scope.bureauId, branchId: scope.branchId, id },
    relationLoadStrategy: 'join',
    include: { group: { select: { name: true } }, branch: { select: { name: true } } },
  });
}
export type Minutes = NonNullable<Awaited<ReturnType<typeof findMeeting>>>;

/** 应到 as the roster and the offices give it today: a suggestion, which the recorder may correct. */
export interface SuggestedAttendance {
  /** Full members with voting right on the roster (选举工作条例 2020, art. 5). */
  general: number;
  /** Null where fewer than three offices are recorded: a committee has three to seven members, so some are missing. */
  committee: number | null;
  groups: { id: string; name: string; voters: number }[];
}

/** In one query. `campaignId`: whose groups may hold a group meeting. */
export async function suggestAttendance(
  db: Pick<Db | Tx, '$queryRaw'>,
  scope: BranchScope & { campaignId: string },
): Promise<SuggestedAttendance> {
  const rows = await db.$queryRaw<(SuggestedAttendance & { committee: number })[]>`
    WITH voter AS (SELECT m."bureauId", m.id FROM member m
      WHERE m."bureauId" = ${scope.bureauId}::uuid AND m."branchId" = ${scope.branchId}::uuid AND m."leftOn" IS NULL
        AND m."memberType" = 'FULL' AND m."membershipStatus" = 'NORMAL' AND NOT m."rightsSuspended")
    SELECT (SELECT count(*)::int FROM voter) AS general,
      (SELECT count(DISTINCT r."accountId")::int FROM role_assignment r
        WHERE r."bureauId" = ${scope.bureauId}::uuid AND r."branchId" = ${scope.branchId}::uuid AND r."revokedAt" IS NULL
          AND r.role IN ('BRANCH_SECRETARY', 'BRANCH_COMMITTEE_MEMBER')) AS committee,
      coalesce((SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'voters',
            (SELECT count(*) FROM group_membership k JOIN voter v ON v."bureauId" = k."bureauId" AND v.id = k."memberId"
              WHERE k."bureauId" = g."bureauId" AND k."groupId" = g.id AND k."endedAt" IS NULL)) ORDER BY g.position)
        FROM function_group g WHERE g."bureauId" = ${scope.bureauId}::uuid AND g."branchId" = ${scope.branchId}::uuid
          AND g."campaignId" = ${scope.campaignId}::uuid), '[]'::json) AS groups`;
  const [row] = rows;
  if (!row) return { general: 0, committee: null, groups: [] };
  return { ...row, committee: row.committee < LEAST_COMMITTEE ? null : row.committee };
}
