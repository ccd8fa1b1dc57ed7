import type { Tx } from '../../db/client.js';
import { inTransaction, type UseCase } from '../../db/transaction.js';
import { NotFound, RuleViolation, StaleState } from '../../shared/errors.js';
import { MOST_SKILLS } from './member-words.rules.js';
import type { BranchKey } from './members.queries.js';

export interface SkillsInput {
  skills: readonly string[];
  note: string | null;
  /** The rest of the survey; left out where a form asks for skills alone. */
  survey?: {
    /** 工作经历. */
    experience: string | null;
    /** 想参加的小组方向. */
    wishedFunctions: readonly string[];
    /** 愿意承担的任务. */
    willingTasks: string | null;
  };
}

/** R6: the member says what he is good at; what the branch confirmed before is asked anew. */
export async function saveOwnSkills(
  useCase: UseCase,
  branchId: string,
  memberId: string,
  { skills, note, survey }: SkillsInput,
): Promise<void> {
  const chosen = [...new Set(skills)];
  if (chosen.length === 0 && note === null) throw new RuleViolation('请至少选择一项特长，或写几句说明。', 'skills');
  if (chosen.length > MOST_SKILLS) throw new RuleViolation(`最多填写${MOST_SKILLS}项特长。`, 'skills');
  await inTransaction(useCase, async (tx, record) => {
    const { count } = await tx.member.updateMany({
      where: { bureauId: useCase.actor.bureauId, id: memberId, branchId, leftOn: null },
      data: {
        ...{ skills: chosen, skillNote: note, skillsFilledAt: useCase.clock.now(), skillsConfirmedAt: null },
        ...(survey ? { ...survey, wishedFunctions: [...survey.wishedFunctions] } : {}),
        ...{ confirmedSkills: [], surveyWord: null, skillsReturnedAt: null },
      },
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
      const { skills } = await getSeen(tx, { bureauId: useCase.actor.bureauId, branchId }, memberId, filledAt);
      await answer(tx, useCase, branchId, { memberId, filledAt }, { skillsConfirmedAt: now, confirmedSkills: skills });
      record({ action: 'member.skills.confirm', entity: 'Member', entityId: memberId, branchId });
    }
  });
}

/** The survey as the officer saw it. Throws StaleState when the member has filled it in anew, or it was answered. */
async function getSeen(tx: Tx, { bureauId, branchId }: BranchKey, memberId: string, filledAt: Date) {
  const found = await tx.member.findFirst({
    where: { bureauId, id: memberId, branchId, leftOn: null, skillsFilledAt: filledAt },
    select: { skills: true },
  });
  if (!found) throw new StaleState();
  return found;
}

async function answer(
  tx: Tx,
  { actor }: UseCase,
  branchId: string,
  { memberId, filledAt }: { memberId: string; filledAt: Date },
  data: object,
): Promise<void> {
  const { count } = await tx.member.updateMany({
    where: { bureauId: actor.bureauId, id: memberId, branchId, leftOn: null, skillsFilledAt: filledAt },
    data,
  });
  if (count === 0) throw new StaleState();
}

export interface SurveyAnswer {
  outcome: 'confirm' | 'return';
  /** Of the skills, those that are so; only with `confirm`. */
  skills: readonly string[];
  /** The branch's word back; required with `return`. */
  word: string | null;
  filledAt: Date;
}

/**
 * R6: the branch's answer to one member's survey: skill by skill, with a word; or given back to be put right. Throws
 * RuleViolation (no word, no skill, one that he did not name), StaleState when he has filled it in anew meanwhile.
 */
export async function answerSurvey(
  useCase: UseCase,
  branchId: string,
  memberId: string,
  { outcome, skills, word, filledAt }: SurveyAnswer,
): Promise<void> {
  await inTransaction(useCase, async (tx, record) => {
    const seen = { memberId, filledAt };
    const member = await getSeen(tx, { bureauId: useCase.actor.bureauId, branchId }, memberId, filledAt);
    const named = { entity: 'Member', entityId: memberId, branchId, ...(word === null ? {} : { note: word }) };
    if (outcome === 'return') {
      if (word === null) throw new RuleViolation('请写明请本人修改什么。', 'word');
      const now = useCase.clock.now();
      const returned = { skillsFilledAt: null, skillsConfirmedAt: null, confirmedSkills: [], skillsReturnedAt: now };
      await answer(tx, useCase, branchId, seen, { ...returned, surveyWord: word });
      record({ action: 'member.skills.return', ...named });
      return;
    }
    const chosen = [...new Set(skills)];
    if (chosen.some((skill) => !member.skills.includes(skill)))
      throw new RuleViolation('勾选的特长有变化，请刷新页面后再确认。', 'skills');
    if (chosen.length === 0 && member.skills.length > 0)
      throw new RuleViolation('请勾选属实的特长；都不属实的，请退回本人修改。', 'skills');
    const confirmed = { skillsConfirmedAt: useCase.clock.now(), confirmedSkills: chosen, surveyWord: word };
    await answer(tx, useCase, branchId, seen, confirmed);
    record({ action: 'member.skills.confirm', ...named, detail: { confirmed: chosen } });
  });
}
