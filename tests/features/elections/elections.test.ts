import { expect, it } from 'vitest';
import {
  appointLeader,
  type CountInput,
  nominate,
  openNomination,
  openVoting,
  recordCount,
  withdrawNomination,
} from '../../../src/features/elections/index.js';
import { StaleState } from '../../../src/shared/errors.js';
import { aListedBranch, anOpenRound, type EnrollingBranch } from '../../factories/enrollment-step.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const CLOSES = new Date('2026-06-15');

/** Ten members, five in 教学科研: 丁晓 王伟 刘洋 李慧 周军. 应到5, so 实到≥4 and 赞成≥3. */
const prepared = () => aListedBranch(db, { members: 10 });

const idOf = ({ members }: EnrollingBranch, name: string): string => {
  const member = members.find((row) => row.name === name);
  if (!member) throw new Error(`No ${name} in the test.`);
  return member.id;
};

const electionsOf = ({ place: { bureauId } }: EnrollingBranch) => db.leaderElection.findMany({ where: { bureauId } });
const termsOf = ({ place: { bureauId } }: EnrollingBranch) => db.leaderTerm.findMany({ where: { bureauId } });
const countsOf = ({ place: { bureauId } }: EnrollingBranch) =>
  db.electionCount.findMany({ where: { bureauId }, orderBy: { round: 'asc' } });

async function nominating(branch: EnrollingBranch): Promise<void> {
  await openNomination(branch.useCase, branch.place, { groupIds: [branch.teaching], closesOn: CLOSES });
}

const putForward = (branch: EnrollingBranch, name: string, source: 'SELF' | 'BRANCH' = 'SELF') =>
  nominate(branch.useCase, branch.place, {
    groupId: branch.teaching,
    memberId: idOf(branch, name),
    source,
    statement: '愿意为大家服务',
  });

/** At the vote, with these candidates. */
async function voting(...names: string[]): Promise<EnrollingBranch> {
  const branch = await prepared();
  await nominating(branch);
  for (const name of names) await putForward(branch, name);
  await openVoting(branch.useCase, branch.place, branch.teaching);
  return branch;
}

const count = (branch: EnrollingBranch, votes: Record<string, number>, over: Partial<CountInput> = {}) =>
  recordCount(branch.useCase, branch.place, {
    groupId: branch.teaching,
    round: 1,
    heldOn: new Date('2026-06-15'),
    place: '会议室',
    presentCount: 5,
    issuedCount: 5,
    returnedCount: 5,
    invalidCount: 0,
    supervisor: '陈建国',
    teller: '马丽',
    tallies: Object.entries(votes).map(([name, yes]) => ({
      memberId: idOf(branch, name),
      for: yes,
      against: 5 - yes,
      abstain: 0,
    })),
    ...over,
  });

it('R23: nominations open once the list is confirmed, one election a group', async () => {
  const open = await anOpenRound(db);
  await expect(nominating(open)).rejects.toThrow('名单还没有确定');
  const branch = await prepared();
  await nominating(branch);
  await expect(nominating(branch)).rejects.toThrow(StaleState);
  expect(await electionsOf(branch)).toHaveLength(1);
});

it.each([
  { state: { memberType: 'PROBATIONARY' as const }, words: '是预备党员', why: 'E5: a probationary member' },
  { state: { rightsSuspended: true }, words: '目前不具备', why: 'E7: a member whose rights are suspended' },
  { state: { membershipStatus: 'SUSPENDED' as const }, words: '目前不具备', why: 'E7: a suspended membership' },
])('$why neither stands nor is appointed', async ({ state, words }) => {
  const branch = await prepared();
  await nominating(branch);
  const memberId = idOf(branch, '王伟');
  await db.member.updateMany({ where: { bureauId: branch.place.bureauId, id: memberId }, data: state });
  await expect(putForward(branch, '王伟')).rejects.toThrow(words);
  await expect(putForward(branch, '王伟', 'BRANCH')).rejects.toThrow(words);
  const appointed = appointLeader(branch.useCase, branch.place, { groupId: branch.teaching, memberId, reason: '骨干' });
  await expect(appointed).rejects.toMatchObject({ field: 'memberId' });
  expect(await db.electionCandidate.count({ where: { bureauId: branch.place.bureauId } })).toBe(0);
  expect(await termsOf(branch)).toEqual([]);
});

it('R23: only somebody of the group stands', async () => {
  const branch = await prepared();
  await nominating(branch);
  await expect(putForward(branch, '董明')).rejects.toThrow('只能由本小组的党员担任组长');
});

it('R23: a member puts himself forward until the closing day, the branch after it too (E24)', async () => {
  const branch = await prepared();
  await nominating(branch);
  await putForward(branch, '王伟');
  branch.clock.set('2026-06-16T08:00:00+08:00');
  await expect(putForward(branch, '李慧')).rejects.toThrow('自荐已于2026年6月15日截止');
  await putForward(branch, '李慧', 'BRANCH');
  await expect(putForward(branch, '李慧', 'BRANCH')).rejects.toThrow('已是候选人');
});

it('R23: who withdrew may stand again', async () => {
  const branch = await prepared();
  await nominating(branch);
  await putForward(branch, '王伟');
  await withdrawNomination(branch.useCase, branch.place, { groupId: branch.teaching, memberId: idOf(branch, '王伟') });
  await expect(openVoting(branch.useCase, branch.place, branch.teaching)).rejects.toThrow('还没有候选人');
  await putForward(branch, '王伟');
  expect(await db.electionCandidate.findMany({ where: { bureauId: branch.place.bureauId } })).toMatchObject([
    { withdrawnAt: null },
  ]);
});

it('R23: takes of the place its three ids only, whatever more the caller knows about it', async () => {
  const branch = await prepared();
  const known = { ...branch.place, id: branch.teaching, shortName: '第二中学党支部', startYear: 2026 };
  const input = { groupIds: [branch.teaching], closesOn: CLOSES };
  const [id] = await openNomination(branch.useCase, known, input);
  expect(await electionsOf(branch)).toMatchObject([{ id, status: 'NOMINATING' }]);
  expect(id).not.toBe(branch.teaching);
});

it('R24: nominations do not end before their closing day', async () => {
  const branch = await prepared();
  const input = { groupIds: [branch.teaching], closesOn: new Date('2026-06-18') };
  await openNomination(branch.useCase, branch.place, input);
  await putForward(branch, '王伟');
  await expect(openVoting(branch.useCase, branch.place, branch.teaching)).rejects.toThrow('自荐到2026年6月18日截止');
  expect(await electionsOf(branch)).toMatchObject([{ status: 'NOMINATING' }]);
});

it('R24: more than half of those who should attend elects, and the leader takes office', async () => {
  const branch = await voting('王伟', '李慧');
  const outcome = await count(branch, { 王伟: 3, 李慧: 2 });
  expect(outcome).toMatchObject({ verdict: 'ELECTED', electedId: idOf(branch, '王伟') });
  expect(outcome.verdictText).toContain('应到5人，实到5人');
  expect(outcome.verdictText).toContain('参照');
  expect(await electionsOf(branch)).toMatchObject([{ status: 'ELECTED', settledAt: branch.clock.now() }]);
  expect(await termsOf(branch)).toMatchObject([{ memberId: idOf(branch, '王伟'), method: 'ELECTED', endedAt: null }]);
});

it('E5: a probationary member in the group is not counted in 应到', async () => {
  const branch = await voting('王伟');
  const { bureauId } = branch.place;
  await db.member.updateMany({ where: { bureauId, id: idOf(branch, '周军') }, data: { memberType: 'PROBATIONARY' } });
  const votes = { presentCount: 4, issuedCount: 4, returnedCount: 4 };
  const tallies = [{ memberId: idOf(branch, '王伟'), for: 3, against: 1, abstain: 0 }];
  await count(branch, {}, { ...votes, tallies });
  expect(await countsOf(branch)).toMatchObject([{ eligibleCount: 4, verdict: 'ELECTED' }]);
});

it.each([
  {
    why: 'E19: without quorum',
    votes: { 王伟: 3 },
    over: { presentCount: 3, issuedCount: 3, returnedCount: 3 },
    verdict: 'INQUORATE',
  },
  {
    why: 'E23: more ballots returned than persons present',
    votes: { 王伟: 5 },
    over: { presentCount: 4, issuedCount: 4 },
    verdict: 'VOID',
  },
  { why: 'E22: nobody above half', votes: { 王伟: 2 }, over: {}, verdict: 'NONE_ELECTED' },
])('$why the vote is kept as $verdict and another round follows', async ({ votes, over, verdict }) => {
  const branch = await voting('王伟');
  const tallies = Object.entries(votes).map(([name, yes]) => ({
    memberId: idOf(branch, name),
    for: yes,
    against: 0,
    abstain: 0,
  }));
  expect(await count(branch, {}, { ...over, tallies })).toMatchObject({ verdict, electedId: null });
  expect(await countsOf(branch)).toMatchObject([{ round: 1, verdict }]);
  expect(await electionsOf(branch)).toMatchObject([{ status: 'VOTING', round: 2 }]);
  expect(await termsOf(branch)).toEqual([]);
});

it('E21: after a tie the next round is among those tied', async () => {
  const branch = await voting('王伟', '李慧', '刘洋');
  expect(await count(branch, { 王伟: 2, 李慧: 2, 刘洋: 1 })).toMatchObject({ verdict: 'TIED' });
  await expect(count(branch, { 王伟: 3, 李慧: 1, 刘洋: 1 }, { round: 2 })).rejects.toThrow(StaleState);
  await count(branch, { 王伟: 3, 李慧: 2 }, { round: 2 });
  expect(await termsOf(branch)).toMatchObject([{ memberId: idOf(branch, '王伟') }]);
});

it('E21: a void round after a tie does not bring back the others', async () => {
  const branch = await voting('王伟', '李慧', '刘洋');
  await count(branch, { 王伟: 2, 李慧: 2, 刘洋: 1 });
  const void2 = { round: 2, presentCount: 4, issuedCount: 4 };
  expect(await count(branch, { 王伟: 3, 李慧: 2 }, void2)).toMatchObject({ verdict: 'VOID' });
  await count(branch, { 王伟: 1, 李慧: 4 }, { round: 3 });
  expect(await termsOf(branch)).toMatchObject([{ memberId: idOf(branch, '李慧') }]);
});

it.each([
  { why: 'E25: a candidate as supervisor', over: { supervisor: '王伟' }, field: 'supervisor' },
  { why: 'E25: a candidate as teller', over: { teller: '王伟' }, field: 'teller' },
  { why: 'E25: one person as both', over: { teller: '陈建国' }, field: 'teller' },
  { why: 'R24: more present than should attend', over: { presentCount: 6 }, field: 'presentCount' },
  { why: 'R24: more ballots given than persons present', over: { issuedCount: 6 }, field: 'issuedCount' },
  { why: 'R24: more invalid ballots than returned', over: { invalidCount: 6 }, field: 'invalidCount' },
  { why: 'R24: more marks than valid ballots', over: { invalidCount: 1 }, field: 'tallies.0.for' },
  { why: 'R24: a day to come', over: { heldOn: new Date('2026-06-16') }, field: 'heldOn' },
  { why: 'R24: a day before the nominations', over: { heldOn: new Date('2026-06-14') }, field: 'heldOn' },
])('$why is refused and nothing is kept', async ({ over, field }) => {
  const branch = await voting('王伟');
  await expect(count(branch, { 王伟: 3 }, over)).rejects.toMatchObject({ field });
  expect(await countsOf(branch)).toEqual([]);
  expect(await electionsOf(branch)).toMatchObject([{ status: 'VOTING', round: 1 }]);
});

it('R24, two at once: two counts of one round, one wins and the other is told', async () => {
  const branch = await voting('王伟');
  const results = await Promise.allSettled([count(branch, { 王伟: 2 }), count(branch, { 王伟: 4 })]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(StaleState);
  expect(await countsOf(branch)).toHaveLength(1);
});

it('E24: the branch appoints with a reason, which ends the election', async () => {
  const branch = await prepared();
  await nominating(branch);
  const appoint = (name: string) =>
    appointLeader(branch.useCase, branch.place, {
      groupId: branch.teaching,
      memberId: idOf(branch, name),
      reason: '无人自荐',
    });
  await appoint('李慧');
  expect(await electionsOf(branch)).toMatchObject([{ status: 'APPOINTED' }]);
  expect(await termsOf(branch)).toMatchObject([{ method: 'APPOINTED', reason: '无人自荐' }]);
  await expect(appoint('王伟')).rejects.toThrow('已有组长');
  await expect(nominating(branch)).rejects.toThrow('已有组长');
});

it('R24, two at once: two appointments in one group, one wins', async () => {
  const branch = await prepared();
  const appoint = (name: string) =>
    appointLeader(branch.useCase, branch.place, {
      groupId: branch.teaching,
      memberId: idOf(branch, name),
      reason: '骨干',
    });
  const results = await Promise.allSettled([appoint('李慧'), appoint('王伟')]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await termsOf(branch)).toHaveLength(1);
});

it('R52: an election of another branch is not found', async () => {
  const [branch, other] = [await voting('王伟'), await prepared()];
  const foreign = openVoting(other.useCase, other.place, branch.teaching);
  await expect(foreign).rejects.toMatchObject({ status: 404 });
});
