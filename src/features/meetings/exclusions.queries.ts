import type { Db } from '../../db/client.js';
import { listElectors } from '../../db/electors.js';
import type { BranchScope } from './meetings.queries.js';

/** Exclusions of the branch, those in force first. */
export function listExclusions(db: Db, { bureauId, branchId }: BranchScope) {
  return db.attendanceExclusion.findMany({
    where: { bureauId, branchId },
    relationLoadStrategy: 'join',
    orderBy: [{ endsOn: { sort: 'desc', nulls: 'first' } }, { startsOn: 'desc' }, { id: 'asc' }],
    take: 200,
    select: {
      id: true,
      ground: true,
      note: true,
      superiorAgreedOn: true,
      approvedOn: true,
      startsOn: true,
      endsOn: true,
      member: { select: { name: true } },
    },
  });
}

export type ExclusionRow = Awaited<ReturnType<typeof listExclusions>>[number];

/** Who counts in 应到 of the branch on that day: whom an exclusion could be for. */
export async function listCounted(db: Db, scope: BranchScope, day: Date) {
  return (await listElectors(db, scope, day)).filter((elector) => elector.standing === 'ELIGIBLE');
}
