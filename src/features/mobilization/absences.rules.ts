/** Somebody of the roster who did not take part, and why; '' as long as nobody said. */
export interface Absence {
  memberId: string;
  name: string;
  reason: string;
}

/** Everybody is invited: who is not among those present was absent. Reasons given before stay. */
export function absencesOf(
  invited: readonly { id: string; name: string }[],
  presentIds: readonly string[],
  known: readonly Absence[] = [],
): Absence[] {
  const present = new Set(presentIds);
  const reasons = new Map(known.map(({ memberId, reason }) => [memberId, reason]));
  const away = invited.filter(({ id }) => !present.has(id));
  // Who has left the roster since is no longer among those invited: he stays as he was written down.
  const gone = known.filter(({ memberId }) => !present.has(memberId) && !invited.some(({ id }) => id === memberId));
  return [...away.map(({ id, name }) => ({ memberId: id, name, reason: reasons.get(id) ?? '' })), ...gone];
}

/** The reasons as they were typed, for those who were absent; others are left out. */
export function withReasons(
  absences: readonly Absence[],
  given: readonly { memberId: string; reason: string | null }[],
): Absence[] {
  const reasons = new Map(given.map(({ memberId, reason }) => [memberId, reason ?? '']));
  return absences.map((row) => ({ ...row, reason: reasons.get(row.memberId) ?? row.reason }));
}

/** As they were kept; none in records of before. */
export function readAbsences(json: unknown): Absence[] {
  return Array.isArray(json) ? (json as Absence[]) : [];
}
