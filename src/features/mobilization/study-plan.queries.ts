import type { StepPlace } from '../../campaign/step-gate.js';
import type { Db, Tx } from '../../db/client.js';

const LINE = {
  ...{ id: true, kind: true, plannedOn: true, topic: true, note: true, canceledAt: true, cancelReason: true },
  ...{ sessionId: true, meetingId: true },
  session: { select: { heldOn: true } },
  meeting: { select: { heldOn: true } },
} as const;

/** What the branch means to hold and what became of it, by the day. */
export function listPlan(db: Db, { bureauId, campaignId, branchId }: StepPlace, most = 200) {
  return db.plannedEvent.findMany({
    where: { bureauId, campaignId, branchId },
    relationLoadStrategy: 'join',
    orderBy: [{ plannedOn: 'asc' }, { id: 'asc' }],
    take: most,
    select: LINE,
  });
}
export type PlannedLine = Awaited<ReturnType<typeof listPlan>>[number];

/** One line of the plan; null when the branch has none of this id. */
export function findPlanned(db: Db | Tx, { bureauId, campaignId, branchId }: StepPlace, id: string) {
  return db.plannedEvent.findFirst({ where: { bureauId, campaignId, branchId, id }, select: LINE });
}

/** Minutes of the branch that stand behind no plan yet, the latest first. */
export function listFreeMeetings(db: Db, { bureauId, campaignId, branchId }: StepPlace) {
  return db.branchMeeting.findMany({
    where: { bureauId, campaignId, branchId, planned: null },
    orderBy: [{ heldOn: 'desc' }, { id: 'desc' }],
    select: { id: true, title: true, heldOn: true },
    take: 100,
  });
}
