import { expect, it } from 'vitest';
import { appointLeader, type Departure, openNomination, releaseLeader } from '../../../src/features/elections/index.js';
import { aListedBranch, type EnrollingBranch } from '../../factories/enrollment-step.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const CLOSES = new Date('2026-06-15');

const idOf = ({ members }: EnrollingBranch, name: string): string => {
  const member = members.find((row) => row.name === name);
  if (!member) throw new Error(`No ${name} in the test.`);
  return member.id;
};
const termsOf = ({ place: { bureauId } }: EnrollingBranch) =>
  db.leaderTerm.findMany({ where: { bureauId }, orderBy: { id: 'asc' } });

async function led(): Promise<EnrollingBranch> {
  const branch = await aListedBranch(db, { members: 10 });
  const input = { groupId: branch.teaching, memberId: idOf(branch, '丁晓'), reason: '支委会研究' };
  await appointLeader(branch.useCase, branch.place, input);
  return branch;
}

const release = (branch: EnrollingBranch, over: Partial<Departure> = {}) =>
  releaseLeader(branch.useCase, branch.place, {
    groupId: branch.teaching,
    reason: '长期病休',
    actingMemberId: idOf(branch, '王伟'),
    actingUntil: new Date('2026-07-10'),
    ...over,
  });

it('E26: the leader leaves, another acts until the by-election, and a new leader ends the acting', async () => {
  const branch = await led();
  await release(branch);
  expect(await termsOf(branch)).toMatchObject([
    { memberId: idOf(branch, '丁晓'), method: 'APPOINTED', endReason: '长期病休' },
    { memberId: idOf(branch, '王伟'), method: 'ACTING', endedAt: null, actingUntil: new Date('2026-07-10') },
  ]);
  await openNomination(branch.useCase, branch.place, { groupIds: [branch.teaching], closesOn: CLOSES });
  const election = { bureauId: branch.place.bureauId, groupId: branch.teaching };
  expect(await db.leaderElection.findFirst({ where: election })).toMatchObject({ kind: 'BY_ELECTION' });
  const input = { groupId: branch.teaching, memberId: idOf(branch, '刘洋'), reason: '推选不成' };
  await appointLeader(branch.useCase, branch.place, input);
  const active = (await termsOf(branch)).filter((term) => term.endedAt === null);
  expect(active).toMatchObject([{ memberId: idOf(branch, '刘洋'), method: 'APPOINTED' }]);
});

it.each([
  ['the leader himself', { actingMemberId: '丁晓' }, '离任的组长'],
  ['no day for the by-election', { actingUntil: null }, '补选的截止日期'],
  ['a day gone by', { actingUntil: new Date('2020-01-01') }, '已经过去'],
  ['more than ninety days', { actingUntil: new Date('2027-06-01') }, '90天'],
])('E26: refuses %s, and the leader stays', async (_, over, message) => {
  const branch = await led();
  const { actingMemberId, ...rest } = over as { actingMemberId?: string };
  const named = actingMemberId ? { actingMemberId: idOf(branch, actingMemberId) } : {};
  await expect(release(branch, { ...rest, ...named })).rejects.toThrow(message);
  expect(await termsOf(branch)).toMatchObject([{ endedAt: null, method: 'APPOINTED' }]);
});

it('E26: a group without a leader has nobody to release', async () => {
  const branch = await led();
  await release(branch, { actingMemberId: null, actingUntil: null });
  await expect(release(branch)).rejects.toThrow('目前没有组长');
});
