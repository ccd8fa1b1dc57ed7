import { Prisma } from '../../generated/prisma/client.js';
import { addDays } from '../../shared/dates.js';
import type { DutyKey } from './duties.rules.js';
import { anyOf, dutyOfBranch, inCampaign } from './duty-row.queries.js';
import type { Office } from './office.js';

const { sql } = Prisma;

/** What waits for the officers of a branch; what only its secretary may do waits for him alone. */
export function branchDuties(key: DutyKey, office: Office): Prisma.Sql[] {
  return [
    ...(office.officerOf.length > 0 ? officerDuties(key, anyOf('b.id', office.officerOf)) : []),
    ...(office.secretaryOf.length > 0 ? secretaryDuties(key, anyOf('b.id', office.secretaryOf)) : []),
  ];
}

function officerDuties({ campaignId }: DutyKey, here: Prisma.Sql): Prisma.Sql[] {
  const visits = sql`FROM b JOIN inspection_visit v ON v."bureauId" = b."bureauId" AND v."branchId" = b.id`;
  return [
    sql`${dutyOfBranch('OPINION', { id: sql`o.id`, title: sql`o.content`, dueOn: sql`p."consultationClosesOn"` })}
      ${inCampaign('group_proposal', 'p', campaignId)} AND p.status = 'CONSULTING'
      JOIN consultation_opinion o ON o."bureauId" = p."bureauId" AND o."proposalId" = p.id AND o.handling IS NULL WHERE ${here}`,
    sql`${dutyOfBranch('QUESTION', { id: sql`f.id`, title: sql`f.content`, dueOn: sql`f."dueOn"`, since: sql`f."createdAt"` })}
      ${inCampaign('feedback', 'f', campaignId)} AND f.status = 'RECEIVED' WHERE ${here}`,
    sql`${dutyOfBranch('MENDING', { id: sql`r.id`, title: sql`r.content`, dueOn: sql`r."dueOn"`, since: sql`v."handedOverAt"` })}
      ${visits} JOIN rectification r ON r."bureauId" = v."bureauId" AND r."visitId" = v.id AND r.status IN ('OPEN', 'RETURNED')
      WHERE ${here}`,
    sql`${dutyOfBranch('STATEMENT_RETURNED', { id: sql`t.id`, other: sql`lower(replace(t.kind::text, '_', '-'))`, title: sql`t.title`, since: sql`t."submittedAt"` })}
      ${inCampaign('branch_statement', 't', campaignId)} AND t.status = 'RETURNED' WHERE ${here}`,
    sql`${dutyOfBranch('ASSESSMENT_RETURNED', { id: sql`q.id`, since: sql`q."reviewedAt"` })}
      ${inCampaign('self_assessment', 'q', campaignId)} AND q.status = 'RETURNED' WHERE ${here}`,
    sql`${dutyOfBranch('ACCEPTANCE_PROBLEM', { id: sql`p.id`, title: sql`p.text`, dueOn: sql`p."dueOn"`, since: sql`v."createdAt"` })}
      ${inCampaign('acceptance_verdict', 'v', campaignId)} AND v."reopenedAt" IS NULL AND v.number =
        (SELECT max(w.number) FROM acceptance_verdict w WHERE w."bureauId" = v."bureauId" AND w."campaignId" = v."campaignId" AND w."branchId" = v."branchId")
      JOIN acceptance_problem p ON p."bureauId" = v."bureauId" AND p."verdictId" = v.id AND p.answer IS NULL WHERE ${here}`,
  ];
}

function secretaryDuties({ campaignId, today, steps }: DutyKey, here: Prisma.Sql): Prisma.Sql[] {
  const phaseOfStep = Prisma.join(
    steps.map(({ step, phase }) => sql`WHEN ${step}::text THEN ${phase}::text`),
    ' ',
  );
  return [
    sql`${dutyOfBranch('STEP', { id: sql`s.id`, other: sql`s.step`, dueOn: sql`coalesce(s."extendedTo", p."endsOn")`, since: sql`s."openedAt"` })}
      ${inCampaign('branch_step', 's', campaignId)} AND s.status = 'OPEN'
      JOIN campaign_phase p ON p."bureauId" = s."bureauId" AND p."campaignId" = s."campaignId"
        AND p.phase::text = CASE s.step::text ${phaseOfStep} END WHERE ${here}`,
    sql`${dutyOfBranch('LETTER_RETURNED', { id: sql`c.id`, title: sql`c.year`, since: sql`c."submittedAt"` })}
      ${inCampaign('commitment', 'c', campaignId)} AND c.level = 'BRANCH' AND c.status = 'RETURNED' WHERE ${here}`,
    sql`${dutyOfBranch('VISIT_RECORD', { id: sql`v.id`, title: sql`i.title`, since: sql`v."handedOverAt"` })}
      FROM b JOIN inspection_visit v ON v."bureauId" = b."bureauId" AND v."branchId" = b.id AND v.status = 'HANDED_OVER'
      JOIN inspection i ON i."bureauId" = v."bureauId" AND i.id = v."inspectionId" WHERE ${here}`,
    sql`${dutyOfBranch('RECOMMENDATION', { id: sql`r.id`, title: sql`r.title`, dueOn: sql`r."applyUntil"`, since: sql`r."openedAt"` })}
      ${inCampaign('branch_step', 's', campaignId)} AND s.step = 'EVALUATION'
      JOIN evaluation_round r ON r."bureauId" = s."bureauId" AND r."campaignId" = s."campaignId" AND r.status = 'OPEN'
        AND r."applyUntil" >= ${today}::date
      WHERE ${here} AND NOT EXISTS (SELECT 1 FROM branch_recommendation x WHERE x."bureauId" = r."bureauId"
        AND x."roundId" = r.id AND x."branchId" = b.id)`,
    sql`${dutyOfBranch('PLANNED', { id: sql`e.id`, other: sql`e.kind`, title: sql`e.topic`, dueOn: sql`e."plannedOn"` })}
      ${inCampaign('planned_event', 'e', campaignId)} AND e."plannedOn" < ${today}::date
        AND e."sessionId" IS NULL AND e."meetingId" IS NULL AND e."canceledAt" IS NULL WHERE ${here}`,
  ];
}

/**
 * What letters ask: of the side above them to decide, of their own authors to do. The side above is the committee for a
 * branch, the officers for a group and for a member without a leader of his own, else the group's leader; nobody decides
 * on what is his own or what he submitted (E10), as review.rules.ts of the commitments has it.
 */
export function letterDuties({ campaignId, today }: DutyKey, office: Office): Prisma.Sql[] {
  const letters = sql`${inCampaign('commitment', 'c', campaignId)}
    LEFT JOIN leader_term l ON l."bureauId" = c."bureauId" AND l."groupId" = c."groupId" AND l."endedAt" IS NULL`;
  const above = sideAbove(office);
  const items = sql`${letters} JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id AND i."closedOn" IS NULL`;
  const published = sql`c.status = 'PUBLISHED'`;
  const me = sql`${office.accountId}::uuid`;
  return [
    sql`${dutyOfBranch('LETTER', { id: sql`c.id`, title: letterName, since: sql`c."submittedAt"` })}
      ${letters} WHERE c.status = 'SUBMITTED' AND c.level <> 'BRANCH' AND c."submittedById" IS DISTINCT FROM ${me} AND ${above}`,
    sql`${dutyOfBranch('AMENDMENT', { id: sql`a.id`, other: sql`c.id`, title: letterName, since: sql`a."proposedAt"` })}
      ${letters} JOIN commitment_amendment a ON a."bureauId" = c."bureauId" AND a."commitmentId" = c.id AND a.status = 'PROPOSED'
      WHERE ${published} AND a."proposedById" <> ${me} AND ${above}`,
    sql`${dutyOfBranch('RECORD', { id: sql`f.id`, other: sql`i.id`, title: sql`i."mainTask"`, since: sql`f."createdAt"` })}
      ${items} JOIN fulfillment f ON f."bureauId" = i."bureauId" AND f."itemId" = i.id AND f.status = 'SUBMITTED'
      WHERE ${published} AND f."createdById" <> ${me} AND ${above}`,
    sql`${dutyOfBranch('ITEM_EXTENSION', { id: sql`x.id`, title: sql`i."mainTask"`, since: sql`x."createdAt"` })}
      ${items} JOIN item_extension x ON x."bureauId" = i."bureauId" AND x."itemId" = i.id AND x.status = 'REQUESTED'
      WHERE ${published} AND x."createdById" <> ${me} AND ${above}`,
    sql`${dutyOfBranch('ITEM_DUE', { id: sql`i.id`, title: sql`i."mainTask"`, dueOn: sql`i."dueDate"` })}
      ${items} WHERE ${published} AND ${ownLetter(office)} AND i."dueDate" <= ${addDays(today, DUE_WITHIN_DAYS)}::date
        AND NOT EXISTS (SELECT 1 FROM commitment_item k WHERE k."bureauId" = i."bureauId" AND k."parentItemId" = i.id AND k."closedOn" IS NULL)
        AND NOT EXISTS (SELECT 1 FROM fulfillment f WHERE f."bureauId" = i."bureauId" AND f."itemId" = i.id
          AND (f.status = 'SUBMITTED' AND f.completes OR f.status = 'ACCEPTED' AND (f.completes OR f.value = i.target
            OR (f.value > i.target) = (i.target > coalesce(i.baseline, 0)))))`,
  ];
}

/** Items whose day lies further ahead do not press yet. */
const DUE_WITHIN_DAYS = 30;

const letterName = sql`CASE c.level WHEN 'BRANCH' THEN b."shortName"
  WHEN 'GROUP' THEN (SELECT g.name FROM function_group g WHERE g."bureauId" = c."bureauId" AND g.id = c."groupId")
  ELSE (SELECT m.name FROM member m WHERE m."bureauId" = c."bureauId" AND m.id = c."memberId") END`;

function sideAbove({ reviewsLetters, belongsTo, officerOf, leads, memberId }: Office): Prisma.Sql {
  const led = anyOf('c."groupId"', leads);
  const byLeader = sql`(l."memberId" IS NOT NULL AND l."memberId" IS DISTINCT FROM c."memberId")`;
  return sql`CASE c.level
    WHEN 'BRANCH' THEN ${reviewsLetters} AND NOT (${anyOf('b.id', belongsTo)})
    WHEN 'GROUP' THEN ${anyOf('b.id', officerOf)} AND NOT coalesce(${led}, false)
    ELSE c."memberId" IS DISTINCT FROM ${memberId}::uuid
      AND CASE WHEN ${byLeader} THEN coalesce(${led}, false) ELSE ${anyOf('b.id', officerOf)} END END`;
}

/** Letters the person wrote or answers for: the branch's as its secretary, a group's as its leader, his own. */
function ownLetter({ secretaryOf, leads, memberId }: Office): Prisma.Sql {
  return sql`CASE c.level WHEN 'BRANCH' THEN ${anyOf('b.id', secretaryOf)}
    WHEN 'GROUP' THEN coalesce(${anyOf('c."groupId"', leads)}, false) ELSE c."memberId" = ${memberId}::uuid END`;
}
