import type { Db } from '../../db/client.js';
import type { ProblemSeverity } from '../../generated/prisma/enums.js';
import { nameAt } from './branches-then.queries.js';
import { openProblemsAt } from './problems.queries.js';

/** What a meeting of the leading group speaks of besides the branches; days are `yyyy-mm-dd`. */
export interface Agenda {
  problems: {
    id: string;
    branchId: string;
    branchName: string;
    inspection: string;
    content: string;
    severity: ProblemSeverity;
    dueOn: string;
    /** It is the branch's turn; else the team's to look at what was mended. */
    waits: boolean;
  }[];
  notices: number;
  /** Records of fulfillments that the side above accepted. */
  records: number;
  visits: number;
  upcoming: { on: string; what: string; who: string }[];
}

const AHEAD_DAYS = 30;

/**
 * R49, R60: open problems of inspections with their deadlines and the figures of the whole bureau, at the end of a day, in one
 * query; what lies ahead as it is planned now (`withPlans`), for plans of a past day are not kept.
 */
export async function findAgenda(
  db: Pick<Db, '$queryRaw'>,
  key: { bureauId: string; campaignId: string; on: Date; end: Date; withPlans: boolean },
): Promise<Agenda> {
  const { bureauId, campaignId, on, end, withPlans } = key;
  const [agenda] = await db.$queryRaw<Agenda[]>`
    SELECT
      (SELECT coalesce(json_agg(json_build_object('id', p.id, 'branchId', p."branchId", 'branchName', ${nameAt('b', end)},
          'inspection', p.inspection, 'content', p.content, 'severity', p.severity, 'dueOn', p."dueOn", 'waits', p.waits)
          ORDER BY p."dueOn", b."shortName", p.id), '[]'::json)
        FROM (${openProblemsAt(campaignId, end)}) p JOIN branch b ON b."bureauId" = p."bureauId" AND b.id = p."branchId"
        WHERE p."bureauId" = ${bureauId}::uuid) AS problems,
      (SELECT count(*)::int FROM notice n LEFT JOIN notice s ON s."bureauId" = n."bureauId" AND s.id = n."supersededById"
        WHERE n."bureauId" = ${bureauId}::uuid AND n."campaignId" = ${campaignId}::uuid AND n."publishedAt" < ${end}
          AND (n."withdrawnAt" IS NULL OR n."withdrawnAt" >= ${end}) AND (s.id IS NULL OR s."publishedAt" >= ${end})) AS notices,
      (SELECT count(*)::int FROM fulfillment f JOIN commitment_item i ON i."bureauId" = f."bureauId" AND i.id = f."itemId"
        JOIN commitment c ON c."bureauId" = i."bureauId" AND c.id = i."commitmentId" AND c."campaignId" = ${campaignId}::uuid
        WHERE f."bureauId" = ${bureauId}::uuid AND f.status = 'ACCEPTED' AND f."decidedAt" < ${end}) AS records,
      (SELECT count(*)::int FROM inspection_visit v JOIN inspection i ON i."bureauId" = v."bureauId" AND i.id = v."inspectionId"
        AND i."campaignId" = ${campaignId}::uuid WHERE v."bureauId" = ${bureauId}::uuid AND v."handedOverAt" < ${end}) AS visits,
      (SELECT coalesce(json_agg(json_build_object('on', u."on", 'what', u.what, 'who', u.who) ORDER BY u."on", u.what, u.who), '[]'::json)
        FROM (SELECT v."visitOn" AS "on", '督导检查：' || i.title AS what, b."shortName" AS who FROM inspection_visit v
            JOIN inspection i ON i."bureauId" = v."bureauId" AND i.id = v."inspectionId" AND i."campaignId" = ${campaignId}::uuid
            JOIN branch b ON b."bureauId" = v."bureauId" AND b.id = v."branchId"
            WHERE v."bureauId" = ${bureauId}::uuid AND v.status = 'PLANNED'
          UNION ALL SELECT r."applyUntil", '申报截止：' || r.title, '各党支部' FROM evaluation_round r
            WHERE r."bureauId" = ${bureauId}::uuid AND r."campaignId" = ${campaignId}::uuid AND r.status = 'OPEN'
          UNION ALL SELECT p."endsOn", '公示期满：' || r.title, '局党委' FROM notice_period p
            JOIN evaluation_round r ON r."bureauId" = p."bureauId" AND r.id = p."roundId" AND r."campaignId" = ${campaignId}::uuid
            WHERE p."bureauId" = ${bureauId}::uuid AND p.status = 'RUNNING') u
        WHERE ${withPlans} AND u."on" BETWEEN ${on}::date AND ${on}::date + ${AHEAD_DAYS}::int) AS upcoming`;
  return agenda ?? { problems: [], notices: 0, records: 0, visits: 0, upcoming: [] };
}
