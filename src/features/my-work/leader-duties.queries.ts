import { Prisma } from '../../generated/prisma/client.js';
import type { DutyKey } from './duties.rules.js';
import { anyOf, dutyOfBranch, noneOf } from './duty-row.queries.js';
import type { Office } from './office.js';

const { sql } = Prisma;

/**
 * E28: leaders from before the branch committee was elected anew, as awaitsConfirmation of the elections' rules has it: the
 * secretary confirms or replaces each, the leader himself calls the meeting of his group. E26: groups whose leader has
 * left wait for the by-election, by the acting leader's last day where there is one.
 */
export function leaderDuties({ bureauId, campaignId }: DutyKey, { secretaryOf, leads }: Office): Prisma.Sql[] {
  const groups = sql`FROM b JOIN function_group g ON g."bureauId" = b."bureauId" AND g."branchId" = b.id
    AND g."campaignId" = ${campaignId}::uuid AND g."closedAt" IS NULL`;
  const outlasting = sql`${groups} JOIN branch y ON y."bureauId" = b."bureauId" AND y.id = b.id
    JOIN leader_term t ON t."bureauId" = g."bureauId" AND t."groupId" = g.id AND t."endedAt" IS NULL AND t.method <> 'ACTING'
      AND (t."startedAt" AT TIME ZONE 'Asia/Shanghai')::date < y."committeeElectedOn"
      AND (t."confirmedOn" IS NULL OR t."confirmedOn" < y."committeeElectedOn")`;
  const columns = {
    ...{ id: sql`g.id`, title: sql`g.name` },
    since: sql`(y."committeeElectedOn"::timestamp AT TIME ZONE 'Asia/Shanghai')`,
  };
  return [
    ...(secretaryOf.length > 0
      ? [
          sql`${dutyOfBranch('LEADER_RENEWAL', columns)} ${outlasting} WHERE ${anyOf('b.id', secretaryOf)}`,
          sql`${dutyOfBranch('BY_ELECTION', { id: sql`g.id`, title: sql`g.name`, other: sql`e.status::text`, dueOn: sql`a."actingUntil"`, since: sql`past.until` })}
            ${groups} JOIN (SELECT "groupId", max("endedAt") AS until FROM leader_term WHERE "bureauId" = ${bureauId}::uuid AND method <> 'ACTING'
              GROUP BY "groupId" HAVING count(*) = count("endedAt")) past ON past."groupId" = g.id
            LEFT JOIN leader_term a ON a."bureauId" = g."bureauId" AND a."groupId" = g.id AND a."endedAt" IS NULL
            LEFT JOIN leader_election e ON e."bureauId" = g."bureauId" AND e."groupId" = g.id AND e.status IN ('NOMINATING', 'VOTING')
            WHERE ${anyOf('b.id', secretaryOf)}`,
        ]
      : []),
    ...(leads.length > 0
      ? [
          sql`${dutyOfBranch('LEADER_MEETING', columns)} ${outlasting} WHERE ${anyOf('g.id', leads)} AND ${noneOf('b.id', secretaryOf)}`,
        ]
      : []),
  ];
}
