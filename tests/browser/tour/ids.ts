import type { Db } from '../../../src/db/client.js';
import { slipToken } from '../../../src/features/appraisals/index.js';
import { testCipher } from '../../support/use-case.js';
import type { Stop } from './stops.js';

const OF_BRANCH = `"bureauId" = $1 AND "branchId" = $2`;

/** One row of the branch for each parameter of a path. */
const QUERIES: Readonly<Record<string, string>> = {
  groupId: `SELECT g.id FROM function_group g LEFT JOIN leader_term t ON t."bureauId" = g."bureauId" AND t."groupId" = g.id
      LEFT JOIN account a ON a."bureauId" = g."bureauId" AND a."memberId" = t."memberId"
      LEFT JOIN leader_election e ON e."bureauId" = g."bureauId" AND e."groupId" = g.id AND e.status = 'VOTING'
    WHERE g."bureauId" = $1 AND g."branchId" = $2 ORDER BY e.id IS NULL, (a.username LIKE '%-zuzhang') IS NOT TRUE, g.position LIMIT 1`,
  'groupId nominating': `SELECT "groupId" AS id FROM leader_election WHERE ${OF_BRANCH} AND status = 'NOMINATING' ORDER BY id LIMIT 1`,
  studyId: `SELECT id FROM study_session WHERE ${OF_BRANCH} ORDER BY id LIMIT 1`,
  plannedId: `SELECT id FROM planned_event WHERE ${OF_BRANCH} AND kind = 'MEETING' ORDER BY id LIMIT 1`,
  keyTaskId: `SELECT id FROM key_task WHERE "bureauId" = $1 AND $2::uuid IS NOT NULL AND year = 2026 ORDER BY position LIMIT 1`,
  activityId: `SELECT id FROM activity_log WHERE ${OF_BRANCH} AND "publishedAt" IS NOT NULL ORDER BY id LIMIT 1`,
  'activityId unpublished': `SELECT id FROM activity_log WHERE ${OF_BRANCH} AND "publishedAt" IS NULL ORDER BY id LIMIT 1`,
  'activityId of the leader': `SELECT w.id FROM activity_log w JOIN leader_term t ON t."bureauId" = w."bureauId" AND t."groupId" = w."groupId"
      JOIN account a ON a."bureauId" = t."bureauId" AND a."memberId" = t."memberId"
    WHERE w."bureauId" = $1 AND w."branchId" = $2 AND a.username LIKE '%-zuzhang' ORDER BY w.id LIMIT 1`,
  countId: `SELECT c.id FROM election_count c JOIN leader_election e ON e."bureauId" = c."bureauId" AND e.id = c."electionId"
    WHERE e."bureauId" = $1 AND e."branchId" = $2 ORDER BY c.id LIMIT 1`,
  'memberId surveyed': `SELECT id FROM member WHERE ${OF_BRANCH} AND "skillsFilledAt" IS NOT NULL ORDER BY id LIMIT 1`,
  memberId: `SELECT id FROM member WHERE ${OF_BRANCH} ORDER BY id LIMIT 1`,
  itemId: `SELECT i.id FROM commitment_item i JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
      JOIN fulfillment f ON f."bureauId" = i."bureauId" AND f."itemId" = i.id
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.level = 'MEMBER' AND f.status = 'SUBMITTED' ORDER BY i.id LIMIT 1`,
  'itemId with children': `SELECT i.id FROM commitment_item i JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.level = 'BRANCH' AND c.status = 'PUBLISHED' ORDER BY i.position LIMIT 1`,
  'memberId leaving': `SELECT id FROM member WHERE ${OF_BRANCH} ORDER BY id DESC LIMIT 1`,
  surveyId: `SELECT id FROM appraisal_survey WHERE ${OF_BRANCH} ORDER BY status LIMIT 1`,
  'surveyId closed': `SELECT id FROM appraisal_survey WHERE ${OF_BRANCH} AND status = 'CLOSED' LIMIT 1`,
  extensionId: `SELECT x.id FROM item_extension x JOIN commitment_item i ON i."bureauId" = x."bureauId" AND i.id = x."itemId"
      JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND x.status = 'REQUESTED' ORDER BY x.id LIMIT 1`,
  'itemId of the group': `SELECT i.id FROM commitment_item i JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.level = 'GROUP' AND c.status = 'PUBLISHED' AND c."groupId" =
      (SELECT t."groupId" FROM leader_term t JOIN account a ON a."bureauId" = t."bureauId" AND a."memberId" = t."memberId"
        WHERE t."bureauId" = $1 AND t."branchId" = $2 AND t."endedAt" IS NULL AND a.username LIKE '%-zuzhang') ORDER BY i.position LIMIT 1`,
  fulfillmentId: `SELECT f.id FROM fulfillment f JOIN commitment_item i ON i."bureauId" = f."bureauId" AND i.id = f."itemId"
      JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.level = 'GROUP' AND f.status = 'SUBMITTED' AND c."groupId" =
      (SELECT t."groupId" FROM leader_term t JOIN account a ON a."bureauId" = t."bureauId" AND a."memberId" = t."memberId"
        WHERE t."bureauId" = $1 AND t."branchId" = $2 AND t."endedAt" IS NULL AND a.username LIKE '%-zuzhang') LIMIT 1`,
  amendmentId: `SELECT a.id FROM commitment_amendment a JOIN commitment c ON c."bureauId" = a."bureauId" AND c.id = a."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND a.status = 'PROPOSED' ORDER BY c.id, a.id LIMIT 1`,
  inspectionId: `SELECT "inspectionId" AS id FROM inspection_visit WHERE "bureauId" = $1 AND $2::uuid IS NOT NULL AND status = 'ACKNOWLEDGED' LIMIT 1`,
  'inspectionId planned': `SELECT "inspectionId" AS id FROM inspection_visit WHERE "bureauId" = $1 AND $2::uuid IS NOT NULL AND status = 'PLANNED' LIMIT 1`,
  visitId: `SELECT id FROM inspection_visit WHERE ${OF_BRANCH} ORDER BY "visitOn" LIMIT 1`,
  lineId: `SELECT l.id FROM inspection_item l JOIN inspection_visit v ON v."bureauId" = l."bureauId" AND v.id = l."visitId"
    WHERE v."bureauId" = $1 AND v."branchId" = $2 ORDER BY l.position LIMIT 1`,
  rectificationId: `SELECT r.id FROM rectification r JOIN inspection_visit v ON v."bureauId" = r."bureauId" AND v.id = r."visitId"
    WHERE v."bureauId" = $1 AND v."branchId" = $2 AND r.status = 'NOTED' LIMIT 1`,
  'rectificationId overdue': `SELECT r.id FROM rectification r JOIN inspection_visit v ON v."bureauId" = r."bureauId" AND v.id = r."visitId"
    WHERE v."bureauId" = $1 AND v."branchId" = $2 AND r.status = 'OPEN' ORDER BY r."dueOn" LIMIT 1`,
  'rectificationId reported': `SELECT r.id FROM rectification r JOIN inspection_visit v ON v."bureauId" = r."bureauId" AND v.id = r."visitId"
    WHERE v."bureauId" = $1 AND v."branchId" = $2 AND r.status = 'REPORTED' LIMIT 1`,
  'memberId changed': `SELECT "memberId" AS id FROM member_change WHERE ${OF_BRANCH} AND "correctedAt" IS NULL ORDER BY id LIMIT 1`,
  changeId: `SELECT id FROM member_change WHERE ${OF_BRANCH} AND "correctedAt" IS NULL ORDER BY id LIMIT 1`,
  intoId: `SELECT id FROM branch WHERE "bureauId" = $1 AND id <> $2 AND "shortName" = '实验小学党支部'`,
  'transferId into': `SELECT id FROM member_transfer WHERE "bureauId" = $1 AND "toBranchId" = $2 AND status = 'IN_TRANSIT' LIMIT 1`,
  transferId: `SELECT id FROM member_transfer WHERE "bureauId" = $1 AND "fromBranchId" = $2 LIMIT 1`,
  commitmentId: `SELECT id FROM commitment WHERE ${OF_BRANCH} AND level = 'GROUP' ORDER BY id LIMIT 1`,
  'commitmentId branch letter': `SELECT id FROM commitment WHERE ${OF_BRANCH} AND level = 'BRANCH' LIMIT 1`,
  'commitmentId amended': `SELECT c.id FROM commitment_amendment a JOIN commitment c ON c."bureauId" = a."bureauId" AND c.id = a."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND a.status = 'PROPOSED' ORDER BY c.id, a.id LIMIT 1`,
  'commitmentId with a picture': `SELECT c.id FROM evidence e JOIN fulfillment f ON f."bureauId" = e."bureauId" AND f.id = e."fulfillmentId"
      JOIN commitment_item i ON i."bureauId" = f."bureauId" AND i.id = f."itemId"
      JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND f.status = 'ACCEPTED' ORDER BY e.id LIMIT 1`,
  'commitmentId member letter': `SELECT c.id FROM commitment c JOIN leader_term t ON t."bureauId" = c."bureauId" AND t."groupId" = c."groupId"
      JOIN account a ON a."bureauId" = c."bureauId" AND a."memberId" = t."memberId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.level = 'MEMBER' AND a.username LIKE '%-zuzhang'
    ORDER BY c.status = 'SUBMITTED' DESC, c.id LIMIT 1`,
  'commitmentId of the leader': `SELECT c.id FROM commitment c JOIN account a ON a."bureauId" = c."bureauId" AND a."memberId" = c."memberId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.level = 'MEMBER' AND c.status = 'PUBLISHED' AND a.username LIKE '%-zuzhang' LIMIT 1`,
  'commitmentId remarked': `SELECT c.id FROM commitment_remark r JOIN commitment c ON c."bureauId" = r."bureauId" AND c.id = r."commitmentId"
      JOIN leader_term t ON t."bureauId" = c."bureauId" AND t."groupId" = c."groupId"
      JOIN account a ON a."bureauId" = c."bureauId" AND a."memberId" = t."memberId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.level = 'MEMBER' AND a.username LIKE '%-zuzhang' ORDER BY c.id LIMIT 1`,
  problemId: `SELECT p.id FROM acceptance_problem p JOIN acceptance_verdict v ON v."bureauId" = p."bureauId" AND v.id = p."verdictId"
    WHERE v."bureauId" = $1 AND v."branchId" = $2 LIMIT 1`,
  'assignmentId reviewer': `SELECT id FROM role_assignment WHERE "bureauId" = $1 AND $2::uuid IS NOT NULL AND role = 'ACCEPTANCE_REVIEWER' LIMIT 1`,
  roundId: `SELECT r.id FROM evaluation_round r WHERE r."bureauId" = $1 AND $2::uuid IS NOT NULL AND r.status = 'OPEN' LIMIT 1`,
  'roundId draft': `SELECT r.id FROM evaluation_round r WHERE r."bureauId" = $1 AND $2::uuid IS NOT NULL AND r.status = 'DRAFT' LIMIT 1`,
  'roundId scoring': `SELECT r.id FROM evaluation_round r WHERE r."bureauId" = $1 AND $2::uuid IS NOT NULL AND r.status = 'SCORING' LIMIT 1`,
  'roundId decided': `SELECT r.id FROM evaluation_round r WHERE r."bureauId" = $1 AND $2::uuid IS NOT NULL AND r.status = 'DECIDED' LIMIT 1`,
  'roundId noticed': `SELECT r.id FROM evaluation_round r WHERE r."bureauId" = $1 AND $2::uuid IS NOT NULL AND r.status = 'NOTICED' LIMIT 1`,
  'roundId awarded': `SELECT r.id FROM evaluation_round r WHERE r."bureauId" = $1 AND $2::uuid IS NOT NULL AND r.status = 'AWARDED' LIMIT 1`,
  periodId: `SELECT p.id FROM notice_period p WHERE p."bureauId" = $1 AND $2::uuid IS NOT NULL AND p.status = 'RUNNING' LIMIT 1`,
  objectionId: `SELECT o.id FROM objection o WHERE o."bureauId" = $1 AND $2::uuid IS NOT NULL AND NOT o.late LIMIT 1`,
  objectionCode: `SELECT o."trackingCode" AS id FROM objection o WHERE o."bureauId" = $1 AND $2::uuid IS NOT NULL LIMIT 1`,
  candidateId: `SELECT a.id FROM evaluation_application a WHERE ${OF_BRANCH}
    AND a.status = 'SUBMITTED' AND a."memberId" IS NOT NULL LIMIT 1`,
  'applicationId awarded': `SELECT a.id FROM evaluation_application a JOIN evaluation_round r ON r."bureauId" = a."bureauId" AND r.id = a."roundId"
    WHERE a."bureauId" = $1 AND $2::uuid IS NOT NULL AND r.status = 'AWARDED' AND a.status = 'CHOSEN' LIMIT 1`,
  'objectionId late': `SELECT o.id FROM objection o WHERE o."bureauId" = $1 AND $2::uuid IS NOT NULL AND o.late LIMIT 1`,
  'periodId withdrawn': `SELECT p.id FROM notice_period p WHERE p."bureauId" = $1 AND $2::uuid IS NOT NULL AND p.status = 'WITHDRAWN' LIMIT 1`,
  'periodId ended': `SELECT p.id FROM notice_period p WHERE p."bureauId" = $1 AND $2::uuid IS NOT NULL AND p.status = 'ENDED' LIMIT 1`,
  applicationId: `SELECT a.id FROM evaluation_application a WHERE a."bureauId" = $1 AND $2::uuid IS NOT NULL AND a.status = 'RECOMMENDED' LIMIT 1`,
  'commitmentId short': `SELECT c.id FROM commitment c JOIN account a ON a."bureauId" = c."bureauId" AND a."memberId" = c."memberId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.type = 'SHORT_TASK' AND a.username LIKE '%-zuzhang' LIMIT 1`,
  'commitmentId oral': `SELECT id FROM commitment WHERE ${OF_BRANCH} AND type = 'ORAL' LIMIT 1`,
  'memberId spoken': `SELECT "memberId" AS id FROM commitment WHERE ${OF_BRANCH} AND type = 'ORAL' LIMIT 1`,
  opinionId: `SELECT o.id FROM consultation_opinion o JOIN group_proposal p ON p."bureauId" = o."bureauId" AND p.id = o."proposalId"
    WHERE p."bureauId" = $1 AND p."branchId" = $2 AND o.content <> '' ORDER BY o.id LIMIT 1`,
  meetingId: `SELECT id FROM branch_meeting WHERE ${OF_BRANCH} ORDER BY id LIMIT 1`,
  noticeId: `SELECT id FROM notice WHERE ${OF_BRANCH} AND "withdrawnAt" IS NULL ORDER BY id DESC LIMIT 1`,
  feedbackId: `SELECT id FROM feedback WHERE ${OF_BRANCH} ORDER BY status = 'RECEIVED' DESC, id LIMIT 1`,
  code: `SELECT "trackingCode" AS id FROM feedback WHERE ${OF_BRANCH} ORDER BY id LIMIT 1`,
  assignmentId: `SELECT id FROM role_assignment WHERE ${OF_BRANCH} AND role = 'BRANCH_SECRETARY' LIMIT 1`,
  statementId: `SELECT id FROM branch_statement WHERE ${OF_BRANCH} ORDER BY status = 'SUBMITTED' DESC LIMIT 1`,
  importId: `SELECT id FROM roster_import WHERE ${OF_BRANCH} LIMIT 1`,
  campaignId: `SELECT id FROM campaign WHERE "bureauId" = $1 AND status = 'PUBLISHED' AND $2::uuid IS NOT NULL`,
  'campaignId draft': `SELECT id FROM campaign WHERE "bureauId" = $1 AND status = 'DRAFT' AND $2::uuid IS NOT NULL`,
};

/** The address of a stop, with rows of its branch for the parameters. */
export async function addressOf(db: Db, path: string, stop: Stop): Promise<string> {
  const { rows } = await db.$pool.query<{ bureauId: string; branchId: string }>(
    `SELECT b."bureauId", b.id AS "branchId" FROM branch b JOIN login_name l ON l."bureauId" = b."bureauId"
     WHERE l.username = 'ju-shuji' AND b."shortName" = $1`,
    [stop.branch ?? '第二中学党支部'],
  );
  const place = rows[0];
  if (!place) throw new Error(`No branch ${stop.branch}`);
  let address = path;
  for (const [parameter, name = ''] of path.matchAll(/:(\w+)/g)) {
    address = address.replace(parameter, await rowFor(db, place, name, stop));
  }
  return address + (stop.query ?? '');
}

async function rowFor(
  db: Db,
  { bureauId, branchId }: { bureauId: string; branchId: string },
  name: string,
  stop: Stop,
): Promise<string> {
  if (name === 'bureauId') return bureauId;
  if (name === 'branchId') return branchId;
  if (name === 'version') return '1';
  if (name === 'token') return slipToken(testCipher, await rowFor(db, { bureauId, branchId }, 'surveyId', stop), 1);
  const wanted = stop.with?.[name];
  const sql = QUERIES[wanted === undefined ? name : `${name} ${wanted}`];
  if (sql === undefined) return wanted ?? `no-${name}`;
  const { rows } = await db.$pool.query<{ id: string }>(sql, [bureauId, branchId]);
  if (!rows[0]) throw new Error(`${stop.branch} has nothing for :${name}`);
  return rows[0].id;
}
