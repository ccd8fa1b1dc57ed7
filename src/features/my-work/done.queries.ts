import type { Db } from '../../db/client.js';
import { Prisma } from '../../generated/prisma/client.js';
import { type DoneActs, type DoneCursor, type DoneRow, PAGE_OF_DONE } from './done.rules.js';

const { sql, empty } = Prisma;

interface Doer {
  bureauId: string;
  accountId: string;
  since: Date;
}

/** Which acts of which things somebody did since a moment, each pair once: what his search can be about. */
export function listDoneActs(db: Pick<Db, '$queryRaw'>, { bureauId, accountId, since }: Doer): Promise<DoneActs[]> {
  return db.$queryRaw<DoneActs[]>`
    SELECT DISTINCT action, entity FROM audit_event
    WHERE "bureauId" = ${bureauId}::uuid AND "accountId" = ${accountId}::uuid AND at >= ${since}`;
}

interface Asked extends Doer {
  /** Where the page before ended; null: the first page. */
  after: DoneCursor | null;
  /** Words to be found in the name of the thing or of the branch, or acts that hold them; null: everything. */
  search: { text: string; acts: readonly DoneActs[] } | null;
}

/**
 * One page of what somebody did since a moment, the latest first, each act on a thing once with its last time, and how
 * many there are in all, in one query; one row more than a page shows. Of the trail only his own rows are read. What is
 * done after the first page was shown is left out of those behind it, so that nothing moves from one to the other.
 */
export async function listDone(db: Pick<Db, '$queryRaw'>, asked: Asked): Promise<DoneRow[]> {
  const { bureauId, accountId, since, after, search } = asked;
  const before =
    after === null
      ? empty
      : sql`WHERE (at, seq) < (SELECT l.at, l.seq FROM audit_event l WHERE l."bureauId" = ${bureauId}::uuid AND l.seq = ${after.before}::bigint)`;
  const most = PAGE_OF_DONE + 1;
  const page = sql`${before} ORDER BY at DESC, seq DESC LIMIT ${most}`;
  return db.$queryRaw<DoneRow[]>`
    WITH e AS (
      SELECT DISTINCT ON (action, entity, "entityId") "bureauId", seq, at, action, entity, "entityId", "branchId",
        CASE WHEN "entityId" ~ ${UUID} THEN "entityId"::uuid END AS key
      FROM audit_event
      WHERE "bureauId" = ${bureauId}::uuid AND "accountId" = ${accountId}::uuid AND at >= ${since}
        ${after === null ? empty : sql`AND seq <= ${after.top}::bigint`}
      ORDER BY action, entity, "entityId", at DESC, seq DESC),
    looked AS (SELECT * FROM e ${search === null ? page : empty}),
    named AS (
      SELECT e.seq, e.at, e.action, e.entity, e."entityId", e."branchId", b."shortName" AS "branchName", t.other, t.subject,
        t.gone IS NOT FALSE AS gone
      FROM looked e LEFT JOIN branch b ON b."bureauId" = e."bureauId" AND b.id = e."branchId"
      LEFT JOIN LATERAL (${THINGS}) t ON true
      ${search === null ? empty : sql`WHERE ${holding(search)}`})
    SELECT named.*, seq::text AS place, (SELECT max(seq)::text FROM e) AS top, (SELECT count(*)::int FROM ${search === null ? sql`e` : sql`named`}) AS total
    FROM named ${page}`;
}

const UUID = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

const holding = ({ text, acts }: NonNullable<Asked['search']>): Prisma.Sql => sql`
  position(${text} in coalesce(t.subject, '')) > 0 OR position(${text} in coalesce(b."shortName", '')) > 0
  OR e.action || ' ' || e.entity = ANY (${acts.map(({ action, entity }) => `${action} ${entity}`)}::text[])`;

/** The things whose row is looked up; of all others the trail itself is enough. */
const JOINED = [
  ...[
    'Commitment',
    'CommitmentAmendment',
    'CommitmentItem',
    'Fulfillment',
    'ItemExtension',
    'BranchStatement',
    'BranchStep',
  ],
  ...['Rectification', 'Inspection', 'InspectionVisit', 'Feedback', 'BranchMeeting', 'EvaluationRound'],
  ...[
    'EvaluationApplication',
    'Member',
    'FunctionGroup',
    'ActivityLog',
    'PlannedEvent',
    'StudySession',
    'MemberTransfer',
  ],
];

/** By its kind: what the address of a thing needs besides, its name, and whether it is not to be seen any more. */
const THINGS = sql`
  SELECT NULL::text AS other, coalesce(m.name, g.name, '党支部') || '，' || c.year || '年' AS subject,
      c.status IN ('DRAFT', 'RETURNED') AS gone
    FROM commitment c LEFT JOIN member m ON m."bureauId" = c."bureauId" AND m.id = c."memberId"
    LEFT JOIN function_group g ON g."bureauId" = c."bureauId" AND g.id = c."groupId"
    WHERE e.entity = 'Commitment' AND c."bureauId" = e."bureauId" AND c.id = e.key
  UNION ALL SELECT a."commitmentId"::text, a.reason, false FROM commitment_amendment a
    WHERE e.entity = 'CommitmentAmendment' AND a."bureauId" = e."bureauId" AND a.id = e.key
  UNION ALL SELECT NULL, i."mainTask", c.status <> 'PUBLISHED' FROM commitment_item i
    JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE e.entity = 'CommitmentItem' AND i."bureauId" = e."bureauId" AND i.id = e.key
  UNION ALL SELECT i.id::text, i."mainTask", false FROM fulfillment f JOIN commitment_item i ON i."bureauId" = f."bureauId" AND i.id = f."itemId"
    WHERE e.entity = 'Fulfillment' AND f."bureauId" = e."bureauId" AND f.id = e.key
  UNION ALL SELECT i.id::text, i."mainTask", false FROM item_extension x JOIN commitment_item i ON i."bureauId" = x."bureauId" AND i.id = x."itemId"
    WHERE e.entity = 'ItemExtension' AND x."bureauId" = e."bureauId" AND x.id = e.key
  UNION ALL SELECT lower(replace(s.kind::text, '_', '-')), s.title, false FROM branch_statement s
    WHERE e.entity = 'BranchStatement' AND s."bureauId" = e."bureauId" AND s.id = e.key
  UNION ALL SELECT lower(replace(s.step::text, '_', '-')), NULL, false FROM branch_step s
    WHERE e.entity = 'BranchStep' AND s."bureauId" = e."bureauId" AND s.id = e.key
  UNION ALL SELECT NULL, r.content, false FROM rectification r
    WHERE e.entity = 'Rectification' AND r."bureauId" = e."bureauId" AND r.id = e.key
  UNION ALL SELECT NULL, i.title, false FROM inspection i
    WHERE e.entity = 'Inspection' AND i."bureauId" = e."bureauId" AND i.id = e.key
  UNION ALL SELECT NULL, i.title, false FROM inspection_visit v JOIN inspection i ON i."bureauId" = v."bureauId" AND i.id = v."inspectionId"
    WHERE e.entity = 'InspectionVisit' AND v."bureauId" = e."bureauId" AND v.id = e.key
  UNION ALL SELECT NULL, f.content, f.status = 'HIDDEN' FROM feedback f
    WHERE e.entity = 'Feedback' AND f."bureauId" = e."bureauId" AND f.id = e.key
  UNION ALL SELECT NULL, m.title, false FROM branch_meeting m
    WHERE e.entity = 'BranchMeeting' AND m."bureauId" = e."bureauId" AND m.id = e.key
  UNION ALL SELECT NULL, r.title, false FROM evaluation_round r
    WHERE e.entity = 'EvaluationRound' AND r."bureauId" = e."bureauId" AND r.id = e.key
  UNION ALL SELECT NULL, a."candidateName", false FROM evaluation_application a
    WHERE e.entity = 'EvaluationApplication' AND a."bureauId" = e."bureauId" AND a.id = e.key
  UNION ALL SELECT NULL, m.name, m."branchId" IS DISTINCT FROM e."branchId" FROM member m
    WHERE e.entity = 'Member' AND m."bureauId" = e."bureauId" AND m.id = e.key
  UNION ALL SELECT NULL, g.name, false FROM function_group g
    WHERE e.entity = 'FunctionGroup' AND g."bureauId" = e."bureauId" AND g.id = e.key
  UNION ALL SELECT NULL, a.topic, a."removedAt" IS NOT NULL FROM activity_log a
    WHERE e.entity = 'ActivityLog' AND a."bureauId" = e."bureauId" AND a.id = e.key
  UNION ALL SELECT NULL, p.topic, false FROM planned_event p
    WHERE e.entity = 'PlannedEvent' AND p."bureauId" = e."bureauId" AND p.id = e.key
  UNION ALL SELECT NULL, s.topic, false FROM study_session s
    WHERE e.entity = 'StudySession' AND s."bureauId" = e."bureauId" AND s.id = e.key
  UNION ALL SELECT NULL, m.name, false FROM member_transfer t JOIN member m ON m."bureauId" = t."bureauId" AND m.id = t."memberId"
    WHERE e.entity = 'MemberTransfer' AND t."bureauId" = e."bureauId" AND t.id = e.key
  UNION ALL SELECT NULL, NULL, false WHERE NOT (e.entity = ANY(${JOINED}))`;
