import { Prisma } from '../../generated/prisma/client.js';
import type { DutyKey } from './duties.rules.js';
import { dutyOfBranch, dutyOfBureau, inCampaign, noneOf } from './duty-row.queries.js';
import type { Office } from './office.js';

const { sql } = Prisma;

/** What waits for the bureau's committee. Nobody decides for the bureau on a branch he belongs to (E10). */
export function bureauDuties(key: DutyKey, office: Office): Prisma.Sql[] {
  return [
    ...(office.reviewsLetters ? [branchLetters(key, office)] : []),
    ...(office.reviewsTexts ? textsToReview(key, office) : []),
    ...(office.scores ? [scoreSheets(key, office), roundReopenings(key, office)] : []),
    ...(office.handlesObjections ? [objections(key, office)] : []),
    ...(office.managesRounds ? roundsToLead(key) : []),
    ...(office.reopens ? [branchReopenings(key, office)] : []),
  ];
}

const branchLetters = ({ campaignId }: DutyKey, { belongsTo, accountId }: Office) => sql`
  ${dutyOfBranch('BRANCH_LETTER', { id: sql`c.id`, title: sql`c.year`, since: sql`c."submittedAt"` })}
  ${inCampaign('commitment', 'c', campaignId)} AND c.level = 'BRANCH' AND c.status = 'SUBMITTED'
  WHERE ${noneOf('b.id', belongsTo)} AND c."submittedById" IS DISTINCT FROM ${accountId}::uuid`;

const textsToReview = ({ bureauId, campaignId }: DutyKey, { belongsTo, accountId }: Office) => [
  sql`${dutyOfBranch('STATEMENT', { id: sql`t.id`, title: sql`t.title`, since: sql`t."submittedAt"` })}
    ${inCampaign('branch_statement', 't', campaignId)} AND t.status = 'SUBMITTED' WHERE ${noneOf('b.id', belongsTo)}`,
  sql`${dutyOfBranch('SELF_ASSESSMENT', { id: sql`q.id`, since: sql`q."submittedAt"` })}
    ${inCampaign('self_assessment', 'q', campaignId)} AND q.status = 'SUBMITTED' WHERE ${noneOf('b.id', belongsTo)}`,
  sql`${dutyOfBureau('BUREAU_REPORT', { id: sql`r.id`, title: sql`r.title`, since: sql`r."submittedAt"` })}
    FROM bureau_report r WHERE r."bureauId" = ${bureauId}::uuid AND r."campaignId" = ${campaignId}::uuid
      AND r.status = 'SUBMITTED' AND r."writtenById" <> ${accountId}::uuid`,
];

/** Also of a branch that is frozen or no more: what it recommended is for the committee to decide. */
const scoreSheets = ({ bureauId, campaignId }: DutyKey, { belongsTo, accountId }: Office) => sql`
  ${dutyOfBranch('SCORE_SHEET', { id: sql`a.id`, title: sql`a."candidateName"`, since: sql`r."scoringAt"` })}
  FROM branch b JOIN evaluation_application a ON a."bureauId" = b."bureauId" AND a."branchId" = b.id AND a.status = 'RECOMMENDED'
    JOIN evaluation_round r ON r."bureauId" = a."bureauId" AND r.id = a."roundId" AND r.status = 'SCORING'
      AND r."campaignId" = ${campaignId}::uuid
  WHERE b."bureauId" = ${bureauId}::uuid AND ${noneOf('b.id', belongsTo)}
    AND NOT EXISTS (SELECT 1 FROM score_sheet s WHERE s."bureauId" = a."bureauId" AND s."applicationId" = a.id
      AND s."reviewerId" = ${accountId}::uuid AND s.status = 'CLOSED')
    AND NOT EXISTS (SELECT 1 FROM evaluation_recusal x WHERE x."bureauId" = a."bureauId" AND x."roundId" = a."roundId"
      AND x."branchId" = a."branchId" AND x."reviewerId" = ${accountId}::uuid)`;

/** E29: seen by the committee's investigators alone, so without the candidate's name here. */
const objections = ({ bureauId, campaignId }: DutyKey, { belongsTo }: Office) => sql`
  ${dutyOfBureau('OBJECTION', { id: sql`o.id`, title: sql`r.title`, since: sql`o."createdAt"` })}
  FROM objection o JOIN evaluation_application a ON a."bureauId" = o."bureauId" AND a.id = o."applicationId"
    JOIN evaluation_round r ON r."bureauId" = a."bureauId" AND r.id = a."roundId" AND r."campaignId" = ${campaignId}::uuid
  WHERE o."bureauId" = ${bureauId}::uuid AND o.status IN ('RECEIVED', 'INVESTIGATING') AND ${noneOf('a."branchId"', belongsTo)}`;

const roundsToLead = ({ bureauId, campaignId, today }: DutyKey) => {
  const rounds = sql`FROM evaluation_round r WHERE r."bureauId" = ${bureauId}::uuid AND r."campaignId" = ${campaignId}::uuid`;
  return [
    sql`${dutyOfBureau('ROUND_TO_SCORE', { id: sql`r.id`, title: sql`r.title`, since: sql`r."applyUntil"` })}
      ${rounds} AND r.status = 'OPEN' AND r."applyUntil" < ${today}::date`,
    sql`${dutyOfBureau('ROUND_TO_PUBLISH', { id: sql`r.id`, title: sql`r.title`, since: sql`r."decidedAt"` })}
      ${rounds} AND r.status = 'DECIDED'`,
    sql`${dutyOfBureau('ROUND_TO_AWARD', { id: sql`r.id`, title: sql`r.title`, since: sql`p."endsOn"` })}
      FROM evaluation_round r JOIN notice_period p ON p."bureauId" = r."bureauId" AND p."roundId" = r.id AND p.status <> 'WITHDRAWN'
        AND p."endsOn" < ${today}::date
      WHERE r."bureauId" = ${bureauId}::uuid AND r."campaignId" = ${campaignId}::uuid AND r.status = 'NOTICED'
        AND NOT EXISTS (SELECT 1 FROM objection o WHERE o."bureauId" = p."bureauId" AND o."periodId" = p.id
          AND o.status IN ('RECEIVED', 'INVESTIGATING'))`,
  ];
};

/** Two of the committee reopen: one asked, another agrees. */
const roundReopenings = ({ bureauId, campaignId }: DutyKey, { accountId }: Office) => sql`
  ${dutyOfBureau('ROUND_REOPENING', { id: sql`r.id`, title: sql`r.title`, since: sql`x."askedAt"` })}
  FROM round_reopening x JOIN evaluation_round r ON r."bureauId" = x."bureauId" AND r.id = x."roundId"
    AND r."campaignId" = ${campaignId}::uuid
  WHERE x."bureauId" = ${bureauId}::uuid AND x."agreedAt" IS NULL AND x."askedById" <> ${accountId}::uuid`;

/** The branch is frozen while somebody asks to open it again, so it is not one of `b`. */
const branchReopenings = ({ bureauId, campaignId }: DutyKey, { accountId }: Office) => sql`
  SELECT 'BRANCH_REOPENING', x.id::text, y.id::text, y."shortName", NULL::text, NULL::text, NULL::date, x."askedAt"
  FROM acceptance_reopening x JOIN acceptance_verdict v ON v."bureauId" = x."bureauId" AND v.id = x."verdictId"
    AND v."campaignId" = ${campaignId}::uuid AND v."reopenedAt" IS NULL
    JOIN branch y ON y."bureauId" = v."bureauId" AND y.id = v."branchId"
  WHERE x."bureauId" = ${bureauId}::uuid AND x."agreedAt" IS NULL AND x."askedById" <> ${accountId}::uuid`;

/** What waits for the team of an inspection: visits, re-checks and requests for more time (R49). */
export function teamDuties({ campaignId }: DutyKey, office: Office): Prisma.Sql[] {
  if (!office.inspects) return [];
  const onTeam = sql`EXISTS (SELECT 1 FROM inspection_team t WHERE t."bureauId" = i."bureauId" AND t."inspectionId" = i.id
    AND t."accountId" = ${office.accountId}::uuid)`;
  const visits = sql`FROM b JOIN inspection_visit v ON v."bureauId" = b."bureauId" AND v."branchId" = b.id
    JOIN inspection i ON i."bureauId" = v."bureauId" AND i.id = v."inspectionId" AND i."campaignId" = ${campaignId}::uuid`;
  const problems = sql`${visits} JOIN rectification r ON r."bureauId" = v."bureauId" AND r."visitId" = v.id`;
  const notOwn = noneOf('b.id', office.belongsTo);
  const mine = office.headsBureau ? notOwn : sql`${notOwn} AND ${onTeam}`;
  return [
    sql`${dutyOfBranch('VISIT', { id: sql`v.id`, other: sql`v.status`, title: sql`i.title`, dueOn: sql`v."visitOn"` })}
      ${visits} WHERE v.status IN ('PLANNED', 'UNDERWAY') AND i.status <> 'CANCELED' AND ${notOwn} AND ${onTeam}`,
    sql`${dutyOfBranch('RECHECK', { id: sql`r.id`, title: sql`r.content`, since: sql`p."createdAt"` })}
      ${problems} JOIN rectification_report p ON p."bureauId" = r."bureauId" AND p."rectificationId" = r.id AND p.accepted IS NULL
      WHERE r.status = 'REPORTED' AND ${mine}`,
    sql`${dutyOfBranch('MENDING_EXTENSION', { id: sql`r.id`, title: sql`r.content`, since: sql`x."createdAt"` })}
      ${problems} JOIN rectification_extension x ON x."bureauId" = r."bureauId" AND x."rectificationId" = r.id AND x.status = 'REQUESTED'
      WHERE ${mine}`,
  ];
}

/** R47: branches whose self-assessment was passed on and whose sheet this reviewer has not closed, until his access ends. */
export function reviewerDuties({ campaignId }: DutyKey, office: Office): Prisma.Sql[] {
  if (!office.reviewsAcceptance) return [];
  const until = sql`(SELECT max(r."validUntil") AT TIME ZONE 'Asia/Shanghai' FROM role_assignment r WHERE r."bureauId" = b."bureauId"
    AND r."accountId" = ${office.accountId}::uuid AND r.role = 'ACCEPTANCE_REVIEWER' AND r."revokedAt" IS NULL)`;
  return [
    sql`${dutyOfBranch('ACCEPTANCE_SHEET', { id: sql`b.id`, dueOn: until, since: sql`q."reviewedAt"` })}
      ${inCampaign('self_assessment', 'q', campaignId)} AND q.status = 'PASSED_ON'
      WHERE NOT EXISTS (SELECT 1 FROM acceptance_sheet s WHERE s."bureauId" = b."bureauId" AND s."branchId" = b.id
        AND s."campaignId" = ${campaignId}::uuid AND s."reviewerId" = ${office.accountId}::uuid AND s.status = 'CLOSED')`,
  ];
}
