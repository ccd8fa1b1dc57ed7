import type { Db } from '../../db/client.js';
import type { PhaseName } from '../../generated/prisma/enums.js';
import { type BoardRow, type BranchProgress, progressOfRow } from './board.queries.js';
import { inBeingAt, nameAt } from './branches-then.queries.js';
import { openProblemsAt } from './problems.queries.js';

interface PastRow extends BoardRow {
  /** The phases as they were planned then, where they were moved since: as the trail has them. */
  phases: { phase: PhaseName; startsOn: string; endsOn: string }[] | null;
  publishedAt: Date;
}

export interface PastProgress {
  branches: BranchProgress[];
  phases: PastRow['phases'];
  /** The campaign was published by then. */
  running: boolean;
}

/**
 * Every branch as it stood at the end of a day, in one query, from what carries its own day: steps opened and completed
 * by then; a later day granted by then and the phases planned then, as the audit trail has them (E50, E51); problems of
 * inspections handed over by then, whose answer was not in and whose deadline, as it was then, had passed (R49).
 */
export async function listPastProgress(
  db: Pick<Db, '$queryRaw'>,
  { bureauId, campaignId, on, end }: { bureauId: string; campaignId: string; on: Date; end: Date },
): Promise<PastProgress> {
  const rows = await db.$queryRaw<PastRow[]>`
    SELECT b.id, ${nameAt('b', end)} AS "shortName", b."schoolName", b."unitKind", c."publishedAt",
      (SELECT e.detail -> 'before' FROM audit_event e WHERE e."bureauId" = b."bureauId" AND e.entity = 'Campaign'
        AND e."entityId" = c.id::text AND e.action = 'campaign.movePhases' AND e.at >= ${end} ORDER BY e.seq LIMIT 1) AS phases,
      (SELECT coalesce(json_agg(json_build_object('step', s.step,
          'status', CASE WHEN s."completedAt" < ${end} THEN 'COMPLETED' ELSE 'OPEN' END, 'openedAt', s."openedAt",
          'completedAt', CASE WHEN s."completedAt" < ${end} THEN s."completedAt" END,
          'extendedTo', (SELECT e."toState" FROM audit_event e WHERE e."bureauId" = s."bureauId" AND e.entity = 'BranchStep'
            AND e."entityId" = s.id::text AND e.action = 'step.extend' AND e.at < ${end} ORDER BY e.seq DESC LIMIT 1),
          'overrideReason', CASE WHEN s."completedAt" < ${end} THEN s."overrideReason" END)), '[]'::json)
        FROM branch_step s WHERE s."bureauId" = b."bureauId" AND s."branchId" = b.id AND s."campaignId" = c.id
          AND s."openedAt" < ${end}) AS steps,
      (SELECT CASE WHEN count(*) = 0 THEN NULL ELSE json_build_object('count', count(*), 'dueOn', min(p."dueOn"),
          'content', (array_agg(p.content ORDER BY p."dueOn", p.id))[1]) END
        FROM (${openProblemsAt(campaignId, end)}) p
        WHERE p."bureauId" = b."bureauId" AND p."branchId" = b.id AND p.waits AND p."dueOn" < ${on}::date) AS "overdueMending"
    FROM branch b JOIN campaign c ON c."bureauId" = b."bureauId" AND c.id = ${campaignId}::uuid
    WHERE b."bureauId" = ${bureauId}::uuid AND ${inBeingAt('b', end)}
    ORDER BY b."createdAt", b."shortName"`;
  const [first] = rows;
  return {
    branches: rows.map(progressOfRow),
    phases: first?.phases ?? null,
    running: first !== undefined && first.publishedAt < end,
  };
}
