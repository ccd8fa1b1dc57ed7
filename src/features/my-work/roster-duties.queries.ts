import { Prisma } from '../../generated/prisma/client.js';
import type { DutyKey } from './duties.rules.js';
import { anyOf, dutyOfBranch, inCampaign } from './duty-row.queries.js';
import type { Office } from './office.js';

const { sql } = Prisma;

/**
 * What a branch's secretary has to do about members who come, go or become full members. The roster goes on in an accepted
 * branch (db/freeze.ts), so its matters are looked for in all branches at work; groups do not.
 */
export function rosterDuties({ campaignId, today }: DutyKey, { secretaryOf }: Office): Prisma.Sql[] {
  if (secretaryOf.length === 0) return [];
  const here = anyOf('b.id', secretaryOf);
  const letters = (side: 'toBranchId' | 'fromBranchId') => sql`FROM at_work b
    JOIN member_transfer t ON t."bureauId" = b."bureauId" AND ${Prisma.raw(`t."${side}"`)} = b.id AND t.status = 'IN_TRANSIT'
    JOIN member m ON m."bureauId" = t."bureauId" AND m.id = t."memberId" WHERE ${here}`;
  const letter = { id: sql`t.id`, title: sql`m.name`, dueOn: sql`t."validUntil"`, since: sql`t."createdAt"` };
  const member = sql`member m ON m."bureauId" = b."bureauId" AND m."branchId" = b.id AND m."leftOn" IS NULL AND NOT m."isLost"`;
  return [
    sql`${dutyOfBranch('ARRIVAL', letter)} ${letters('toBranchId')}`,
    // Elsewhere nobody enters the reception here: the home branch has to get the receipt back.
    sql`${dutyOfBranch('RECEIPT', letter)} ${letters('fromBranchId')} AND t."toBranchId" IS NULL AND t."validUntil" >= ${today}::date`,
    sql`${dutyOfBranch('LETTER_LAPSED', letter)} ${letters('fromBranchId')} AND t."validUntil" < ${today}::date`,
    // E2: he came after the list was settled, so that no sign-up of the others takes him in.
    sql`${dutyOfBranch('NEWCOMER', { id: sql`m.id`, title: sql`m.name`, since: sql`m."arrivedOn"` })}
      ${inCampaign('enrollment_round', 'r', campaignId)} AND r.status = 'CONFIRMED' JOIN ${member} AND m."arrivedOn" IS NOT NULL
      WHERE ${here}
        AND NOT EXISTS (SELECT 1 FROM enrollment_exemption x WHERE x."bureauId" = m."bureauId" AND x."memberId" = m.id
          AND x."campaignId" = r."campaignId")
        AND NOT EXISTS (SELECT 1 FROM group_membership k WHERE k."bureauId" = m."bureauId" AND k."memberId" = m.id
          AND k."campaignId" = r."campaignId" AND k."endedAt" IS NULL)`,
    // E6. Party constitution, art. 7: the probation takes one year, and then the branch discusses in time how it goes on.
    sql`${dutyOfBranch('PROBATION_OVER', { id: sql`m.id`, title: sql`m.name`, since: sql`(m."joinedOn" + interval '1 year')` })}
      FROM at_work b JOIN ${member} AND m."memberType" = 'PROBATIONARY' AND m."joinedOn" + interval '1 year' <= ${today}::date WHERE ${here}`,
  ];
}
