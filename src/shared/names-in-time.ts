interface Named {
  name: string;
  shortName: string;
  schoolName: string;
}

/** E41: what a branch was called on a day. `changes`: the names that stood until each day, in any order. */
export function namesOn(now: Named, changes: readonly (Named & { effectiveOn: Date })[], day: Date): Named {
  const later = changes.filter(({ effectiveOn }) => effectiveOn > day);
  const [next] = later.sort((one, other) => one.effectiveOn.getTime() - other.effectiveOn.getTime());
  return next ?? now;
}

/** The changes of name of a branch, for `namesOn`. */
export const NAME_CHANGES = {
  where: { kind: 'RENAMED' },
  select: { name: true, shortName: true, schoolName: true, effectiveOn: true },
} as const;
