import { type BranchInCampaign, placeFor, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { type Upload, withOptionalFile } from '../../db/evidence-store.js';
import type { FileStore } from '../../db/file-store.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { type Activity, findActivity, findGroupPeople } from './activities.queries.js';
import { heldDayFault } from './activities.rules.js';
import { writePhoto } from './photos.service.js';

export interface ActivityInput {
  heldOn: Date;
  place: string;
  topic: string;
  result: string;
  participantIds: readonly string[];
}

/**
 * R27: an activity that a group held, with a photograph or without. Gives its id. Throws NotFound, StepNotOpen,
 * RuleViolation (day, who took part, no picture or PDF).
 */
export async function recordActivity(
  useCase: UseCase,
  files: FileStore,
  branch: BranchInCampaign,
  groupId: string,
  input: ActivityInput,
  upload: Upload | null = null,
): Promise<string> {
  const key = placeFor(useCase, branch);
  const id = newId();
  await withOptionalFile(useCase, files, upload, async (tx, record, file) => {
    await requireReachedStep(tx, key, 'ENROLLMENT');
    const { heldOn, place, topic, result } = input;
    const participantIds = await requireSound(tx, useCase, key, groupId, input);
    await tx.activityLog.create({
      data: {
        ...{ ...key, id, groupId, heldOn, place, topic, result },
        ...{ createdByName: useCase.actor.name, createdAt: useCase.clock.now() },
      },
    });
    await writeParticipants(tx, key.bureauId, id, participantIds);
    record({
      ...entry('activity.record', id, key.branchId),
      note: topic,
      detail: { heldOn: dayInput(heldOn), groupId },
    });
    if (file) await writePhoto(tx, record, useCase, { activityId: id, branchId: key.branchId }, file);
  });
  return id;
}

/** Who took part are members of the group, now or before; each once. */
async function requireSound(
  tx: Tx,
  { clock }: UseCase,
  key: StepPlace,
  groupId: string,
  { heldOn, participantIds }: ActivityInput,
): Promise<string[]> {
  const group = await findGroupPeople(tx, key, groupId);
  if (!group) throw new NotFound();
  const fault = heldDayFault(heldOn, group, chinaDay(clock.now()));
  if (fault) throw new RuleViolation(fault, 'heldOn');
  const known = new Set(group.people.map((person) => person.id));
  if (participantIds.some((id) => !known.has(id)))
    throw new RuleViolation('小组名单有变化，请重新勾选参加的党员。', 'participantIds');
  return [...new Set(participantIds)];
}

async function writeParticipants(tx: Tx, bureauId: string, activityId: string, ids: readonly string[]): Promise<void> {
  await tx.activityParticipant.createMany({ data: ids.map((memberId) => ({ bureauId, activityId, memberId })) });
}

/**
 * The record, put right. What stood on the notice board goes off it until the branch publishes it anew. Throws NotFound,
 * StaleState when it was changed or removed meanwhile, RuleViolation.
 */
export async function reviseActivity(
  useCase: UseCase,
  branch: BranchInCampaign,
  id: string,
  { revision, ...input }: ActivityInput & { revision: number },
): Promise<{ tookOffBoard: boolean }> {
  const key = placeFor(useCase, branch);
  return inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'ENROLLMENT');
    const found = await getStanding(tx, key, id);
    const { heldOn, place, topic, result } = input;
    const participantIds = await requireSound(tx, useCase, key, found.groupId, input);
    await change(tx, key, { id, revision }, { heldOn, place, topic, result, ...OFF_BOARD });
    await tx.activityParticipant.deleteMany({ where: { bureauId: key.bureauId, activityId: id } });
    await writeParticipants(tx, key.bureauId, id, participantIds);
    const before = { heldOn: dayInput(found.heldOn), place: found.place, topic: found.topic, result: found.result };
    record({ ...entry('activity.revise', id, key.branchId), note: topic, detail: { before } });
    return { tookOffBoard: found.publishedAt !== null };
  });
}

const OFF_BOARD = { publishedAt: null, publishedByName: null, secrecyReviewedBy: null };

/** Throws NotFound; StaleState when the activity was removed. */
export async function getStanding(
  tx: Tx,
  key: Pick<StepPlace, 'bureauId' | 'branchId'>,
  id: string,
): Promise<Activity> {
  const found = await findActivity(tx, key, id);
  if (!found) throw new NotFound();
  if (found.removedAt) throw new StaleState('这条活动记录已经去掉，不能再改。');
  return found;
}

/** The conditional update: of two at once one counts. */
async function change(
  tx: Tx,
  { bureauId, branchId }: StepPlace,
  { id, revision }: { id: string; revision: number },
  data: object,
): Promise<void> {
  const { count } = await tx.activityLog.updateMany({
    where: { bureauId, branchId, id, revision, removedAt: null },
    data: { ...data, revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState('这条活动记录刚才已有修改，请看最新内容后再操作。');
}

/** Takes a record away that was entered by mistake, with the reason; it counts nowhere from then on. */
export async function removeActivity(
  useCase: UseCase,
  branch: BranchInCampaign,
  id: string,
  reason: string,
): Promise<void> {
  const key = placeFor(useCase, branch);
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'ENROLLMENT');
    const found = await getStanding(tx, key, id);
    const removed = { removedAt: useCase.clock.now(), removedByName: useCase.actor.name, removeReason: reason };
    await change(tx, key, found, { ...removed, ...OFF_BOARD });
    record({ ...entry('activity.remove', id, key.branchId), note: reason });
  });
}

/** The branch shows an activity on the notice board after its secrecy review. Throws NotFound, StaleState. */
export async function publishActivity(
  useCase: UseCase,
  branch: BranchInCampaign,
  id: string,
  { revision, secrecyReviewedBy }: { revision: number; secrecyReviewedBy: string },
): Promise<void> {
  const key = placeFor(useCase, branch);
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'ENROLLMENT');
    const found = await getStanding(tx, key, id);
    if (found.publishedAt) throw new StaleState('这项活动已经公布。');
    const published = { publishedAt: useCase.clock.now(), publishedByName: useCase.actor.name, secrecyReviewedBy };
    await change(tx, key, { id, revision }, published);
    record({ ...entry('activity.publish', id, key.branchId), note: found.topic });
  });
}

/** E52: takes an activity off the notice board with the reason; goes on in an accepted branch. */
export async function withdrawActivity(
  useCase: UseCase,
  branch: BranchInCampaign,
  id: string,
  reason: string,
): Promise<void> {
  const key = placeFor(useCase, branch);
  await inTransaction(useCase, async (tx, record) => {
    const found = await getStanding(tx, key, id);
    if (!found.publishedAt) throw new StaleState('这项活动不在公开栏上。');
    await change(tx, key, found, OFF_BOARD);
    record({ ...entry('activity.withdraw', id, key.branchId), note: reason });
  });
}

const entry = (action: string, entityId: string, branchId: string): AuditEntry => ({
  ...{ action, entity: 'ActivityLog', entityId, branchId },
});
