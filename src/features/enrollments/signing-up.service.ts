import type { StepPlace } from '../../campaign/step-gate.js';
import type { UseCase } from '../../db/transaction.js';
import { SKILLS } from '../../shared/skills.js';
import { saveOwnSkills } from '../members/index.js';
import { isLatecomer } from './enrollments.rules.js';
import { enroll, type TakenPlace, type Wish } from './enrollments.service.js';
import { signUpLate } from './late-sign-up.service.js';
import { findRosterMember } from './places.queries.js';
import { findRound } from './round.queries.js';

/**
 * R6, R16–R20: the member's one form on the phone: wishes, pledge, and the skills of the list as ticked there (null: not
 * asked). Skills the member once typed himself stay; who came late by transfer (E2) gets his place from the branch. Throws what `enroll`, `signUpLate`
 * and `saveOwnSkills` throw.
 */
export async function signUp(
  useCase: UseCase,
  place: StepPlace,
  memberId: string,
  { skills, ...wish }: Wish & { skills: readonly string[] | null },
): Promise<TakenPlace> {
  const member = await findRosterMember(useCase.db, place, memberId);
  if (member && skills !== null) {
    const listed: readonly string[] = SKILLS;
    const typed = member.skills.filter((skill) => !listed.includes(skill));
    const chosen = [...new Set([...skills, ...typed])];
    const same = chosen.length === member.skills.length && chosen.every((skill) => member.skills.includes(skill));
    if (!same) await saveOwnSkills(useCase, place.branchId, memberId, { skills: chosen, note: member.skillNote });
  }
  if (member && isLatecomer(await findRound(useCase.db, place), member, null)) {
    await signUpLate(useCase, place, memberId, wish);
    return null;
  }
  return enroll(useCase, place, memberId, wish);
}
