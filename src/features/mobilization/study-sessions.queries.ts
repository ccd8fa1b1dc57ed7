import type { Db } from '../../db/client.js';
import type { BranchKey } from './statements.queries.js';

/** Study sessions of a branch, the latest first. */
export function listStudySessions(db: Db, key: BranchKey) {
  return db.studySession.findMany({ where: key, orderBy: [{ heldOn: 'desc' }, { id: 'desc' }], take: 100 });
}

/** Members who can be ticked as present. */
export function listAttendanceChoices(db: Db, bureauId: string, branchId: string) {
  return db.member.findMany({
    where: { bureauId, branchId, leftOn: null, isLost: false },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, post: true },
    take: 500,
  });
}
