import type { Db, Tx } from '../../db/client.js';
import type { Standing } from './branch-changes.rules.js';

/** Where these branches stand in the running campaign, in one query, in no order. */
export function listStandings(
  db: Pick<Db | Tx, '$queryRaw'>,
  bureauId: string,
  branchIds: readonly string[],
  today: Date,
): Promise<Standing[]> {
  return db.$queryRaw<Standing[]>`
    WITH v AS (SELECT x.*, i.title FROM inspection_visit x JOIN inspection i ON i."bureauId" = x."bureauId" AND i.id = x."inspectionId"
      WHERE x."bureauId" = ${bureauId}::uuid),
    a AS (SELECT x."bureauId", x."branchId", x."memberId", x.status, r.id AS "roundId", r.title, r.status = 'OPEN' AND r."applyUntil" >= ${today}::date AS taking
      FROM evaluation_application x JOIN evaluation_round r ON r."bureauId" = x."bureauId" AND r.id = x."roundId" AND r.status <> 'AWARDED'
      WHERE x."bureauId" = ${bureauId}::uuid),
    c AS (SELECT id FROM campaign WHERE "bureauId" = ${bureauId}::uuid AND status = 'PUBLISHED' ORDER BY "publishedAt" DESC LIMIT 1)
    SELECT b.id, b."shortName", b.status,
      (SELECT count(*)::int FROM member m WHERE m."bureauId" = b."bureauId" AND m."branchId" = b.id AND m."leftOn" IS NULL) AS members,
      (SELECT count(*)::int FROM function_group g, c WHERE g."bureauId" = b."bureauId" AND g."branchId" = b.id
        AND g."campaignId" = c.id AND g."closedAt" IS NULL AND g."memberCount" > 0) AS groups,
      (SELECT count(*)::int FROM commitment_item i JOIN commitment x ON x."bureauId" = i."bureauId" AND x.id = i."commitmentId", c
        WHERE x."bureauId" = b."bureauId" AND x."branchId" = b.id AND x."campaignId" = c.id AND i."closedOn" IS NULL) AS "openItems",
      (SELECT coalesce(array_agg(DISTINCT g.name), '{}') FROM leader_election e
        JOIN function_group g ON g."bureauId" = e."bureauId" AND g.id = e."groupId"
        WHERE e."bureauId" = b."bureauId" AND e."branchId" = b.id AND e.status IN ('NOMINATING', 'VOTING')) AS electing,
      EXISTS (SELECT 1 FROM enrollment_round r, c WHERE r."bureauId" = b."bureauId" AND r."branchId" = b.id
        AND r."campaignId" = c.id AND r.status = 'CONFIRMED') AS listed,
      EXISTS (SELECT 1 FROM acceptance_verdict v, c WHERE v."bureauId" = b."bureauId" AND v."branchId" = b.id
        AND v."campaignId" = c.id AND v.outcome = 'PASSED' AND v."reopenedAt" IS NULL) AS accepted,
      (SELECT count(*)::int FROM member_transfer t WHERE t."bureauId" = b."bureauId" AND t."fromBranchId" = b.id
        AND t.status = 'IN_TRANSIT') AS "lettersOut",
      (SELECT count(*)::int FROM member_transfer t WHERE t."bureauId" = b."bureauId" AND t."toBranchId" = b.id
        AND t.status = 'IN_TRANSIT') AS "lettersIn",
      (SELECT count(*)::int FROM feedback f WHERE f."bureauId" = b."bureauId" AND f."branchId" = b.id
        AND f.status = 'RECEIVED') AS unanswered,
      (SELECT count(*)::int FROM attendance_exclusion e JOIN member m ON m."bureauId" = e."bureauId" AND m.id = e."memberId"
        AND m."leftOn" IS NULL WHERE e."bureauId" = b."bureauId" AND e."branchId" = b.id
        AND (e."endsOn" IS NULL OR e."endsOn" > ${today}::date)) AS exclusions,
      (SELECT coalesce(array_agg(a."roundId"), '{}') FROM a WHERE a."branchId" = b.id AND a."memberId" IS NOT NULL AND a.taking
        AND a.status IN ('DRAFT', 'SUBMITTED')) AS undecided,
      (SELECT coalesce(array_agg(r."roundId"), '{}') FROM branch_recommendation r
        WHERE r."bureauId" = b."bureauId" AND r."branchId" = b.id) AS "handedIn",
      (SELECT count(*)::int FROM a WHERE a."branchId" = b.id AND a."memberId" IS NOT NULL
        AND a.status IN ('RECOMMENDED', 'CHOSEN')) AS recommended,
      (SELECT count(*)::int FROM a WHERE a."branchId" = b.id AND a."memberId" IS NULL
        AND a.status IN ('DRAFT', 'SUBMITTED', 'RECOMMENDED')) AS "ownApplications",
      (SELECT coalesce(array_agg(a.title), '{}') FROM a WHERE a."branchId" = b.id AND a."memberId" IS NULL
        AND a.status = 'CHOSEN') AS honored,
      (SELECT coalesce(array_agg(v.title), '{}') FROM v WHERE v."branchId" = b.id AND v.status = 'UNDERWAY') AS inspecting,
      (SELECT count(*)::int FROM v WHERE v."branchId" = b.id AND v.status = 'PLANNED') AS "plannedVisits",
      (SELECT count(*)::int FROM v WHERE v."branchId" = b.id AND v.status = 'HANDED_OVER') AS "unreadRecords",
      (SELECT count(*)::int FROM v JOIN rectification r ON r."bureauId" = v."bureauId" AND r."visitId" = v.id
        WHERE v."branchId" = b.id AND r.status IN ('OPEN', 'REPORTED', 'RETURNED')) AS problems,
      (SELECT count(*)::int FROM member_appraisal p JOIN member m ON m."bureauId" = p."bureauId" AND m.id = p."memberId"
        AND m."leftOn" IS NULL WHERE p."bureauId" = b."bureauId" AND p."branchId" = b.id AND p."decidedOn" IS NULL) AS appraisals,
      (SELECT count(*)::int FROM appraisal_survey s WHERE s."bureauId" = b."bureauId" AND s."branchId" = b.id
        AND s.status = 'OPEN') AS surveys,
      (SELECT count(*)::int FROM planned_event p WHERE p."bureauId" = b."bureauId" AND p."branchId" = b.id
        AND p."sessionId" IS NULL AND p."meetingId" IS NULL AND p."canceledAt" IS NULL) AS planned,
      (SELECT coalesce(array_agg(a."displayName" ORDER BY o.role), '{}') FROM role_assignment o
        JOIN account a ON a."bureauId" = o."bureauId" AND a.id = o."accountId"
        WHERE o."bureauId" = b."bureauId" AND o."branchId" = b.id AND o."revokedAt" IS NULL) AS officers
    FROM branch b WHERE b."bureauId" = ${bureauId}::uuid AND b.id = ANY(${[...branchIds]}::uuid[])`;
}

/** The branch as it is called now, with what changed about it, the latest first; null when there is none. */
export function findBranchHistory(db: Db | Tx, bureauId: string, id: string) {
  return db.branch.findFirst({
    where: { bureauId, id },
    relationLoadStrategy: 'join',
    select: {
      ...{ id: true, name: true, shortName: true, schoolName: true, unitKind: true, status: true },
      changes: {
        where: { bureauId },
        orderBy: [{ effectiveOn: 'desc' }, { createdAt: 'desc' }],
        select: { effectiveOn: true },
      },
    },
  });
}

export type BranchHistory = NonNullable<Awaited<ReturnType<typeof findBranchHistory>>>;

/** The bureau's other branches in being. */
export function listOtherBranches(db: Db, bureauId: string, id: string) {
  return db.branch.findMany({
    where: { bureauId, status: 'ACTIVE', id: { not: id } },
    orderBy: [{ createdAt: 'asc' }, { shortName: 'asc' }],
    select: { id: true, shortName: true, schoolName: true },
  });
}

/** The branch's roster, for choosing who goes to a new branch. */
export function listRoster(db: Db | Tx, bureauId: string, branchId: string) {
  return db.member.findMany({
    where: { bureauId, branchId, leftOn: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, post: true, birthDate: true },
  });
}

/** The campaign that runs in the bureau; null when none does. */
export async function findCampaignId(tx: Tx, bureauId: string): Promise<string | null> {
  const campaign = await tx.campaign.findFirst({
    where: { bureauId, status: 'PUBLISHED' },
    orderBy: { publishedAt: 'desc' },
    select: { id: true },
  });
  return campaign?.id ?? null;
}
