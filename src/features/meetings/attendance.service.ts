import type { Tx } from '../../db/client.js';
import { type Elector, listElectors } from '../../db/electors.js';
import type { MeetingKind } from '../../generated/prisma/enums.js';
import { RuleViolation } from '../../shared/errors.js';
import { attendanceBasis } from '../../shared/voting-rights.js';
import { type Absence, type AttendanceBasis, namedAbsences } from './attendance.rules.js';

export interface AttendanceInput {
  kind: MeetingKind;
  branchId: string;
  groupId?: string | null;
  heldOn: Date;
  eligibleCount: number;
  presentCount: number;
  absences?: readonly { memberId: string; reason: string }[];
}

/**
 * R56, R59: who was absent, and how 应到 came about by the rights of the day of the meeting. The committee's 应到 is that of
 * its members, whom the roster does not name. Throws RuleViolation on `absences.N.memberId`.
 */
export async function attendanceOf(
  tx: Tx,
  bureauId: string,
  input: AttendanceInput,
): Promise<{ absences: Absence[]; basis: AttendanceBasis | null }> {
  const { branchId, kind } = input;
  const groupId = kind === 'GROUP' ? (input.groupId ?? null) : null;
  const people = await listElectors(tx, { bureauId, branchId, groupId }, input.heldOn);
  const voters = people.filter((person) => person.standing === 'ELIGIBLE');
  const named = namedAbsences(input.absences ?? [], voters, input.eligibleCount - input.presentCount);
  if ('problem' in named) throw new RuleViolation(named.problem.message, named.problem.field);
  return { ...named, basis: kind === 'COMMITTEE' ? null : basisOf(people, groupId, input.heldOn) };
}

function basisOf(people: readonly Elector[], groupId: string | null, day: Date): AttendanceBasis {
  const standings = people.map((person) => person.standing);
  const excluded = people.flatMap(({ id: memberId, name, standing, exclusions }) => {
    const inForce = exclusions.find(({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || endsOn > day));
    return standing === 'EXCLUDED' && inForce ? [{ memberId, name, ground: inForce.ground }] : [];
  });
  return { basis: attendanceBasis(standings, groupId === null ? '名册' : '小组'), excluded };
}
