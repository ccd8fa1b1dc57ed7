import type { Db } from '../../db/client.js';

const COUNTED = { birthDate: true, education: true, post: true, memberType: true, skills: true } as const;

/** The roster of a branch as far as its structure asks. */
export function listCounted(db: Db, bureauId: string, branchId: string) {
  return db.member.findMany({ where: { bureauId, branchId, leftOn: null }, select: COUNTED });
}

/** The same over all active branches of the bureau, branch by branch, in one query. */
export function listCountedByBranch(db: Db, bureauId: string) {
  return db.branch.findMany({
    where: { bureauId, status: 'ACTIVE' },
    relationLoadStrategy: 'join',
    orderBy: [{ shortName: 'asc' }, { id: 'asc' }],
    select: { id: true, shortName: true, members: { where: { leftOn: null }, select: COUNTED } },
  });
}
export type BranchCounted = Awaited<ReturnType<typeof listCountedByBranch>>[number];
