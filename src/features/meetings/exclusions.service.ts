import { RIGHTS_SELECT } from '../../db/electors.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import type { ExclusionGround } from '../../generated/prisma/enums.js';
import { chinaDay, dayInput } from '../../shared/dates.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { standingOn } from '../../shared/voting-rights.js';
import { type ExclusionDates, exclusionProblem, standingProblem } from './exclusions.rules.js';

export interface ExclusionInput extends ExclusionDates {
  memberId: string;
  ground: ExclusionGround;
  note: string | null;
}

/**
 * E4, E8, E17: leaves a member out of 应到 from one day on, after both steps of the rule. Throws RuleViolation (order of
 * the steps, no vote to be left out of, left out already), NotFound (not on this branch's roster).
 */
export async function addExclusion(useCase: UseCase, branchId: string, input: ExclusionInput): Promise<string> {
  const { bureauId } = useCase.actor;
  const now = useCase.clock.now();
  const today = chinaDay(now);
  const problem = exclusionProblem(input, today);
  if (problem) throw new RuleViolation(problem.message, problem.field);
  return inTransaction(useCase, async (tx, record) => {
    // Two requests at once for one member: the second waits here and then sees the first.
    await tx.$queryRaw`SELECT id FROM member WHERE "bureauId" = ${bureauId}::uuid AND id = ${input.memberId}::uuid FOR UPDATE`;
    const member = await tx.member.findFirst({
      where: { bureauId, branchId, id: input.memberId, leftOn: null },
      select: { name: true, ...RIGHTS_SELECT },
    });
    if (!member) throw new NotFound();
    const { startsOn } = input;
    const coming = member.exclusions.some((one) => one.startsOn > startsOn);
    const fault = standingProblem(coming ? 'EXCLUDED' : standingOn(member, startsOn), member.name);
    if (fault) throw new RuleViolation(fault.message, fault.field);
    const id = newId();
    await tx.attendanceExclusion.create({
      data: {
        bureauId,
        id,
        branchId,
        memberId: input.memberId,
        ground: input.ground,
        note: input.note ?? '',
        superiorAgreedOn: input.superiorAgreedOn,
        approvedOn: input.approvedOn,
        startsOn,
        createdAt: now,
      },
    });
    record({ ...entryOf('exclusion.add', branchId, id), to: 'EXCLUDED', note: dayInput(startsOn) });
    return id;
  });
}

/** From `endsOn` on the member counts in 应到 again. Throws StaleState when the exclusion was ended already. */
export async function endExclusion(useCase: UseCase, branchId: string, id: string, endsOn: Date): Promise<void> {
  const { bureauId } = useCase.actor;
  await inTransaction(useCase, async (tx, record) => {
    const found = await tx.attendanceExclusion.findFirst({
      where: { bureauId, branchId, id },
      select: { startsOn: true },
    });
    if (!found) throw new NotFound();
    if (endsOn < found.startsOn) throw new RuleViolation('恢复日期不能早于开始日期，请核对。', 'endsOn');
    const { count } = await tx.attendanceExclusion.updateMany({
      where: { bureauId, branchId, id, endsOn: null },
      data: { endsOn },
    });
    if (count === 0) throw new StaleState();
    record({ ...entryOf('exclusion.end', branchId, id), from: 'EXCLUDED', to: 'ENDED', note: dayInput(endsOn) });
  });
}

const entryOf = (action: string, branchId: string, entityId: string) => ({
  action,
  entity: 'AttendanceExclusion',
  entityId,
  branchId,
});
