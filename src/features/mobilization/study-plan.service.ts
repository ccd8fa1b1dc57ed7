import { type BranchInCampaign, placeFor, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import type { PlannedKind } from '../../generated/prisma/enums.js';
import { dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { findPlanned } from './study-plan.queries.js';

export interface PlannedInput {
  kind: PlannedKind;
  plannedOn: Date;
  topic: string;
  note: string | null;
}

/** R4: a session or meeting that the branch means to hold. Gives its id. */
export async function planEvent(useCase: UseCase, place: BranchInCampaign, input: PlannedInput): Promise<string> {
  const key = placeFor(useCase, place);
  const id = newId();
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'SURVEY');
    const { kind, plannedOn, topic, note } = input;
    await tx.plannedEvent.create({
      data: {
        ...{ ...key, id, kind, plannedOn, topic, note },
        ...{ createdByName: useCase.actor.name, createdAt: useCase.clock.now() },
      },
    });
    record({
      ...entry('plannedEvent.plan', id, key.branchId),
      note: topic,
      detail: { plannedOn: dayInput(plannedOn) },
    });
  });
  return id;
}

/** The minutes of a planned meeting stand behind it from now on. Throws NotFound, StaleState, RuleViolation. */
export async function markMeetingHeld(
  useCase: UseCase,
  place: BranchInCampaign,
  id: string,
  meetingId: string,
): Promise<void> {
  const key = placeFor(useCase, place);
  const { bureauId, campaignId, branchId } = key;
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'SURVEY');
    const meeting = await tx.branchMeeting.findFirst({
      where: { bureauId, campaignId, branchId, id: meetingId },
      select: { planned: { select: { id: true } } },
    });
    if (!meeting) throw new RuleViolation('没有找到这份会议记录，请重新选择。', 'meetingId');
    if (meeting.planned) throw new RuleViolation('这份会议记录已经对应另一项计划，请重新选择。', 'meetingId');
    await markHeld(tx, record, key, id, { meetingId });
  });
}

/** Ties what was held to its line of the plan, in the caller's transaction. Throws NotFound, StaleState. */
export async function markHeld(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  key: StepPlace,
  id: string,
  held: { sessionId: string } | { meetingId: string },
): Promise<void> {
  await end(tx, key, id, 'sessionId' in held ? 'STUDY' : 'MEETING', held);
  record({ ...entry('plannedEvent.hold', id, key.branchId), detail: held });
}

/** A plan that comes to nothing says why. Throws NotFound, StaleState. */
export async function cancelPlanned(
  useCase: UseCase,
  place: BranchInCampaign,
  id: string,
  reason: string,
): Promise<void> {
  const key = placeFor(useCase, place);
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'SURVEY');
    await end(tx, key, id, null, { canceledAt: useCase.clock.now(), cancelReason: reason });
    record({ ...entry('plannedEvent.cancel', id, key.branchId), note: reason });
  });
}

/** E40: what a branch that is no more had planned comes to nothing. Part of a larger act. */
export async function cancelAllPlanned(
  tx: Tx,
  record: (entry: AuditEntry) => void,
  { actor: { bureauId }, clock }: UseCase,
  { branchId, reason }: { branchId: string; reason: string },
): Promise<void> {
  const where = { bureauId, branchId, sessionId: null, meetingId: null, canceledAt: null };
  const planned = await tx.plannedEvent.findMany({ where, select: { id: true } });
  await tx.plannedEvent.updateMany({ where, data: { canceledAt: clock.now(), cancelReason: reason } });
  for (const { id } of planned) record({ ...entry('plannedEvent.cancel', id, branchId), note: reason });
}

/** The only writer of what becomes of a plan: of two at once one counts. */
async function end(tx: Tx, key: StepPlace, id: string, kind: PlannedKind | null, data: object): Promise<void> {
  const found = await findPlanned(tx, key, id);
  if (!found || (kind !== null && found.kind !== kind)) throw new NotFound();
  const { count } = await tx.plannedEvent.updateMany({
    where: { bureauId: key.bureauId, branchId: key.branchId, id, sessionId: null, meetingId: null, canceledAt: null },
    data,
  });
  if (count === 0) throw new StaleState('这项计划已经开展或取消，请看最新情况。');
}

const entry = (action: string, entityId: string, branchId: string): AuditEntry => ({
  ...{ action, entity: 'PlannedEvent', entityId, branchId },
});
