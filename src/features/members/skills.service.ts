import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { MOST_SKILLS } from './member-words.rules.js';
import type { BranchKey } from './members.queries.js';

export interface SkillsInput {
  skills: readonly string[];
  note: string | null;
}

/** R6: the member says what he is good at; what the branch confirmed before is asked anew. */
export async function saveOwnSkills(
  useCase: UseCase,
  branchId: string,
  memberId: string,
  { skills, note }: SkillsInput,
): Promise<void> {
  const chosen = [...new Set(skills)];
  if (chosen.length === 0 && note === null) throw new RuleViolation('请至少选择一项特长，或写几句说明。', 'skills');
  if (chosen.length > MOST_SKILLS) throw new RuleViolation(`最多填写${MOST_SKILLS}项特长。`, 'skills');
  await inTransaction(useCase, async (tx, record) => {
    const { count } = await tx.member.updateMany({
      where: { bureauId: useCase.actor.bureauId, id: memberId, branchId, leftOn: null },
      data: { skills: chosen, skillNote: note, skillsFilledAt: useCase.clock.now(), skillsConfirmedAt: null },
    });
    if (count === 0) throw new NotFound();
    record({
      action: 'member.skills.fill',
      entity: 'Member',
      entityId: memberId,
      branchId,
      detail: { skills: chosen },
    });
  });
}

/**
 * R6: the branch confirms skills as the officer saw them. `seen`: member and the moment of filling in.
 * Throws StaleState when one of them was filled in anew meanwhile.
 */
export async function confirmSkills(
  useCase: UseCase,
  { branchId }: Pick<BranchKey, 'branchId'>,
  seen: readonly { memberId: string; filledAt: Date }[],
): Promise<void> {
  if (seen.length === 0) throw new RuleViolation('请先勾选要确认的党员。', 'confirmed');
  await inTransaction(useCase, async (tx, record) => {
    const now = useCase.clock.now();
    for (const { memberId, filledAt } of seen) {
      const { count } = await tx.member.updateMany({
        where: { bureauId: useCase.actor.bureauId, id: memberId, branchId, leftOn: null, skillsFilledAt: filledAt },
        data: { skillsConfirmedAt: now },
      });
      if (count === 0) throw new StaleState();
      record({ action: 'member.skills.confirm', entity: 'Member', entityId: memberId, branchId });
    }
  });
}
