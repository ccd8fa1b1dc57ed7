import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db } from '../../db/client.js';

/** Study sessions of a branch, the latest first. */
export function listStudySessions(db: Db, { bureauId, campaignId, branchId }: StepPlace, most = 100) {
  return db.studySession.findMany({
    where: { bureauId, campaignId, branchId },
    orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
    take: most,
  });
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
