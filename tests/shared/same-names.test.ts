import { expect, it } from 'vitest';
import { type NamedPerson, personLabels, personOptions } from '../../src/shared/same-names.js';

const person = (id: string, name: string, post: string | null, born: string | null): NamedPerson => ({
  ...{ id, name, post, birthDate: born === null ? null : new Date(born) },
});
const labelsOf = (people: readonly NamedPerson[]) => [...personLabels(people).values()];

it.each([
  ['one of a name', [person('1', '王伟', '教师', '1985-03-02')], ['王伟']],
  [
    'other posts',
    [person('1', '王伟', '语文教师', null), person('2', '王伟', '校医', null)],
    ['王伟（语文教师）', '王伟（校医）'],
  ],
  [
    'one post, other months',
    [person('1', '王伟', '教师', '1985-03-02'), person('2', '王伟', '教师', '1990-11-20')],
    ['王伟（1985年3月生）', '王伟（1990年11月生）'],
  ],
  [
    'two of one post, a third of the same month',
    [
      person('1', '王伟', '教师', '1985-03-02'),
      person('2', '王伟', '教师', '1990-11-20'),
      person('3', '王伟', '校医', '1985-03-09'),
    ],
    ['王伟（教师，1985年3月生）', '王伟（教师，1990年11月生）', '王伟（校医，1985年3月生）'],
  ],
  [
    'nothing to tell them apart',
    [person('1', '王伟', null, null), person('2', '王伟', null, null)],
    ['王伟（同名第1人）', '王伟（同名第2人）'],
  ],
])('E42: %s', (_, people, labels) => {
  expect(labelsOf(people)).toEqual(labels);
});

it('E42: the options of a list keep their order', () => {
  const people = [
    person('1', '李静', '教师', null),
    person('2', '王伟', '教师', null),
    person('3', '李静', '校医', null),
  ];
  expect(personOptions(people)).toEqual([
    { value: '1', label: '李静（教师）' },
    { value: '2', label: '王伟' },
    { value: '3', label: '李静（校医）' },
  ]);
});
