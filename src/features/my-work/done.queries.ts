import type { Db } from '../../db/client.js';
import { type DoneRow, MOST_DONE } from './done.rules.js';

/**
 * What somebody did since a moment, the latest first, each act on a thing once with its last time, in one query. Of the
 * trail only his own rows are read.
 */
export async function listDone(
  db: Pick<Db, '$queryRaw'>,
  { bureauId, accountId, since }: { bureauId: string; accountId: string; since: Date },
): Promise<DoneRow[]> {
  return db.$queryRaw<DoneRow[]>`
    WITH e AS (
      SELECT DISTINCT ON (action, entity, "entityId") * FROM audit_event
      WHERE "bureauId" = ${bureauId}::uuid AND "accountId" = ${accountId}::uuid AND at >= ${since}
      ORDER BY action, entity, "entityId", seq DESC),
    latest AS (SELECT * FROM e ORDER BY at DESC, seq DESC LIMIT ${MOST_DONE})
    SELECT e.at, e.action, e.entity, e."entityId", e."branchId", b."shortName" AS "branchName", t.other, t.subject,
      t.gone IS NOT FALSE AS gone
    FROM latest e LEFT JOIN branch b ON b."bureauId" = e."bureauId" AND b.id = e."branchId"
    LEFT JOIN LATERAL (
      SELECT NULL::text AS other, coalesce(m.name, g.name, '党支部') || '，' || c.year || '年' AS subject,
          c.status IN ('DRAFT', 'RETURNED') AS gone
        FROM commitment c LEFT JOIN member m ON m."bureauId" = c."bureauId" AND m.id = c."memberId"
        LEFT JOIN function_group g ON g."bureauId" = c."bureauId" AND g.id = c."groupId"
        WHERE e.entity = 'Commitment' AND c."bureauId" = e."bureauId" AND c.id::text = e."entityId"
      UNION ALL SELECT a."commitmentId"::text, a.reason, false FROM commitment_amendment a
        WHERE e.entity = 'CommitmentAmendment' AND a."bureauId" = e."bureauId" AND a.id::text = e."entityId"
      UNION ALL SELECT NULL, i."mainTask", c.status <> 'PUBLISHED' FROM commitment_item i
        JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId"
        WHERE e.entity = 'CommitmentItem' AND i."bureauId" = e."bureauId" AND i.id::text = e."entityId"
      UNION ALL SELECT i.id::text, i."mainTask", false FROM fulfillment f JOIN commitment_item i ON i."bureauId" = f."bureauId" AND i.id = f."itemId"
        WHERE e.entity = 'Fulfillment' AND f."bureauId" = e."bureauId" AND f.id::text = e."entityId"
      UNION ALL SELECT i.id::text, i."mainTask", false FROM item_extension x JOIN commitment_item i ON i."bureauId" = x."bureauId" AND i.id = x."itemId"
        WHERE e.entity = 'ItemExtension' AND x."bureauId" = e."bureauId" AND x.id::text = e."entityId"
      UNION ALL SELECT lower(replace(s.kind::text, '_', '-')), s.title, false FROM branch_statement s
        WHERE e.entity = 'BranchStatement' AND s."bureauId" = e."bureauId" AND s.id::text = e."entityId"
      UNION ALL SELECT lower(replace(s.step::text, '_', '-')), NULL, false FROM branch_step s
        WHERE e.entity = 'BranchStep' AND s."bureauId" = e."bureauId" AND s.id::text = e."entityId"
      UNION ALL SELECT NULL, r.content, false FROM rectification r
        WHERE e.entity = 'Rectification' AND r."bureauId" = e."bureauId" AND r.id::text = e."entityId"
      UNION ALL SELECT NULL, i.title, false FROM inspection i
        WHERE e.entity = 'Inspection' AND i."bureauId" = e."bureauId" AND i.id::text = e."entityId"
      UNION ALL SELECT NULL, i.title, false FROM inspection_visit v JOIN inspection i ON i."bureauId" = v."bureauId" AND i.id = v."inspectionId"
        WHERE e.entity = 'InspectionVisit' AND v."bureauId" = e."bureauId" AND v.id::text = e."entityId"
      UNION ALL SELECT NULL, f.content, f.status = 'HIDDEN' FROM feedback f
        WHERE e.entity = 'Feedback' AND f."bureauId" = e."bureauId" AND f.id::text = e."entityId"
      UNION ALL SELECT NULL, m.title, false FROM branch_meeting m
        WHERE e.entity = 'BranchMeeting' AND m."bureauId" = e."bureauId" AND m.id::text = e."entityId"
      UNION ALL SELECT NULL, r.title, false FROM evaluation_round r
        WHERE e.entity = 'EvaluationRound' AND r."bureauId" = e."bureauId" AND r.id::text = e."entityId"
      UNION ALL SELECT NULL, a."candidateName", false FROM evaluation_application a
        WHERE e.entity = 'EvaluationApplication' AND a."bureauId" = e."bureauId" AND a.id::text = e."entityId"
      UNION ALL SELECT NULL, m.name, m."branchId" IS DISTINCT FROM e."branchId" FROM member m
        WHERE e.entity = 'Member' AND m."bureauId" = e."bureauId" AND m.id::text = e."entityId"
      UNION ALL SELECT NULL, g.name, false FROM function_group g
        WHERE e.entity = 'FunctionGroup' AND g."bureauId" = e."bureauId" AND g.id::text = e."entityId"
      UNION ALL SELECT NULL, NULL, false WHERE NOT (e.entity = ANY(${JOINED}))
    ) t ON true
    ORDER BY e.at DESC, e.seq DESC`;
}

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
  ...['EvaluationApplication', 'Member', 'FunctionGroup'],
];
