import type { StepPlace } from '../../campaign/step-gate.js';
import type { UseCase } from '../../db/transaction.js';
import { SKILLS } from '../../shared/skills.js';
import { saveOwnSkills } from '../members/index.js';
import { enroll, type TakenPlace, type Wish } from './enrollments.service.js';
import { findRosterMember } from './places.queries.js';

/**
 * R6, R16–R20: the member's one form on the phone: wishes, pledge, and the skills of the list as ticked there (null: not
 * asked). Skills the member once typed himself stay. Throws what `enroll` and `saveOwnSkills` throw.
 */
export async function signUp(
  useCase: UseCase,
  place: StepPlace,
  memberId: string,
  { skills, ...wish }: Wish & { skills: readonly string[] | null },
): Promise<TakenPlace> {
  const member = skills === null ? null : await findRosterMember(useCase.db, place, memberId);
  if (member && skills !== null) {
    const listed: readonly string[] = SKILLS;
    const typed = member.skills.filter((skill) => !listed.includes(skill));
    const chosen = [...new Set([...skills, ...typed])];
    const same = chosen.length === member.skills.length && chosen.every((skill) => member.skills.includes(skill));
    if (!same) await saveOwnSkills(useCase, place.branchId, memberId, { skills: chosen, note: member.skillNote });
  }
  return enroll(useCase, place, memberId, wish);
}
