import type { ExclusionGround } from '../../generated/prisma/enums.js';
import type { Problem } from './meetings.rules.js';

/** Who was absent and why, as kept with the minutes. */
export interface Absence {
  memberId: string;
  name: string;
  reason: string;
}

/** How 应到 came about on the day of the meeting, as kept with the minutes: later changes of the roster change nothing. */
export interface AttendanceBasis {
  basis: string;
  excluded: { memberId: string; name: string; ground: ExclusionGround }[];
}

interface Voter {
  id: string;
  name: string;
}

/** The absent with their names. Gives the problem where somebody has no vote, is named twice, or too many are named. */
export function namedAbsences(
  rows: readonly { memberId: string; reason: string }[],
  voters: readonly Voter[],
  absent: number,
): { absences: Absence[] } | { problem: Problem } {
  const problem = (index: number, message: string) => ({ problem: { field: `absences.${index}.memberId`, message } });
  const absences: Absence[] = [];
  for (const [index, { memberId, reason }] of rows.entries()) {
    const voter = voters.find((one) => one.id === memberId);
    if (!voter) return problem(index, '这名党员当日不计入应到，不用登记缺席，请重新选择。');
    if (absences.some((row) => row.memberId === memberId))
      return problem(index, `${voter.name}填写了两次，请删去一行。`);
    if (index >= absent) return problem(index, `缺席人员多于应到减实到的${absent}人，请核对。`);
    absences.push({ memberId, name: voter.name, reason });
  }
  return { absences };
}

/** As recordMeeting wrote them; none in minutes of before. */
export function readAbsences(json: unknown): Absence[] {
  return Array.isArray(json) ? (json as Absence[]) : [];
}

export function readBasis(json: unknown): AttendanceBasis | null {
  return json === null || Array.isArray(json) ? null : (json as AttendanceBasis);
}
