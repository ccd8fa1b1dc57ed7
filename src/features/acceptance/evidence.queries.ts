import type { Db, Tx } from '../../db/client.js';
import type { EvidenceFacts } from './evidence.rules.js';

const SHOWN = 5;

/** Everything of the branch that the list asks for, in one query. */
export async function findEvidence(
  db: Pick<Db | Tx, '$queryRaw'>,
  key: { bureauId: string; campaignId: string; branchId: string },
): Promise<EvidenceFacts> {
  const { bureauId, campaignId, branchId } = key;
  const rows = await db.$queryRaw<EvidenceFacts[]>`
    WITH s AS (SELECT ${bureauId}::uuid AS "bureauId", ${campaignId}::uuid AS "campaignId", ${branchId}::uuid AS "branchId"),
    kept AS (SELECT i.id, i."mainTask" AS name, i.position, c.year, c.level FROM s JOIN commitment c ON c."bureauId" = s."bureauId"
        AND c."campaignId" = s."campaignId" AND c."branchId" = s."branchId" AND c.status = 'PUBLISHED'
      JOIN commitment_item i ON i."bureauId" = c."bureauId" AND i."commitmentId" = c.id)
    SELECT
      (SELECT l.items FROM acceptance_list l WHERE l."bureauId" = s."bureauId" AND l."campaignId" = s."campaignId") AS list,
      (SELECT count(*)::int FROM member m WHERE m."bureauId" = s."bureauId" AND m."branchId" = s."branchId" AND m."leftOn" IS NULL) AS members,
      (SELECT count(*)::int FROM member m WHERE m."bureauId" = s."bureauId" AND m."branchId" = s."branchId" AND m."leftOn" IS NULL
        AND m."skillsConfirmedAt" IS NOT NULL) AS skilled,
      (SELECT count(*)::int FROM study_session y WHERE y."bureauId" = s."bureauId" AND y."campaignId" = s."campaignId"
        AND y."branchId" = s."branchId") AS sessions,
      (SELECT count(*)::int FROM activity_log w WHERE w."bureauId" = s."bureauId" AND w."campaignId" = s."campaignId"
        AND w."branchId" = s."branchId" AND w."removedAt" IS NULL) AS activities,
      (SELECT count(*)::int FROM consultation_opinion o JOIN group_proposal p ON p."bureauId" = o."bureauId" AND p.id = o."proposalId"
        WHERE p."bureauId" = s."bureauId" AND p."campaignId" = s."campaignId" AND p."branchId" = s."branchId") AS opinions,
      (SELECT max(v.version)::int FROM membership_list_version v JOIN enrollment_round r ON r."bureauId" = v."bureauId" AND r.id = v."roundId"
        WHERE r."bureauId" = s."bureauId" AND r."campaignId" = s."campaignId" AND r."branchId" = s."branchId") AS "listVersion",
      (SELECT count(*)::int FROM evaluation_application a JOIN evaluation_round r ON r."bureauId" = a."bureauId" AND r.id = a."roundId"
        WHERE a."bureauId" = s."bureauId" AND r."campaignId" = s."campaignId" AND a."branchId" = s."branchId"
          AND a.status IN ('RECOMMENDED', 'CHOSEN', 'NOT_CHOSEN')) AS applications,
      (SELECT count(*)::int FROM feedback f WHERE f."bureauId" = s."bureauId" AND f."campaignId" = s."campaignId"
        AND f."branchId" = s."branchId" AND f.status = 'ANSWERED') AS answered,
      (SELECT count(*)::int FROM commitment c WHERE c."bureauId" = s."bureauId" AND c."campaignId" = s."campaignId"
        AND c."branchId" = s."branchId" AND c.level = 'GROUP' AND c.status = 'PUBLISHED') AS "groupLetters",
      (SELECT count(*)::int FROM commitment c WHERE c."bureauId" = s."bureauId" AND c."campaignId" = s."campaignId"
        AND c."branchId" = s."branchId" AND c.level = 'MEMBER' AND c.type <> 'SHORT_TASK' AND c.status = 'PUBLISHED') AS "memberLetters",
      (SELECT count(*)::int FROM item_assignment a JOIN kept k ON k.id = a."itemId" WHERE a."bureauId" = s."bureauId" AND k.level = 'BRANCH') AS assignments,
      (SELECT count(*)::int FROM fulfillment f JOIN kept k ON k.id = f."itemId" WHERE f."bureauId" = s."bureauId" AND f.status = 'ACCEPTED') AS records,
      (SELECT coalesce(json_agg(t.kind), '[]') FROM branch_statement t WHERE t."bureauId" = s."bureauId" AND t."campaignId" = s."campaignId"
        AND t."branchId" = s."branchId" AND t.status IN ('APPROVED', 'PUBLISHED')) AS statements,
      (SELECT coalesce(json_agg(json_build_object('id', b.id, 'purpose', b.purpose, 'heldOn', b."heldOn", 'verdict', b.verdict)
          ORDER BY b."heldOn", b.id), '[]') FROM branch_meeting b WHERE b."bureauId" = s."bureauId" AND b."campaignId" = s."campaignId"
        AND b."branchId" = s."branchId" AND b.purpose <> 'OTHER') AS meetings,
      (SELECT coalesce(json_agg(json_build_object('id', n.id, 'kind', n.kind, 'title', n.title) ORDER BY n."publishedAt", n.id), '[]')
        FROM notice n WHERE n."bureauId" = s."bureauId" AND n."campaignId" = s."campaignId" AND n."branchId" = s."branchId"
          AND n."supersededById" IS NULL AND n."withdrawnAt" IS NULL) AS notices,
      (SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.position), '[]') FROM function_group g
        WHERE g."bureauId" = s."bureauId" AND g."campaignId" = s."campaignId" AND g."branchId" = s."branchId" AND g."closedAt" IS NULL
          AND btrim(g."activityRules") <> '' AND btrim(g.duties) <> '') AS groups,
      (SELECT coalesce(json_agg(json_build_object('id', x.id, 'name', x.name)), '[]') FROM (SELECT c.id, g.name FROM election_count c
        JOIN leader_election e ON e."bureauId" = c."bureauId" AND e.id = c."electionId"
        JOIN function_group g ON g."bureauId" = e."bureauId" AND g.id = e."groupId"
        WHERE e."bureauId" = s."bureauId" AND e."campaignId" = s."campaignId" AND e."branchId" = s."branchId"
        ORDER BY c."heldOn", c.id LIMIT ${SHOWN}) x) AS counts,
      (SELECT coalesce(json_agg(json_build_object('id', c.id, 'year', c.year) ORDER BY c.year), '[]') FROM commitment c
        WHERE c."bureauId" = s."bureauId" AND c."campaignId" = s."campaignId" AND c."branchId" = s."branchId"
          AND c.level = 'BRANCH' AND c.status = 'PUBLISHED') AS letters,
      (SELECT coalesce(json_agg(json_build_object('id', x.id, 'name', x.name)), '[]') FROM (SELECT k.id, k.name FROM kept k
        WHERE EXISTS (SELECT 1 FROM fulfillment f WHERE f."bureauId" = s."bureauId" AND f."itemId" = k.id AND f.status = 'ACCEPTED')
        ORDER BY k.level, k.year, k.position, k.id LIMIT ${SHOWN}) x) AS recorded,
      (SELECT coalesce(json_agg(json_build_object('id', x.id, 'name', x.name)), '[]') FROM (SELECT e.id, k.name FROM item_extension e
        JOIN kept k ON k.id = e."itemId" WHERE e."bureauId" = s."bureauId" ORDER BY e."createdAt", e.id LIMIT ${SHOWN}) x) AS extensions
    FROM s`;
  const [row] = rows;
  if (!row) throw new Error('One branch gives one row.');
  return row;
}
