import { Prisma } from '../../generated/prisma/client.js';

const { sql } = Prisma;

/**
 * R49: the problems handed over to branches and not closed at a moment, each with the deadline it had then: `waits` says
 * that it was the branch's turn. A deadline moved later (more time granted, sent back with a new day) left the old one
 * behind. Columns: bureauId, branchId, id, content, severity, dueOn, waits, inspection.
 */
export const openProblemsAt = (campaignId: string, end: Date): Prisma.Sql => sql`
  SELECT v."bureauId", v."branchId", r.id, r.content, r.severity, i.title AS inspection,
    coalesce((SELECT x."oldDueOn" FROM (
        SELECT y."oldDueOn", y."decidedAt" AS at FROM rectification_extension y WHERE y."bureauId" = r."bureauId"
          AND y."rectificationId" = r.id AND y.status = 'GRANTED' AND y."decidedAt" >= ${end}
        UNION ALL SELECT q."oldDueOn", q."checkedAt" FROM rectification_report q WHERE q."bureauId" = r."bureauId"
          AND q."rectificationId" = r.id AND q.accepted = false AND q."checkedAt" >= ${end}) x
      ORDER BY x.at LIMIT 1), r."dueOn") AS "dueOn",
    NOT EXISTS (SELECT 1 FROM rectification_report q WHERE q."bureauId" = r."bureauId" AND q."rectificationId" = r.id
      AND q."createdAt" < ${end} AND (q."checkedAt" IS NULL OR q."checkedAt" >= ${end})) AS waits
  FROM inspection_visit v JOIN inspection i ON i."bureauId" = v."bureauId" AND i.id = v."inspectionId"
      AND i."campaignId" = ${campaignId}::uuid
    JOIN rectification r ON r."bureauId" = v."bureauId" AND r."visitId" = v.id AND r.status NOT IN ('NOTED', 'WITHDRAWN')
  WHERE v."handedOverAt" < ${end} AND NOT EXISTS (SELECT 1 FROM rectification_report q WHERE q."bureauId" = r."bureauId"
    AND q."rectificationId" = r.id AND q.accepted AND q."checkedAt" < ${end})`;
