import { expect, it } from 'vitest';
import { assignMember } from '../../../src/features/enrollments/index.js';
import { listChanges } from '../../../src/features/enrollments/list-changes.rules.js';
import { aConfirmedList } from '../../factories/enrollment-step.js';
import { testAppOn } from '../../support/app.js';
import { testDatabase } from '../../support/test-database.js';

const list = (groups: Record<string, string[]>) =>
  Object.entries(groups).map(([group, names]) => ({ group, members: names.map((name) => ({ name })) }));

it.each([
  { before: { 甲: ['张三'] }, after: { 甲: ['张三'] }, words: [] },
  { before: { 甲: ['张三'], 乙: [] }, after: { 甲: [], 乙: ['张三'] }, words: ['张三由“甲”调到“乙”'] },
  { before: { 甲: ['张三'] }, after: { 甲: ['张三', '李四'] }, words: ['李四加入“甲”'] },
  { before: { 甲: ['张三', '李四'] }, after: { 甲: ['张三'] }, words: ['李四不再列入名单（原在“甲”）'] },
  {
    before: { 甲: ['张三'], 乙: ['李四'] },
    after: { 甲: ['张三', '李四'] },
    words: ['“乙”小组不再列入名单', '李四由“乙”调到“甲”'],
  },
  {
    before: { 甲: ['张三'], 乙: ['张三'] },
    after: { 甲: ['张三'], 丙: ['张三'] },
    words: ['新设“丙”小组', '“乙”小组不再列入名单', '张三由“乙”调到“丙”'],
  },
])('R22: from $before to $after', ({ before, after, words }) => {
  expect(listChanges(list(before), list(after))).toEqual(words);
});

it('R22: every version of a confirmed list is read with its reason and what changed from the one before', async () => {
  const { db } = await testDatabase();
  const branch = await aConfirmedList(db, { members: 8 });
  const { useCase, place, members, safety } = branch;
  const consultation = { heldOn: new Date('2026-06-15'), withWhom: '本人', outcome: '同意' };
  const [moved] = members;
  await assignMember(useCase, place, { memberId: moved?.id ?? '', groupId: safety, consultation, reason: '工作变动' });
  const secretary = await testAppOn(db, branch.clock).signIn(branch.secretary.username);
  const second = (await secretary.get(`/branches/${place.branchId}/enrollment/lists/2`)).text;
  for (const words of ['与上一版相比', `${moved?.name}由“教学科研”调到“校园平安”`, '工作变动', '第1版'])
    expect(second).toContain(words);
  const first = (await secretary.get(`/branches/${place.branchId}/enrollment/lists/1`)).text;
  expect(first).not.toContain('与上一版相比');
  expect(first).toContain('首次确定');
});
