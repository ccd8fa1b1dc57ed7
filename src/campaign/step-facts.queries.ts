import type { Db, Tx } from '../db/client.js';
import { Prisma } from '../generated/prisma/client.js';
import type { StepName } from '../generated/prisma/enums.js';
import type { BranchMatters, FactsOfStep } from './step-facts.js';

/** The rows of this branch and campaign in a table; every fragment below stands under `branch_step s`. */
const here = (alias: string) =>
  Prisma.raw(
    `${alias}."bureauId" = s."bureauId" AND ${alias}."campaignId" = s."campaignId" AND ${alias}."branchId" = s."branchId"`,
  );

/** Members on the roster whom a step waits for: not those out of contact, nor those recorded as exempt (E48). */
const REACHABLE = Prisma.sql`m."bureauId" = s."bureauId" AND m."branchId" = s."branchId" AND m."leftOn" IS NULL AND NOT m."isLost"
  AND NOT EXISTS (SELECT 1 FROM enrollment_exemption x WHERE x."bureauId" = m."bureauId"
    AND x."campaignId" = s."campaignId" AND x."memberId" = m.id)`;

const reachable = (condition: Prisma.Sql) => Prisma.sql`(SELECT json_build_object('count', count(*),
  'names', coalesce((array_agg(m.name ORDER BY m.name, m.id))[1:5], '{}')) FROM member m WHERE ${REACHABLE} AND ${condition})`;
const MEMBERS = Prisma.sql`(SELECT count(*) FROM member m WHERE ${REACHABLE})`;

const statement = (kind: 'GOALS' | 'SUMMARY' | 'SELF_ASSESSMENT') => Prisma.sql`(SELECT t.status FROM branch_statement t
  WHERE ${here('t')} AND t.kind = ${Prisma.raw(`'${kind}'`)}::"StatementKind")`;

const groupRefs = (
  condition: Prisma.Sql,
) => Prisma.sql`(SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name)
  ORDER BY g.position), '[]') FROM function_group g WHERE ${here('g')} AND g."closedAt" IS NULL AND ${condition})`;
const GROUPS = Prisma.sql`(SELECT count(*) FROM function_group g WHERE ${here('g')} AND g."closedAt" IS NULL)`;

/** The items of the branch's first commitment in the campaign (E36: the second year's is another one). */
const BRANCH_ITEMS = Prisma.sql`commitment_item i WHERE i."bureauId" = s."bureauId" AND i."closedOn" IS NULL AND i."commitmentId" =
  (SELECT c.id FROM commitment c WHERE ${here('c')} AND c.level = 'BRANCH' ORDER BY c.year LIMIT 1)`;

const hasNotice = (kind: 'MEMBERSHIP' | 'LEADERS') => Prisma.sql`EXISTS (SELECT 1 FROM notice n WHERE ${here('n')}
  AND n.kind = ${Prisma.raw(`'${kind}'`)}::"NoticeKind" AND n."supersededById" IS NULL AND n."withdrawnAt" IS NULL)`;

const FACTS: Record<StepName, Prisma.Sql> = {
  SURVEY: Prisma.sql`json_build_object('members', ${MEMBERS},
    'skillsMissing', ${reachable(Prisma.sql`m."skillsFilledAt" IS NULL AND m."skillsConfirmedAt" IS NULL`)},
    'skillsUnconfirmed', ${reachable(Prisma.sql`m."skillsFilledAt" IS NOT NULL AND m."skillsConfirmedAt" IS NULL`)})`,
  STUDY: Prisma.sql`json_build_object('statement', ${statement('GOALS')},
    'sessions', (SELECT count(*) FROM study_session y WHERE ${here('y')}))`,
  GROUP_SETUP: Prisma.sql`json_build_object('members', ${MEMBERS}, 'groups', ${GROUPS},
    'proposal', (SELECT json_build_object('status', p.status, 'closesOn', p."consultationClosesOn")
      FROM group_proposal p WHERE ${here('p')}),
    'opinions', (SELECT count(*) FROM consultation_opinion o JOIN group_proposal p
      ON p."bureauId" = o."bureauId" AND p.id = o."proposalId" WHERE ${here('p')}),
    'unanswered', (SELECT count(*) FROM consultation_opinion o JOIN group_proposal p
      ON p."bureauId" = o."bureauId" AND p.id = o."proposalId" WHERE ${here('p')} AND o.handling IS NULL))`,
  ENROLLMENT: Prisma.sql`json_build_object('members', ${MEMBERS}, 'groups', ${GROUPS},
    'unplaced', ${reachable(Prisma.sql`NOT EXISTS (SELECT 1 FROM group_membership k WHERE k."bureauId" = m."bureauId"
      AND k."campaignId" = s."campaignId" AND k."memberId" = m.id AND k."endedAt" IS NULL)`)},
    'round', (SELECT json_build_object('status', r.status,
      'confirmedOn', to_char(r."confirmedAt" AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')) FROM enrollment_round r WHERE ${here('r')}),
    'withoutRules', ${groupRefs(Prisma.sql`(btrim(g."activityRules") = '' OR btrim(g.duties) = '')`)},
    'withoutLeader', ${groupRefs(Prisma.sql`NOT EXISTS (SELECT 1 FROM leader_term l WHERE l."bureauId" = g."bureauId"
      AND l."groupId" = g.id AND l."endedAt" IS NULL)`)},
    'onlyActing', ${groupRefs(Prisma.sql`EXISTS (SELECT 1 FROM leader_term l WHERE l."bureauId" = g."bureauId"
      AND l."groupId" = g.id AND l."endedAt" IS NULL AND l.method = 'ACTING')
      AND NOT EXISTS (SELECT 1 FROM leader_election e WHERE e."bureauId" = g."bureauId" AND e."groupId" = g.id
        AND e.status IN ('NOMINATING', 'VOTING'))`)},
    'membershipNotice', ${hasNotice('MEMBERSHIP')}, 'leadersNotice', ${hasNotice('LEADERS')})`,
  COMMITMENT: Prisma.sql`json_build_object('members', ${MEMBERS}, 'groups', ${GROUPS},
    'branch', (SELECT c.status FROM commitment c WHERE ${here('c')} AND c.level = 'BRANCH' ORDER BY c.year LIMIT 1),
    'items', (SELECT count(*) FROM ${BRANCH_ITEMS}),
    'itemsUnassigned', (SELECT json_build_object('count', count(*),
        'names', coalesce((array_agg(i."mainTask" ORDER BY i.position))[1:5], '{}'))
      FROM ${BRANCH_ITEMS} AND NOT EXISTS (SELECT 1 FROM item_assignment a
        JOIN function_group g ON g."bureauId" = a."bureauId" AND g.id = a."groupId" AND g."closedAt" IS NULL
        WHERE a."bureauId" = i."bureauId" AND a."itemId" = i.id)),
    'groupsMissing', (SELECT json_build_object('count', count(*),
        'names', coalesce((array_agg(g.name ORDER BY g.position))[1:5], '{}'))
      FROM function_group g WHERE ${here('g')} AND g."closedAt" IS NULL AND NOT EXISTS (SELECT 1 FROM commitment c WHERE ${here('c')}
        AND c."groupId" = g.id AND c.level = 'GROUP' AND c.status = 'PUBLISHED')),
    'membersMissing', ${reachable(Prisma.sql`NOT EXISTS (SELECT 1 FROM commitment c WHERE ${here('c')}
      AND c."memberId" = m.id AND c.level = 'MEMBER' AND c.type <> 'SHORT_TASK' AND c.status = 'PUBLISHED')`)})`,
  EVALUATION: Prisma.sql`json_build_object('meeting', (SELECT json_build_object('verdict', b.verdict, 'heldOn', b."heldOn")
    FROM branch_meeting b WHERE ${here('b')} AND b.purpose = 'RECOMMENDATION' AND b.kind = 'GENERAL'
    ORDER BY (b.verdict = 'PASSED') DESC, b."heldOn" DESC, b.id DESC LIMIT 1))`,
  SUMMARY: Prisma.sql`json_build_object('statement', ${statement('SUMMARY')})`,
  ACCEPTANCE: Prisma.sql`json_build_object('statement', ${statement('SELF_ASSESSMENT')},
    'assessment', (SELECT q.status FROM self_assessment q WHERE ${here('q')}))`,
};

const EVERY_STEP = Prisma.join(
  Object.entries(FACTS).map(([step, facts]) => Prisma.sql`WHEN ${Prisma.raw(`'${step}'`)} THEN ${facts}`),
  ' ',
);

interface Where {
  bureauId: string;
  campaignId: string;
}

/** E12: groups in being that fell below three members or have no full member, once the list was confirmed. */
const SMALL_GROUPS = Prisma.sql`(SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name, 'members', n.members, 'full', n."full")
    ORDER BY g.position), '[]')
  FROM function_group g CROSS JOIN LATERAL (SELECT count(*) AS members, count(*) FILTER (WHERE m."memberType" = 'FULL') AS "full"
    FROM group_membership k JOIN member m ON m."bureauId" = k."bureauId" AND m.id = k."memberId"
    WHERE k."bureauId" = g."bureauId" AND k."groupId" = g.id AND k."endedAt" IS NULL) n
  WHERE ${here('g')} AND g."closedAt" IS NULL AND (n.members < 3 OR n."full" = 0)
    AND EXISTS (SELECT 1 FROM enrollment_round r WHERE ${here('r')} AND r.status = 'CONFIRMED'))`;

/** E36: the years whose letter the branch itself has begun. */
const LETTER_YEARS = Prisma.sql`(SELECT coalesce(json_agg(c.year), '[]') FROM commitment c WHERE ${here('c')} AND c.level = 'BRANCH')`;

/** E47: by when each question of the public that still waits is to be answered. */
const QUESTION_DAYS = Prisma.sql`(SELECT coalesce(json_agg(f."dueOn"), '[]') FROM feedback f WHERE ${here('f')}
  AND f.status = 'RECEIVED' AND f."dueOn" IS NOT NULL)`;

/** R41, E34: what groups recorded or asked for, and the branch has not decided. */
const TO_ACCEPT = Prisma.sql`(SELECT (count(f.id) + count(x.id))::int FROM commitment c
  JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id
  LEFT JOIN fulfillment f ON f."bureauId" = i."bureauId" AND f."itemId" = i.id AND f.status = 'SUBMITTED'
  LEFT JOIN item_extension x ON x."bureauId" = i."bureauId" AND x."itemId" = i.id AND x.status = 'REQUESTED' AND f.id IS NULL
  WHERE ${here('c')} AND c.level = 'GROUP' AND c.status = 'PUBLISHED')`;

/** R49: by when each problem found by an inspection is to be mended, while it is the branch's turn. */
const MENDING_DAYS = Prisma.sql`(SELECT coalesce(json_agg(r."dueOn" ORDER BY r."dueOn"), '[]') FROM inspection_visit v
  JOIN rectification r ON r."bureauId" = v."bureauId" AND r."visitId" = v.id AND r.status IN ('OPEN', 'RETURNED')
  WHERE v."bureauId" = s."bureauId" AND v."branchId" = s."branchId")`;
const RECORDS_HANDED_OVER = Prisma.sql`(SELECT count(*)::int FROM inspection_visit v WHERE v."bureauId" = s."bureauId"
  AND v."branchId" = s."branchId" AND v.status = 'HANDED_OVER')`;

/** E1, E2: letters on their way by their last day, and who arrived after the list was confirmed and is in no group. */
const letters = (side: 'toBranchId' | 'fromBranchId') => Prisma.sql`(SELECT coalesce(json_agg(t."validUntil"), '[]')
  FROM member_transfer t WHERE t."bureauId" = s."bureauId" AND t.${Prisma.raw(`"${side}"`)} = s."branchId" AND t.status = 'IN_TRANSIT')`;
const TRANSFERS = Prisma.sql`json_build_object('into', ${letters('toBranchId')}, 'out', ${letters('fromBranchId')},
  'unplaced', (SELECT count(*) FROM member m WHERE ${REACHABLE} AND m."arrivedOn" IS NOT NULL
    AND EXISTS (SELECT 1 FROM enrollment_round r WHERE ${here('r')} AND r.status = 'CONFIRMED')
    AND NOT EXISTS (SELECT 1 FROM group_membership k WHERE k."bureauId" = m."bureauId" AND k."campaignId" = s."campaignId"
      AND k."memberId" = m.id AND k."endedAt" IS NULL)))`;

/** E28: leaders from before the election of the committee, neither confirmed nor elected anew since. */
const LEADERS_TO_CONFIRM = Prisma.sql`(SELECT count(*)::int FROM leader_term t
  JOIN branch b ON b."bureauId" = t."bureauId" AND b.id = t."branchId"
  WHERE ${here('t')} AND t."endedAt" IS NULL AND t.method <> 'ACTING'
    AND (t."startedAt" AT TIME ZONE 'Asia/Shanghai')::date < b."committeeElectedOn"
    AND (t."confirmedOn" IS NULL OR t."confirmedOn" < b."committeeElectedOn"))`;

/** E27: there was another secretary before, and the one in office has not confirmed the list. */
const TO_TAKE_OVER = Prisma.sql`EXISTS (SELECT 1 FROM role_assignment i WHERE i."bureauId" = s."bureauId" AND i."branchId" = s."branchId"
  AND i.role = 'BRANCH_SECRETARY' AND i."revokedAt" IS NULL
  AND EXISTS (SELECT 1 FROM role_assignment o WHERE o."bureauId" = i."bureauId" AND o."branchId" = i."branchId"
    AND o.role = 'BRANCH_SECRETARY' AND o."revokedAt" IS NOT NULL AND o."accountId" <> i."accountId")
  AND NOT EXISTS (SELECT 1 FROM secretary_handover h WHERE h."bureauId" = i."bureauId" AND h."incomingRoleId" = i.id
    AND h."incomingConfirmedAt" IS NOT NULL))`;

/** The facts of one branch in one step it has reached, in one query; null when it has not. */
export async function findStepFacts(
  db: Pick<Db | Tx, '$queryRaw'>,
  { bureauId, campaignId, branchId, step }: Where & { branchId: string; step: StepName },
): Promise<(FactsOfStep & BranchMatters) | null> {
  const rows = await db.$queryRaw<(FactsOfStep & BranchMatters)[]>`
    SELECT s."branchId", s.step, ${FACTS[step]} AS facts, ${SMALL_GROUPS} AS "smallGroups", ${LETTER_YEARS} AS "letterYears",
      ${QUESTION_DAYS} AS "questionDays", ${TO_ACCEPT} AS "toAccept",
      ${MENDING_DAYS} AS "mendingDays", ${RECORDS_HANDED_OVER} AS "recordsHandedOver", ${TRANSFERS} AS transfers,
      ${LEADERS_TO_CONFIRM} AS "leadersToConfirm", ${TO_TAKE_OVER} AS "toTakeOver" FROM branch_step s
    WHERE s."bureauId" = ${bureauId}::uuid AND s."campaignId" = ${campaignId}::uuid
      AND s."branchId" = ${branchId}::uuid AND s.step = ${step}::"StepName"`;
  return rows[0] ?? null;
}

/** The facts of every step that is open in any branch, in one query however many branches there are. */
export function listOpenStepFacts(db: Pick<Db, '$queryRaw'>, { bureauId, campaignId }: Where): Promise<FactsOfStep[]> {
  return db.$queryRaw<FactsOfStep[]>`
    SELECT s."branchId", s.step, CASE s.step ${EVERY_STEP} END AS facts FROM branch_step s
    WHERE s."bureauId" = ${bureauId}::uuid AND s."campaignId" = ${campaignId}::uuid AND s.status = 'OPEN'`;
}

/** The facts of every step a branch has reached, done or not, in one query. */
export function listBranchFacts(
  db: Pick<Db | Tx, '$queryRaw'>,
  { bureauId, campaignId, branchId }: Where & { branchId: string },
): Promise<FactsOfStep[]> {
  return db.$queryRaw<FactsOfStep[]>`
    SELECT s."branchId", s.step, CASE s.step ${EVERY_STEP} END AS facts FROM branch_step s
    WHERE s."bureauId" = ${bureauId}::uuid AND s."campaignId" = ${campaignId}::uuid AND s."branchId" = ${branchId}::uuid`;
}
