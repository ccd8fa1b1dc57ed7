import type { Db } from '../../db/client.js';
import type { SchoolKind, StepName } from '../../generated/prisma/enums.js';

/** A branch as PostgreSQL builds it. */
export interface BoardRow {
  id: string;
  shortName: string;
  schoolName: string;
  unitKind: SchoolKind;
  steps: {
    step: StepName;
    status: 'OPEN' | 'COMPLETED';
    openedAt: string;
    completedAt: string | null;
    extendedTo: string | null;
    overrideReason: string | null;
  }[];
  overdueMending: { count: number; dueOn: string; content: string } | null;
}

/** Every active branch with its steps in the campaign and what it has not mended in time (R49), in one query. */
export async function listBranchProgress(db: Db, bureauId: string, campaignId: string, today: Date) {
  const rows = await db.$queryRaw<BoardRow[]>`
    SELECT b.id, b."shortName", b."schoolName", b."unitKind", coalesce(json_agg(json_build_object('step', s.step, 'status', s.status,
        'openedAt', s."openedAt", 'completedAt', s."completedAt", 'extendedTo', s."extendedTo",
        'overrideReason', s."overrideReason")) FILTER (WHERE s.id IS NOT NULL), '[]'::json) AS steps,
      (SELECT CASE WHEN count(*) = 0 THEN NULL ELSE json_build_object('count', count(*), 'dueOn', min(r."dueOn"),
          'content', (array_agg(r.content ORDER BY r."dueOn", r.id))[1]) END
        FROM inspection_visit v JOIN inspection i ON i."bureauId" = v."bureauId" AND i.id = v."inspectionId"
          AND i."campaignId" = ${campaignId}::uuid
        JOIN rectification r ON r."bureauId" = v."bureauId" AND r."visitId" = v.id
          AND r.status IN ('OPEN', 'RETURNED') AND r."dueOn" < ${today}::date
        WHERE v."bureauId" = b."bureauId" AND v."branchId" = b.id) AS "overdueMending"
    FROM branch b LEFT JOIN branch_step s ON s."bureauId" = b."bureauId" AND s."branchId" = b.id
      AND s."campaignId" = ${campaignId}::uuid
    WHERE b."bureauId" = ${bureauId}::uuid AND b.status = 'ACTIVE'
    GROUP BY b."bureauId", b.id ORDER BY b."createdAt", b."shortName"`;
  return rows.map(progressOfRow);
}

/** The same with its moments and days as such. */
export const progressOfRow = (row: BoardRow) => ({
  id: row.id,
  shortName: row.shortName,
  schoolName: row.schoolName,
  unitKind: row.unitKind,
  overdueMending: row.overdueMending,
  steps: row.steps.map((step) => ({
    ...step,
    openedAt: new Date(step.openedAt),
    completedAt: step.completedAt === null ? null : new Date(step.completedAt),
    extendedTo: step.extendedTo === null ? null : new Date(`${step.extendedTo}T00:00:00Z`),
  })),
});

export type BranchProgress = ReturnType<typeof progressOfRow>;
