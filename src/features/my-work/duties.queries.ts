import type { Db } from '../../db/client.js';
import { Prisma } from '../../generated/prisma/client.js';
import { branchDuties, letterDuties } from './branch-duties.queries.js';
import { bureauDuties, reviewerDuties, teamDuties } from './bureau-duties.queries.js';
import { type Duty, type DutyKey, MOST_DUTIES } from './duties.rules.js';
import { leaderDuties } from './leader-duties.queries.js';
import type { Office } from './office.js';

/**
 * Everything that waits for a person in his offices, most urgent first, in one query. `b` is each branch at work that is
 * not frozen by its acceptance: in a frozen one nothing can be done.
 */
export async function listDuties(db: Pick<Db, '$queryRaw'>, key: DutyKey, office: Office): Promise<Duty[]> {
  const arms = [
    ...bureauDuties(key, office),
    ...teamDuties(key, office),
    ...reviewerDuties(key, office),
    ...branchDuties(key, office),
    ...letterDuties(key, office),
    ...leaderDuties(key, office),
  ];
  if (arms.length === 0) return [];
  return db.$queryRaw<Duty[]>`
    WITH b AS (
      SELECT x."bureauId", x.id, x."shortName" FROM branch x WHERE x."bureauId" = ${key.bureauId}::uuid AND x.status = 'ACTIVE'
        AND NOT EXISTS (SELECT 1 FROM acceptance_verdict v WHERE v."bureauId" = x."bureauId" AND v."branchId" = x.id
          AND v."campaignId" = ${key.campaignId}::uuid AND v.outcome = 'PASSED' AND v."reopenedAt" IS NULL))
    SELECT kind, id, "branchId", "branchName", other, title, to_char("dueOn", 'YYYY-MM-DD') AS "dueOn",
      to_char(since AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS since
    FROM (${Prisma.join(arms, ' UNION ALL ')}) d
    ORDER BY "dueOn" NULLS LAST, since NULLS LAST, kind, id LIMIT ${MOST_DUTIES}`;
}
