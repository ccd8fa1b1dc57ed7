import { type BranchInCampaign, placeFor, requireReachedStep, type StepPlace } from '../../campaign/step-gate.js';
import type { Tx } from '../../db/client.js';
import { type AuditEntry, inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { personLabels } from '../../shared/same-names.js';
import { type Absence, absencesOf, withReasons } from './absences.rules.js';
import { markHeld } from './study-plan.service.js';
import { findStudySession, listAttendanceChoices, type StudySessionRow } from './study-sessions.queries.js';

export interface NewStudySession {
  topic: string;
  heldOn: Date;
  place: string;
  material: string;
  summary: string;
  attendeeIds: readonly string[];
}

/**
 * R4: records a study session that was held, with those who took part; `plannedId` names what it was planned as. Throws
 * RuleViolation on a day to come, NotFound, StaleState when that was held already.
 */
export async function recordStudySession(
  useCase: UseCase,
  place: BranchInCampaign,
  input: NewStudySession,
  plannedId: string | null = null,
): Promise<string> {
  const key = placeFor(useCase, place);
  return inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'STUDY');
    const id = newId();
    const { attendeeIds, absences } = await attendanceOf(tx, useCase, key, input, null);
    await tx.studySession.create({
      data: {
        ...{ ...key, id, ...textsOf(input), attendeeIds, absences: absences.map((row) => ({ ...row })) },
        createdAt: useCase.clock.now(),
      },
    });
    record({ ...entry('studySession.record', id, key.branchId), note: input.topic });
    if (plannedId !== null) await markHeld(tx, record, key, plannedId, { sessionId: id });
    return id;
  });
}

const textsOf = ({ topic, heldOn, place, material, summary }: NewStudySession) => ({
  ...{ topic, heldOn, place, material, summary },
});

async function attendanceOf(
  tx: Tx,
  { clock }: UseCase,
  { bureauId, branchId }: StepPlace,
  input: NewStudySession,
  before: StudySessionRow | null,
): Promise<{ attendeeIds: string[]; absences: Absence[] }> {
  if (input.heldOn > chinaDay(clock.now()))
    throw new RuleViolation('学习日期不能晚于今天，请在学习之后登记。', 'heldOn');
  const attendeeIds = [...new Set(input.attendeeIds)];
  const known = await tx.member.count({ where: { bureauId, branchId, id: { in: attendeeIds } } });
  if (known !== attendeeIds.length) throw new RuleViolation('参加人员名单有变化，请重新勾选。', 'attendeeIds');
  const roster = await listAttendanceChoices(tx, bureauId, branchId);
  const labels = personLabels(roster);
  const invited = roster.map(({ id, name }) => ({ id, name: labels.get(id) ?? name }));
  return { attendeeIds, absences: absencesOf(invited, attendeeIds, before?.absences) };
}

/** R4: the record, put right. Throws NotFound, RuleViolation, StaleState when it was changed meanwhile. */
export async function reviseStudySession(
  useCase: UseCase,
  place: BranchInCampaign,
  id: string,
  { revision, ...input }: NewStudySession & { revision: number },
): Promise<void> {
  const key = placeFor(useCase, place);
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'STUDY');
    const before = await getSession(tx, key, id);
    const { attendeeIds, absences } = await attendanceOf(tx, useCase, key, input, before);
    const kept = { ...textsOf(input), attendeeIds, absences: absences.map((row) => ({ ...row })) };
    await change(tx, key, { id, revision }, kept);
    record({ ...entry('studySession.revise', id, key.branchId), note: input.topic });
  });
}

/** R4: why each of the absent was absent. Throws NotFound, StaleState, RuleViolation on somebody who was not absent. */
export async function explainAbsences(
  useCase: UseCase,
  place: BranchInCampaign,
  id: string,
  given: readonly { memberId: string; reason: string | null }[],
): Promise<void> {
  const key = placeFor(useCase, place);
  await inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'STUDY');
    const found = await getSession(tx, key, id);
    if (given.some(({ memberId }) => !found.absences.some((row) => row.memberId === memberId)))
      throw new RuleViolation('名单里有这次没有缺席的人，请刷新页面后再填写缺席原因。');
    const absences = withReasons(found.absences, given);
    await change(tx, key, found, { absences: absences.map((row) => ({ ...row })) });
    record(entry('studySession.explainAbsences', id, key.branchId));
  });
}

/** A session of the branch inside a use case. Throws NotFound. */
export async function getSession(tx: Tx, key: StepPlace, id: string): Promise<StudySessionRow> {
  const found = await findStudySession(tx, key, id);
  if (!found) throw new NotFound();
  return found;
}

async function change(
  tx: Tx,
  { bureauId, branchId }: StepPlace,
  { id, revision }: { id: string; revision: number },
  data: object,
): Promise<void> {
  const { count } = await tx.studySession.updateMany({
    where: { bureauId, branchId, id, revision },
    data: { ...data, revision: { increment: 1 } },
  });
  if (count === 0) throw new StaleState('这条学习记录刚才已有修改，请看最新内容后再操作。');
}

const entry = (action: string, entityId: string, branchId: string): AuditEntry => ({
  ...{ action, entity: 'StudySession', entityId, branchId },
});
