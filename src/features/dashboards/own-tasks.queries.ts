import type { Db } from '../../db/client.js';
import { Prisma } from '../../generated/prisma/client.js';
import type {
  CommitmentStatus,
  ElectionStatus,
  EnrollmentRoundStatus,
  ProposalStatus,
  ReminderSubject,
} from '../../generated/prisma/enums.js';

/** What concerns one member in the running campaign; days are `yyyy-mm-dd`. */
export interface OwnTasks {
  skillsFilled: boolean;
  proposal: { status: ProposalStatus; closesOn: string | null; opinionGiven: boolean } | null;
  round: { status: EnrollmentRoundStatus; opensOn: string; closesOn: string; wished: boolean } | null;
  membership: { groupName: string; assigned: boolean; acknowledged: boolean; confirmed: boolean } | null;
  election: { status: ElectionStatus; closesOn: string; nominated: boolean } | null;
  /** A vote in the portal that waits for the member's ballot. */
  ballot: { boxId: string; groupName: string; round: number } | null;
  /** Of the year at hand. */
  commitment: CommitmentStatus | null;
  /** At year's end: whether the own letter has its 自评, and the member his own appraisal. */
  lookedBack: { letterId: string | null; letter: boolean; member: boolean };
  /** E2: came into the branch in mid-campaign, and by when he is to have written his commitment; `yyyy-mm-dd`. */
  arrival: { arrivedOn: string; commitmentDueOn: string | null } | null;
  /** By when the year's round wants the letters of members and groups; null where the branch set no days. */
  due: { member: string; group: string } | null;
  /** E38: items of one's own, or of groups one leads, whose item above changed. */
  toCheck: { level: 'GROUP' | 'MEMBER'; branchId: string; commitmentId: string; items: number }[];
  /** Letters for short tasks that are not published yet. */
  shortTasks: { id: string; title: string; status: CommitmentStatus }[];
  /** What the branch reminded the member of and he has not done yet; `sentOn` is a day. */
  reminders: { subject: ReminderSubject; sentOn: string }[];
  led: {
    id: string;
    name: string;
    commitment: CommitmentStatus | null;
    toReview: number;
    withoutCommitment: number;
    /** Records and requests of members that wait for the leader. */
    toAccept: number;
    /** Published letters of members that have no remark of the quarter at hand. */
    toRemark: number;
    /** Members who applied for an honour and wait for the group's word. */
    toSpeakOf: number;
  }[];
}

export interface TasksKey {
  bureauId: string;
  campaignId: string;
  year: number;
  /** The quarter of the day, 1 to 4. */
  quarter: number;
  /** The year whose end is looked back on. */
  lookBackYear: number;
  today: Date;
}

/** Whose tasks: of one member, or of everybody on a branch's roster. */
export type Whose = { memberId: string } | { branchId: string };

export interface MemberTasks extends OwnTasks {
  memberId: string;
  name: string;
  /** Null: no account that can be used. */
  accountId: string | null;
}

/** Everything the member's own page asks; null when the member is not on the roster. */
export async function findOwnTasks(
  db: Pick<Db, '$queryRaw'>,
  { memberId, ...key }: TasksKey & { memberId: string },
): Promise<OwnTasks | null> {
  const [row] = await listOwnTasks(db, key, { memberId });
  return row ?? null;
}

/** The same of everybody asked for, by name, in one query. */
export function listOwnTasks(db: Pick<Db, '$queryRaw'>, key: TasksKey, whose: Whose): Promise<MemberTasks[]> {
  const chosen =
    'memberId' in whose
      ? Prisma.sql`m.id = ${whose.memberId}::uuid`
      : Prisma.sql`m."branchId" = ${whose.branchId}::uuid`;
  return db.$queryRaw<MemberTasks[]>`
    WITH me AS (
      SELECT m."bureauId", m.id, m.name, m."branchId", m."skillsFilledAt", m."arrivedOn", a.id AS "accountId",
        ${key.campaignId}::uuid AS "campaignId", k."groupId", k.source,
        k."acknowledgedAt", k."confirmedAt", g.name AS "groupName"
      FROM member m
      LEFT JOIN account a ON a."bureauId" = m."bureauId" AND a."memberId" = m.id AND a.status = 'ACTIVE'
      LEFT JOIN group_membership k ON k."bureauId" = m."bureauId" AND k."memberId" = m.id
        AND k."campaignId" = ${key.campaignId}::uuid AND k."endedAt" IS NULL
      LEFT JOIN function_group g ON g."bureauId" = k."bureauId" AND g.id = k."groupId"
      WHERE m."bureauId" = ${key.bureauId}::uuid AND ${chosen} AND m."leftOn" IS NULL),
      led AS (
        SELECT t."memberId", t."groupId" FROM me JOIN leader_term t
          ON t."bureauId" = me."bureauId" AND t."memberId" = me.id AND t."endedAt" IS NULL)
    SELECT me.id AS "memberId", me.name, me."accountId", me."skillsFilledAt" IS NOT NULL AS "skillsFilled",
      (SELECT json_build_object('status', p.status, 'closesOn', p."consultationClosesOn", 'opinionGiven', EXISTS
          (SELECT 1 FROM consultation_opinion o WHERE o."bureauId" = p."bureauId" AND o."proposalId" = p.id AND o."memberId" = me.id))
        FROM group_proposal p WHERE p."bureauId" = me."bureauId" AND p."campaignId" = me."campaignId" AND p."branchId" = me."branchId") AS proposal,
      (SELECT json_build_object('status', r.status, 'opensOn', r."opensOn", 'closesOn', r."closesOn", 'wished', EXISTS
          (SELECT 1 FROM enrollment w WHERE w."bureauId" = r."bureauId" AND w."roundId" = r.id AND w."memberId" = me.id))
        FROM enrollment_round r
        WHERE r."bureauId" = me."bureauId" AND r."campaignId" = me."campaignId" AND r."branchId" = me."branchId") AS round,
      CASE WHEN me."groupId" IS NULL THEN NULL ELSE json_build_object('groupName', me."groupName",
        'assigned', me.source = 'ASSIGNED', 'acknowledged', me."acknowledgedAt" IS NOT NULL,
        'confirmed', me."confirmedAt" IS NOT NULL) END AS membership,
      (SELECT json_build_object('status', e.status, 'closesOn', e."nominationClosesOn", 'nominated', EXISTS
          (SELECT 1 FROM election_candidate c WHERE c."bureauId" = e."bureauId" AND c."electionId" = e.id
            AND c."memberId" = me.id AND c."withdrawnAt" IS NULL))
        FROM leader_election e WHERE e."bureauId" = me."bureauId" AND e."groupId" = me."groupId"
        ORDER BY e."createdAt" DESC LIMIT 1) AS election,
      (SELECT json_build_object('boxId', b.id, 'groupName', g.name, 'round', b.round)
        FROM ballot_elector v
        JOIN ballot_box b ON b."bureauId" = v."bureauId" AND b.id = v."boxId" AND b.status = 'OPEN'
        JOIN leader_election e ON e."bureauId" = b."bureauId" AND e.id = b."electionId" AND e."campaignId" = me."campaignId"
        JOIN function_group g ON g."bureauId" = e."bureauId" AND g.id = e."groupId"
        WHERE v."bureauId" = me."bureauId" AND v."memberId" = me.id AND NOT v."hasVoted"
        ORDER BY b."openedAt" DESC LIMIT 1) AS ballot,
      (SELECT c.status FROM commitment c WHERE c."bureauId" = me."bureauId" AND c."campaignId" = me."campaignId"
        AND c."memberId" = me.id AND c.level = 'MEMBER' AND c.type <> 'SHORT_TASK' AND c.year = ${key.year}) AS commitment,
      json_build_object(
        'letterId', (SELECT c.id FROM commitment c WHERE c."bureauId" = me."bureauId" AND c."campaignId" = me."campaignId"
          AND c."memberId" = me.id AND c.level = 'MEMBER' AND c.type <> 'SHORT_TASK' AND c.status = 'PUBLISHED' AND c.year = ${key.lookBackYear}),
        'letter', EXISTS (SELECT 1 FROM commitment_remark x JOIN commitment c ON c."bureauId" = x."bureauId" AND c.id = x."commitmentId"
          WHERE x."bureauId" = me."bureauId" AND c."campaignId" = me."campaignId" AND c."memberId" = me.id AND c.level = 'MEMBER'
            AND c.year = ${key.lookBackYear} AND x.kind = 'SELF'),
        'member', EXISTS (SELECT 1 FROM member_appraisal x WHERE x."bureauId" = me."bureauId" AND x."campaignId" = me."campaignId"
          AND x."memberId" = me.id AND x.year = ${key.lookBackYear} AND x."selfText" IS NOT NULL)) AS "lookedBack",
      (SELECT json_build_object('arrivedOn', me."arrivedOn", 'commitmentDueOn', t."commitmentDueOn") FROM member_transfer t
        WHERE t."bureauId" = me."bureauId" AND t."newMemberId" = me.id) AS arrival,
      (SELECT json_build_object('member', r."memberDueOn", 'group', r."groupDueOn") FROM commitment_round r
        WHERE r."bureauId" = me."bureauId" AND r."campaignId" = me."campaignId" AND r."branchId" = me."branchId"
          AND r.year = ${key.year}) AS due,
      (SELECT coalesce(json_agg(json_build_object('level', x.level, 'branchId', x."branchId", 'commitmentId', x.id, 'items', x.items)), '[]'::json)
        FROM (SELECT c.id, c.level, c."branchId", count(*) AS items FROM commitment c
          JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id
          WHERE c."bureauId" = me."bureauId" AND c."campaignId" = me."campaignId" AND i."parentChangedAt" IS NOT NULL AND i."closedOn" IS NULL
            AND (c.level = 'MEMBER' AND c."memberId" = me.id OR c.level = 'GROUP' AND c."groupId" IN (SELECT l."groupId" FROM led l WHERE l."memberId" = me.id))
          GROUP BY c.id, c.level, c."branchId") x) AS "toCheck",
      (SELECT coalesce(json_agg(json_build_object('id', c.id, 'title', c."taskTitle", 'status', c.status) ORDER BY c."createdAt"), '[]'::json)
        FROM commitment c WHERE c."bureauId" = me."bureauId" AND c."campaignId" = me."campaignId" AND c."memberId" = me.id
          AND c.type = 'SHORT_TASK' AND c.status <> 'PUBLISHED' AND c.year = ${key.year}) AS "shortTasks",
      (SELECT coalesce(json_agg(json_build_object('subject', r.subject,
          'sentOn', (r."sentAt" AT TIME ZONE 'Asia/Shanghai')::date)), '[]'::json)
        FROM reminder r WHERE r."bureauId" = me."bureauId" AND r."campaignId" = me."campaignId"
          AND r."memberId" = me.id AND r."seenAt" IS NULL) AS reminders,
      (SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name,
          'commitment', (SELECT c.status FROM commitment c WHERE c."bureauId" = g."bureauId" AND c."groupId" = g.id
            AND c.level = 'GROUP' AND c.year = ${key.year}),
          'toReview', (SELECT count(*) FROM commitment c WHERE c."bureauId" = g."bureauId" AND c."groupId" = g.id
            AND c.level = 'MEMBER' AND c.status = 'SUBMITTED' AND c."memberId" <> me.id),
          'toAccept', (SELECT count(f.id) + count(x.id) FROM commitment c
            JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id
            LEFT JOIN fulfillment f ON f."bureauId" = i."bureauId" AND f."itemId" = i.id AND f.status = 'SUBMITTED'
            LEFT JOIN item_extension x ON x."bureauId" = i."bureauId" AND x."itemId" = i.id AND x.status = 'REQUESTED' AND f.id IS NULL
            WHERE c."bureauId" = g."bureauId" AND c."groupId" = g.id AND c.level = 'MEMBER' AND c.status = 'PUBLISHED' AND c."memberId" <> me.id),
          'toRemark', (SELECT count(*) FROM commitment c WHERE c."bureauId" = g."bureauId" AND c."groupId" = g.id
            AND c.level = 'MEMBER' AND c.type <> 'SHORT_TASK' AND c.status = 'PUBLISHED' AND c.year = ${key.year} AND c."memberId" <> me.id
            AND NOT EXISTS (SELECT 1 FROM commitment_remark x WHERE x."bureauId" = c."bureauId" AND x."commitmentId" = c.id
              AND x.kind = 'QUARTERLY' AND x.quarter = ${key.quarter})),
          'toSpeakOf', (SELECT count(*) FROM evaluation_application a
            JOIN evaluation_round r ON r."bureauId" = a."bureauId" AND r.id = a."roundId" AND r."campaignId" = g."campaignId"
              AND r.status = 'OPEN' AND r."applyUntil" >= ${key.today}::date
            JOIN group_membership k ON k."bureauId" = a."bureauId" AND k."memberId" = a."memberId" AND k."groupId" = g.id AND k."endedAt" IS NULL
            WHERE a."bureauId" = g."bureauId" AND a.status = 'SUBMITTED' AND a."memberId" <> me.id
              AND NOT EXISTS (SELECT 1 FROM group_word w WHERE w."bureauId" = a."bureauId" AND w."applicationId" = a.id)),
          'withoutCommitment', (SELECT count(*) FROM group_membership k WHERE k."bureauId" = g."bureauId" AND k."groupId" = g.id
            AND k."endedAt" IS NULL AND NOT EXISTS (SELECT 1 FROM commitment c WHERE c."bureauId" = k."bureauId"
              AND c."campaignId" = k."campaignId" AND c."memberId" = k."memberId" AND c.level = 'MEMBER'
              AND c.type <> 'SHORT_TASK' AND c.year = ${key.year}))) ORDER BY g.position), '[]'::json)
        FROM function_group g WHERE g."bureauId" = me."bureauId" AND g."campaignId" = me."campaignId"
          AND g.id IN (SELECT l."groupId" FROM led l WHERE l."memberId" = me.id) AND g."closedAt" IS NULL) AS led
    FROM me ORDER BY me.name, me.id`;
}
