import { type BranchInCampaign, placeFor, requireReachedStep } from '../../campaign/step-gate.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { chinaDay } from '../../shared/dates.js';
import { RuleViolation } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';

export interface NewStudySession {
  topic: string;
  heldOn: Date;
  place: string;
  material: string;
  summary: string;
  attendeeIds: readonly string[];
}

/** R4: records a study session that was held, with those who took part. Throws RuleViolation on a day to come. */
export async function recordStudySession(
  useCase: UseCase,
  place: BranchInCampaign,
  input: NewStudySession,
): Promise<string> {
  const key = placeFor(useCase, place);
  if (input.heldOn > chinaDay(useCase.clock.now()))
    throw new RuleViolation('学习日期不能晚于今天，请在学习之后登记。', 'heldOn');
  return inTransaction(useCase, async (tx, record) => {
    await requireReachedStep(tx, key, 'STUDY');
    const known = await tx.member.count({
      where: { bureauId: key.bureauId, branchId: key.branchId, id: { in: [...input.attendeeIds] } },
    });
    if (known !== new Set(input.attendeeIds).size)
      throw new RuleViolation('参加人员名单有变化，请重新勾选。', 'attendeeIds');
    const id = newId();
    await tx.studySession.create({
      data: {
        ...key,
        id,
        topic: input.topic,
        heldOn: input.heldOn,
        place: input.place,
        material: input.material,
        summary: input.summary,
        attendeeIds: [...new Set(input.attendeeIds)],
        createdAt: useCase.clock.now(),
      },
    });
    record({
      action: 'studySession.record',
      entity: 'StudySession',
      entityId: id,
      branchId: place.branchId,
      note: input.topic,
    });
    return id;
  });
}
