interface FrozenGroup {
  group: string;
  members: readonly { name: string }[];
}

/** R22: what changed from one confirmed list to the next, in words, from the frozen lists alone. */
export function listChanges(before: readonly FrozenGroup[], after: readonly FrozenGroup[]): string[] {
  const names = (list: readonly FrozenGroup[]) => list.map(({ group }) => group);
  const added = names(after).filter((group) => !names(before).includes(group));
  const gone = names(before).filter((group) => !names(after).includes(group));
  return [
    ...added.map((group) => `新设“${group}”小组`),
    ...gone.map((group) => `“${group}”小组不再列入名单`),
    ...peopleChanges(before, after),
  ];
}

/** Two people of one name are told apart by their groups: whoever stays in a group is paired with himself. */
function peopleChanges(before: readonly FrozenGroup[], after: readonly FrozenGroup[]): string[] {
  const [from, to] = [groupsByName(before), groupsByName(after)];
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((name) => {
    const left = without(from.get(name) ?? [], to.get(name) ?? []);
    const come = without(to.get(name) ?? [], from.get(name) ?? []);
    return Array.from({ length: Math.max(left.length, come.length) }, (_, at) => changeOf(name, left[at], come[at]));
  });
}

function changeOf(name: string, from: string | undefined, to: string | undefined): string {
  if (from === undefined) return `${name}加入“${to}”`;
  return to === undefined ? `${name}不再列入名单（原在“${from}”）` : `${name}由“${from}”调到“${to}”`;
}

function groupsByName(list: readonly FrozenGroup[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { group, members } of list)
    for (const { name } of members) found.set(name, [...(found.get(name) ?? []), group]);
  return found;
}

/** What is left of one list when each of the other's entries has taken away one like it. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other];
  return list.filter((entry) => {
    const at = rest.indexOf(entry);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
