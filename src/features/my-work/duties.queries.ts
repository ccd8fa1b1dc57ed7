import type { Db } from '../../db/client.js';
import { Prisma } from '../../generated/prisma/client.js';
import { branchDuties, letterDuties } from './branch-duties.queries.js';
import { bureauDuties, reviewerDuties, teamDuties } from './bureau-duties.queries.js';
import { type Duty, type DutyKey, MOST_DUTIES } from './duties.rules.js';
import { leaderDuties } from './leader-duties.queries.js';
import type { Office } from './office.js';
import { rosterDuties } from './roster-duties.queries.js';

/**
 * Everything that waits for a person in his offices, most urgent first, in one query. `at_work` is each branch at work, `b`
 * those of them that are not frozen by their acceptance: in a frozen one only the roster goes on.
 */
export async function listDuties(db: Pick<Db, '$queryRaw'>, key: DutyKey, office: Office): Promise<Duty[]> {
  const arms = [
    ...bureauDuties(key, office),
    ...teamDuties(key, office),
    ...reviewerDuties(key, office),
    ...branchDuties(key, office),
    ...letterDuties(key, office),
    ...leaderDuties(key, office),
    ...rosterDuties(key, office),
  ];
  if (arms.length === 0) return [];
  return db.$queryRaw<Duty[]>`
    WITH at_work AS (
      SELECT x."bureauId", x.id, x."shortName" FROM branch x WHERE x."bureauId" = ${key.bureauId}::uuid AND x.status = 'ACTIVE'),
    b AS (
      SELECT x.* FROM at_work x
        WHERE NOT EXISTS (SELECT 1 FROM acceptance_verdict v WHERE v."bureauId" = x."bureauId" AND v."branchId" = x.id
          AND v."campaignId" = ${key.campaignId}::uuid AND v.outcome = 'PASSED' AND v."reopenedAt" IS NULL))
    SELECT kind, id, "branchId", "branchName", other, title, to_char("dueOn", 'YYYY-MM-DD') AS "dueOn",
      to_char(since AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS since
    FROM (${Prisma.join(arms, ' UNION ALL ')}) d
    ORDER BY "dueOn" NULLS LAST, since NULLS LAST, kind, id LIMIT ${MOST_DUTIES}`;
}
