import { groupBy } from './grouping.js';

/** Whoever stands in a list to be chosen from. */
export interface NamedPerson {
  id: string;
  name: string;
  post?: string | null;
  birthDate?: Date | null;
}

/** 王伟, or 王伟（1985年3月生） */
const withBirth = ({ name, birthDate }: NamedPerson): string | null =>
  birthDate ? `${name}（${birthDate.getUTCFullYear()}年${birthDate.getUTCMonth() + 1}月生）` : null;
const withPost = ({ name, post }: NamedPerson): string | null => (post ? `${name}（${post}）` : null);
const withBoth = (person: NamedPerson): string | null => {
  const { name, post, birthDate } = person;
  return post && birthDate
    ? `${name}（${post}，${birthDate.getUTCFullYear()}年${birthDate.getUTCMonth() + 1}月生）`
    : (withPost(person) ?? withBirth(person));
};

/**
 * E42: how each person is called in a list: by name, and beside equal names by the post, the birth month or both, whichever
 * tells them apart; a number where nothing does. Names by id.
 */
export function personLabels(people: readonly NamedPerson[]): Map<string, string> {
  const labels = new Map<string, string>();
  for (const same of groupBy(people, ({ name }) => name).values()) {
    const told =
      same.length === 1
        ? same.map(({ name }) => name)
        : ([withPost, withBirth, withBoth].map((tell) => same.map(tell)).find(allDiffer) ?? numbered(same));
    for (const [index, person] of same.entries()) labels.set(person.id, told[index] ?? person.name);
  }
  return labels;
}

const allDiffer = (labels: readonly (string | null)[]): labels is string[] =>
  !labels.includes(null) && new Set(labels).size === labels.length;

const numbered = (people: readonly NamedPerson[]): string[] =>
  people.map((person, index) => `${withBoth(person) ?? person.name}（同名第${index + 1}人）`);

/** 王伟（数学教师）; somebody with another of his name in the list as he is told apart there, his `label`. */
export const nameWithPost = ({ name, label, post }: { name: string; label: string; post?: string | null }): string =>
  label === name && post ? `${name}（${post}）` : label;

/** The people of a list to be chosen from, each told apart from others of the same name (E42). */
export function personOptions(people: readonly NamedPerson[]): { value: string; label: string }[] {
  const labels = personLabels(people);
  return people.map(({ id, name }) => ({ value: id, label: labels.get(id) ?? name }));
}
