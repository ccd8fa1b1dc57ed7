import { createHash, randomUUID } from 'node:crypto';
import type { Db } from '../../src/db/client.js';
import { slipToken } from '../../src/features/appraisals/index.js';
import { newId } from '../../src/shared/ids.js';
import type { RouteRow } from '../../src/web/route.js';
import { OWN_BRANCH, SIBLING_BRANCH } from './demo-actors.js';
import { testCipher } from './use-case.js';

/** What stands for each parameter of a path. */
export type PathParams = Readonly<Record<string, string>>;

/** Which of several kinds of a thing a path means: its own row is asked for instead of the parameter's first. */
const SPECIAL: readonly [RegExp, string][] = [
  [/^\/branches\/:branchId\/reviews\/:commitmentId/, 'memberCommitmentId'],
  [/\/:commitmentId\/(amendments|versions)|^\/board.*:commitmentId/, 'amendedCommitmentId'],
  [/^\/me\/short-commitments\/:commitmentId/, 'shortCommitmentId'],
  [/^\/bureau\/reviews\/:commitmentId/, 'branchCommitmentId'],
  [/^\/bureau\/acceptance-files\/:fileId/, 'bureauFileId'],
];

/** The path of a row with real ids in it. */
export function pathOf(row: Pick<RouteRow, 'path'>, params: PathParams): string {
  if (row.path === '/text-size') return '/text-size?size=large';
  const special = SPECIAL.find(([pattern]) => pattern.test(row.path))?.[1];
  return row.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = params[(name === 'commitmentId' || name === 'fileId') && special ? special : name];
    if (value === undefined) throw new Error(`No value for :${name} of ${row.path}`);
    return value;
  });
}

/** Rows of the two branches for every parameter that occurs in a path. */
export async function demoParams(db: Db): Promise<{ own: PathParams; sibling: PathParams }> {
  return { own: await paramsOf(db, OWN_BRANCH), sibling: await paramsOf(db, SIBLING_BRANCH) };
}

const OF_BRANCH = `"bureauId" = $1 AND "branchId" = $2`;

/** One row of the branch for each: $1 bureau, $2 branch, $3 the running campaign. */
const QUERIES: Readonly<Record<string, string>> = {
  groupId: `SELECT t."groupId" AS id FROM leader_term t JOIN account a ON a."bureauId" = t."bureauId" AND a."memberId" = t."memberId"
    WHERE t."bureauId" = $1 AND t."branchId" = $2 AND t."endedAt" IS NULL AND a.username LIKE '%-zuzhang'`,
  memberId: `SELECT m.id FROM member m WHERE m."bureauId" = $1 AND m."branchId" = $2 AND m."memberType" = 'FULL'
      AND EXISTS (SELECT 1 FROM account a WHERE a."bureauId" = m."bureauId" AND a."memberId" = m.id AND a.username NOT LIKE '%-%')
      AND NOT EXISTS (SELECT 1 FROM role_assignment r JOIN account a ON a.id = r."accountId" WHERE r."bureauId" = m."bureauId" AND a."memberId" = m.id)
    ORDER BY m.id DESC LIMIT 1`,
  commitmentId: `SELECT id FROM commitment WHERE ${OF_BRANCH} AND level = 'GROUP' ORDER BY id LIMIT 1`,
  branchCommitmentId: `SELECT id FROM commitment WHERE ${OF_BRANCH} AND level = 'BRANCH' LIMIT 1`,
  memberCommitmentId: `SELECT c.id FROM commitment c WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.level = 'MEMBER'
      AND c."groupId" = (SELECT t."groupId" FROM leader_term t JOIN account a ON a."bureauId" = t."bureauId" AND a."memberId" = t."memberId"
        WHERE t."bureauId" = $1 AND t."branchId" = $2 AND t."endedAt" IS NULL AND a.username LIKE '%-zuzhang')
    ORDER BY c.status = 'SUBMITTED' DESC, c.id LIMIT 1`,
  studyId: `SELECT id FROM study_session WHERE ${OF_BRANCH} ORDER BY id LIMIT 1`,
  materialId: `SELECT m.id FROM study_material m JOIN study_session s ON s."bureauId" = m."bureauId" AND s.id = m."sessionId"
    WHERE s."bureauId" = $1 AND s."branchId" = $2 AND m."storageKey" IS NOT NULL ORDER BY m.id LIMIT 1`,
  plannedId: `SELECT id FROM planned_event WHERE ${OF_BRANCH} AND kind = 'MEETING' ORDER BY id LIMIT 1`,
  activityId: `SELECT w.id FROM activity_log w WHERE w."bureauId" = $1 AND w."branchId" = $2 AND w."groupId" =
      (SELECT t."groupId" FROM leader_term t JOIN account a ON a."bureauId" = t."bureauId" AND a."memberId" = t."memberId"
        WHERE t."bureauId" = $1 AND t."branchId" = $2 AND t."endedAt" IS NULL AND a.username LIKE '%-zuzhang') LIMIT 1`,
  photoId: `SELECT p.id FROM activity_photo p JOIN activity_log w ON w."bureauId" = p."bureauId" AND w.id = p."activityId"
    WHERE w."bureauId" = $1 AND w."branchId" = $2 AND w."publishedAt" IS NOT NULL AND w."groupId" =
      (SELECT t."groupId" FROM leader_term t JOIN account a ON a."bureauId" = t."bureauId" AND a."memberId" = t."memberId"
        WHERE t."bureauId" = $1 AND t."branchId" = $2 AND t."endedAt" IS NULL AND a.username LIKE '%-zuzhang') LIMIT 1`,
  opinionId: `SELECT o.id FROM consultation_opinion o JOIN group_proposal p ON p."bureauId" = o."bureauId" AND p.id = o."proposalId"
    WHERE p."bureauId" = $1 AND p."branchId" = $2 ORDER BY o.id LIMIT 1`,
  meetingId: `SELECT id FROM branch_meeting WHERE ${OF_BRANCH} ORDER BY id LIMIT 1`,
  noticeId: `SELECT id FROM notice WHERE ${OF_BRANCH} AND "withdrawnAt" IS NULL AND "supersededById" IS NULL ORDER BY id LIMIT 1`,
  feedbackId: `SELECT id FROM feedback WHERE ${OF_BRANCH} ORDER BY status = 'RECEIVED' DESC, id LIMIT 1`,
  code: `SELECT "trackingCode" AS id FROM feedback WHERE ${OF_BRANCH} ORDER BY id LIMIT 1`,
  assignmentId: `SELECT id FROM role_assignment WHERE ${OF_BRANCH} AND role = 'BRANCH_COMMITTEE_MEMBER' LIMIT 1`,
  statementId: `SELECT id FROM branch_statement WHERE ${OF_BRANCH} ORDER BY id LIMIT 1`,
  countId: `SELECT c.id FROM election_count c JOIN leader_election e ON e."bureauId" = c."bureauId" AND e.id = c."electionId"
    WHERE c."bureauId" = $1 AND e."branchId" = $2 ORDER BY c.id LIMIT 1`,
  boxId: `SELECT b.id FROM ballot_box b JOIN leader_election e ON e."bureauId" = b."bureauId" AND e.id = b."electionId"
    WHERE b."bureauId" = $1 AND e."branchId" = $2 LIMIT 1`,
  itemId: `SELECT i.id FROM commitment_item i JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.level = 'GROUP' AND c.status = 'PUBLISHED' AND c."groupId" =
      (SELECT t."groupId" FROM leader_term t JOIN account a ON a."bureauId" = t."bureauId" AND a."memberId" = t."memberId"
        WHERE t."bureauId" = $1 AND t."branchId" = $2 AND t."endedAt" IS NULL AND a.username LIKE '%-zuzhang')
    ORDER BY i.position LIMIT 1`,
  fulfillmentId: `SELECT f.id FROM fulfillment f JOIN commitment_item i ON i."bureauId" = f."bureauId" AND i.id = f."itemId"
      JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.level = 'MEMBER' AND f.status = 'SUBMITTED' AND c."groupId" =
      (SELECT t."groupId" FROM leader_term t JOIN account a ON a."bureauId" = t."bureauId" AND a."memberId" = t."memberId"
        WHERE t."bureauId" = $1 AND t."branchId" = $2 AND t."endedAt" IS NULL AND a.username LIKE '%-zuzhang')
    ORDER BY f.id LIMIT 1`,
  extensionId: `SELECT x.id FROM item_extension x JOIN commitment_item i ON i."bureauId" = x."bureauId" AND i.id = x."itemId"
      JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND x.status = 'REQUESTED' ORDER BY x.id LIMIT 1`,
  surveyId: `SELECT id FROM appraisal_survey WHERE ${OF_BRANCH} ORDER BY status LIMIT 1`,
  evidenceId: `SELECT e.id FROM evidence e JOIN fulfillment f ON f."bureauId" = e."bureauId" AND f.id = e."fulfillmentId"
      JOIN commitment_item i ON i."bureauId" = f."bureauId" AND i.id = f."itemId"
      JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND f.status = 'ACCEPTED' ORDER BY e.id LIMIT 1`,
  amendmentId: `SELECT a.id FROM commitment_amendment a JOIN commitment c ON c."bureauId" = a."bureauId" AND c.id = a."commitmentId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND a.status = 'PROPOSED' AND c."groupId" =
      (SELECT t."groupId" FROM leader_term t JOIN account a ON a."bureauId" = t."bureauId" AND a."memberId" = t."memberId"
        WHERE t."bureauId" = $1 AND t."branchId" = $2 AND t."endedAt" IS NULL AND a.username LIKE '%-zuzhang')`,
  amendedCommitmentId: `SELECT id FROM commitment WHERE ${OF_BRANCH} AND level = 'GROUP' AND "groupId" =
      (SELECT t."groupId" FROM leader_term t JOIN account a ON a."bureauId" = t."bureauId" AND a."memberId" = t."memberId"
        WHERE t."bureauId" = $1 AND t."branchId" = $2 AND t."endedAt" IS NULL AND a.username LIKE '%-zuzhang')`,
  roundId: `SELECT r.id FROM evaluation_round r JOIN branch b ON b."bureauId" = r."bureauId"
    WHERE r."bureauId" = $1 AND b.id = $2 AND r.status = 'OPEN' LIMIT 1`,
  applicationId: `SELECT a.id FROM evaluation_application a JOIN branch b ON b."bureauId" = a."bureauId"
    WHERE a."bureauId" = $1 AND b.id = $2 AND a.status = 'RECOMMENDED' LIMIT 1`,
  candidateId: `SELECT a.id FROM evaluation_application a WHERE a."bureauId" = $1 AND a."branchId" = $2
    AND a.status = 'SUBMITTED' AND a."memberId" IS NOT NULL LIMIT 1`,
  periodId: `SELECT p.id FROM notice_period p JOIN branch b ON b."bureauId" = p."bureauId"
    WHERE p."bureauId" = $1 AND b.id = $2 AND p.status = 'RUNNING' LIMIT 1`,
  objectionId: `SELECT o.id FROM objection o JOIN branch b ON b."bureauId" = o."bureauId"
    WHERE o."bureauId" = $1 AND b.id = $2 LIMIT 1`,
  objectionCode: `SELECT o."trackingCode" AS id FROM objection o JOIN branch b ON b."bureauId" = o."bureauId"
    WHERE o."bureauId" = $1 AND b.id = $2 LIMIT 1`,
  keyTaskId: `SELECT k.id FROM key_task k JOIN branch b ON b."bureauId" = k."bureauId"
    WHERE k."bureauId" = $1 AND b.id = $2 AND k.year = 2026 ORDER BY k.position LIMIT 1`,
  dayId: `SELECT d.id FROM calendar_day d JOIN branch b ON b."bureauId" = d."bureauId"
    WHERE d."bureauId" = $1 AND b.id = $2 LIMIT 1`,
  shortCommitmentId: `SELECT c.id FROM commitment c JOIN account a ON a."bureauId" = c."bureauId" AND a."memberId" = c."memberId"
    WHERE c."bureauId" = $1 AND c."branchId" = $2 AND c.type = 'SHORT_TASK' AND a.username LIKE '%-zuzhang' LIMIT 1`,
  inspectionId: `SELECT "inspectionId" AS id FROM inspection_visit WHERE ${OF_BRANCH} ORDER BY "visitOn" LIMIT 1`,
  visitId: `SELECT id FROM inspection_visit WHERE ${OF_BRANCH} ORDER BY "visitOn" LIMIT 1`,
  lineId: `SELECT l.id FROM inspection_item l JOIN inspection_visit v ON v."bureauId" = l."bureauId" AND v.id = l."visitId"
    WHERE v."bureauId" = $1 AND v."branchId" = $2 ORDER BY l.position LIMIT 1`,
  rectificationId: `SELECT r.id FROM rectification r JOIN inspection_visit v ON v."bureauId" = r."bureauId" AND v.id = r."visitId"
    WHERE v."bureauId" = $1 AND v."branchId" = $2 ORDER BY r."dueOn" LIMIT 1`,
  inspectionFileId: `SELECT f.id FROM inspection_evidence f JOIN inspection_visit v ON v."bureauId" = f."bureauId" AND v.id = f."visitId"
    WHERE v."bureauId" = $1 AND v."branchId" = $2 AND f."reportId" IS NULL LIMIT 1`,
  reportFileId: `SELECT f.id FROM inspection_evidence f JOIN inspection_visit v ON v."bureauId" = f."bureauId" AND v.id = f."visitId"
    WHERE v."bureauId" = $1 AND v."branchId" = $2 AND f."reportId" IS NOT NULL LIMIT 1`,
  changeId: `SELECT id FROM member_change WHERE ${OF_BRANCH} AND "correctedAt" IS NULL ORDER BY kind = 'RETIRED' DESC LIMIT 1`,
  intoId: `SELECT id FROM branch WHERE "bureauId" = $1 AND id <> $2 AND "shortName" = '职业中专党支部'`,
  transferId: `SELECT id FROM member_transfer WHERE "bureauId" = $1 AND "fromBranchId" = $2 LIMIT 1`,
  problemId: `SELECT p.id FROM acceptance_problem p JOIN acceptance_verdict v ON v."bureauId" = p."bureauId" AND v.id = p."verdictId"
    WHERE v."bureauId" = $1 AND v."branchId" = $2 LIMIT 1`,
  fileId: `SELECT id FROM acceptance_file WHERE ${OF_BRANCH} AND status = 'FAILED' LIMIT 1`,
  bureauFileId: `SELECT f.id FROM acceptance_file f JOIN branch b ON b."bureauId" = f."bureauId"
    WHERE f."bureauId" = $1 AND b.id = $2 AND f."branchId" IS NULL LIMIT 1`,
  accountId: `SELECT l."accountId" AS id FROM login_name l JOIN branch b ON b."bureauId" = l."bureauId" AND b.id = $2
    WHERE l."bureauId" = $1 AND l.username = 'youeryuan-shuji'`,
  messageId: `SELECT n.id FROM notification n JOIN account a ON a."bureauId" = n."bureauId" AND a.id = n."accountId"
    WHERE n."bureauId" = $1 AND n."branchId" = $2 AND a.username LIKE '%-zuzhang' ORDER BY n.id LIMIT 1`,
  importId: `SELECT id FROM roster_import WHERE ${OF_BRANCH} LIMIT 1`,
};

async function paramsOf(db: Db, branchName: string): Promise<PathParams> {
  const { rows } = await db.$pool.query<{ bureauId: string; branchId: string; campaignId: string }>(
    `SELECT b."bureauId", b.id AS "branchId", c.id AS "campaignId" FROM branch b
     JOIN login_name l ON l."bureauId" = b."bureauId" AND l.username = 'ju-shuji'
     JOIN campaign c ON c."bureauId" = b."bureauId" WHERE b."shortName" = $1`,
    [branchName],
  );
  const place = rows[0];
  if (!place) throw new Error(`The demonstration has no branch ${branchName}.`);
  await addImport(db, place.bureauId, place.branchId);
  await addTransfer(db, place.bureauId, place.branchId);
  await addChange(db, place.bureauId, place.branchId);
  await addInspected(db, place.bureauId, place.branchId);
  await addCountedBox(db, place.bureauId, place.branchId);
  await addAcceptance(db, place);
  await addFailedFiles(db, place.bureauId, place.branchId);
  // Sessions are ended by a name that no other knows: any stands for one that is over.
  const fixed = {
    step: 'commitment',
    kind: 'goals',
    version: '1',
    item: 'survey',
    guide: 'secretary',
    picture: 'age',
    sessionId: randomUUID(),
  };
  const feed = await addCalendar(db, place.bureauId);
  const found: Record<string, string> = { ...place, ...fixed, feed };
  for (const [name, sql] of Object.entries(QUERIES)) {
    const answer = await db.$pool.query<{ id: string }>(sql, [place.bureauId, place.branchId]);
    const id = answer.rows[0]?.id;
    if (id === undefined) throw new Error(`${branchName} has nothing for :${name}`);
    found[name] = id;
  }
  found['token'] = slipToken(testCipher, found['surveyId'] ?? '', 1);
  return found;
}

/** The calendar of one of the bureau's accounts; gives the secret part of its address. */
async function addCalendar(db: Db, bureauId: string): Promise<string> {
  const token = 'c'.repeat(40);
  await db.$pool.query(
    `INSERT INTO contact_setting ("bureauId", "accountId", "feedHash", "feedSince")
     SELECT a."bureauId", a.id, $2, now() FROM account a WHERE a."bureauId" = $1 AND a.username = 'ju-shuji' ON CONFLICT DO NOTHING`,
    [bureauId, createHash('sha256').update(`${bureauId} ${token}`).digest('hex')],
  );
  return token;
}

/** The demonstration brings its rosters in by another way: one finished import for the pages of imports. */
async function addImport(db: Db, bureauId: string, branchId: string): Promise<void> {
  await db.$pool.query(
    `INSERT INTO roster_import ("bureauId", id, "branchId", "fileName", "sheetName", status, payload, "createdById",
       "createdAt", "importedAt", "addedCount", "changedCount", "skippedCount")
     SELECT $1::uuid, ('0' || substr(gen_random_uuid()::text, 2))::uuid, $2::uuid, '名册.xlsx', '名册', 'IMPORTED', '', "accountId", now(), now(), 0, 0, 0
     FROM role_assignment WHERE "bureauId" = $1::uuid AND "branchId" = $2::uuid AND role = 'BRANCH_SECRETARY'`,
    [bureauId, branchId],
  );
}

/** An acceptance file of the branch and one of the bureau that were not made, so that each act on them has a row. */
async function addFailedFiles(db: Db, bureauId: string, branchId: string): Promise<void> {
  await db.$pool.query(
    `INSERT INTO acceptance_file ("bureauId", id, "campaignId", "branchId", status, "requestedById", "requestedByName", "requestedAt", failure)
     SELECT $1::uuid, ('0' || substr(gen_random_uuid()::text, 2))::uuid, c.id, own.id, 'FAILED', l."accountId", '陈志远', '2026-11-20T10:00:00Z', '没有生成'
     FROM login_name l JOIN campaign c ON c."bureauId" = l."bureauId" AND c.status = 'PUBLISHED'
       CROSS JOIN (VALUES ($2::uuid), (NULL)) own(id)
     WHERE l.username = 'ju-shuji' AND l."bureauId" = $1::uuid`,
    [bureauId, branchId],
  );
}

/** Nobody leaves in the demonstration: one member on his way to another organization. */
async function addTransfer(db: Db, bureauId: string, branchId: string): Promise<void> {
  await db.$pool.query(
    `INSERT INTO member_transfer ("bureauId", id, "memberId", "fromBranchId", destination, "letterOn", "validUntil", "createdAt")
     SELECT $1::uuid, ('0' || substr(gen_random_uuid()::text, 2))::uuid, id, $2::uuid, '邻县教育体育局党委', current_date, current_date + 10, now()
     FROM member WHERE "bureauId" = $1::uuid AND "branchId" = $2::uuid AND "leftOn" IS NULL ORDER BY id LIMIT 1`,
    [bureauId, branchId],
  );
}

/** The member of `:memberId` went away for a while. */
async function addChange(db: Db, bureauId: string, branchId: string): Promise<void> {
  await db.$pool.query(
    `INSERT INTO member_change ("bureauId", id, "branchId", "memberId", kind, "effectiveOn", note, before, "recordedBy", "createdAt")
     SELECT $1::uuid, ('0' || substr(gen_random_uuid()::text, 2))::uuid, $2::uuid, p.id, 'RETIRED', '2026-11-01', NULL,
       '{"memberType":"FULL","fullMemberOn":null,"isMobile":false,"mobileTo":null,"isRetired":false,"rightsSuspended":false,"isLost":false,"lostOn":null}',
       '李振华', now() FROM (${QUERIES['memberId']}) p`,
    [bureauId, branchId],
  );
}

/** The sibling has not been inspected: the same kinds of rows as the other branch has, on a visit of long ago. */
async function addInspected(db: Db, bureauId: string, branchId: string): Promise<void> {
  const known = await db.inspectionItem.count({ where: { bureauId, visit: { branchId } } });
  if (known > 0) return;
  const { inspectionId, ...model } = await db.inspectionVisit.findFirstOrThrow({
    where: { bureauId, status: 'ACKNOWLEDGED' },
    include: {
      items: { take: 1 },
      rectifications: { take: 1 },
      evidence: { where: { reportId: { not: null } }, take: 1 },
    },
  });
  const plan = await db.inspection.findFirstOrThrow({ where: { bureauId, id: inspectionId } });
  const { items, rectifications, evidence, ...visit } = model;
  const [line, problem, file] = [items[0], rectifications[0], evidence[0]];
  if (!line || !problem || !file) throw new Error('The demonstration has no inspected branch.');
  const [planId, visitId, lineId, problemId, reportId] = [newId(), newId(), newId(), newId(), newId()];
  await db.inspection.create({ data: { ...plan, id: planId, checklist: plan.checklist ?? [] } });
  await db.inspectionVisit.create({ data: { ...visit, id: visitId, inspectionId: planId, branchId } });
  await db.inspectionItem.create({ data: { ...line, id: lineId, visitId } });
  await db.rectification.create({ data: { ...problem, id: problemId, visitId, itemId: lineId } });
  await db.rectificationReport.create({
    data: {
      ...{ bureauId, id: reportId, rectificationId: problemId, doneOn: visit.visitOn, content: '已整改' },
      ...{ createdByName: '张红梅', createdAt: problem.createdAt },
    },
  });
  for (const owner of [{ itemId: lineId }, { reportId }]) {
    const id = newId();
    const none = { itemId: null, rectificationId: null, reportId: null };
    await db.inspectionEvidence.create({ data: { ...file, ...none, ...owner, id, visitId } });
  }
}

/** Nobody votes in the portal in the demonstration: one counted ballot for the page of its result. */
async function addCountedBox(db: Db, bureauId: string, branchId: string): Promise<void> {
  await db.$pool.query(
    `INSERT INTO ballot_box ("bureauId", id, "electionId", round, status, "publicKey", "keyHash", candidates, supervisors,
       "electorCount", "openedAt", "closedAt", "countedAt", result)
     SELECT $1::uuid, ('0' || substr(gen_random_uuid()::text, 2))::uuid, id, 9, 'COUNTED', '', '', '[]', '[]', 0, now(), now(), now(),
       '{"cast":0,"ballots":[],"tallies":[],"receipts":[],"verdict":"INQUORATE","verdictText":""}'
     FROM leader_election WHERE "bureauId" = $1::uuid AND "branchId" = $2::uuid ORDER BY id LIMIT 1`,
    [bureauId, branchId],
  );
}

/** No branch of the sweeps has come to its acceptance: what it handed in, and a verdict with a problem to mend. */
async function addAcceptance(
  db: Db,
  { bureauId, branchId, campaignId }: { bureauId: string; branchId: string; campaignId: string },
): Promise<void> {
  const id = `('0' || substr(gen_random_uuid()::text, 2))::uuid`;
  await db.$pool.query(
    `WITH a AS (INSERT INTO self_assessment ("bureauId", id, "campaignId", "branchId", status, entries, "createdAt", "submittedAt")
       VALUES ($1, ${id}, $2, $3, 'RETURNED', '[]', now(), now()) RETURNING "bureauId", id)
     INSERT INTO self_assessment_version ("bureauId", id, "assessmentId", number, content, "contentHash", total, "submittedBy", "submittedAt")
     SELECT "bureauId", ${id}, id, 1, '{"at":"2026-11-01T02:00:00.000Z","total":60,"items":[]}', '', 60, '李振华', now() FROM a`,
    [bureauId, campaignId, branchId],
  );
  await db.$pool.query(
    `WITH v AS (INSERT INTO acceptance_verdict ("bureauId", id, "campaignId", "branchId", number, outcome, text, "decidedOn", "decidedBy",
         "recordedBy", "createdAt")
       VALUES ($1, ${id}, $2, $3, 1, 'AFTER_MENDING', '记录不全', current_date, '自治区检查组', '陈志远', now()) RETURNING "bureauId", id)
     INSERT INTO acceptance_problem ("bureauId", id, "verdictId", position, text, "dueOn")
     SELECT "bureauId", ${id}, id, 0, '补齐活动记录', current_date + 30 FROM v`,
    [bureauId, campaignId, branchId],
  );
}
