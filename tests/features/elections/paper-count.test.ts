import { expect, it } from 'vitest';
import { appointLeader, openNomination, releaseLeader } from '../../../src/features/elections/index.js';
import { aVotingGroup, ELECTION_DAY, type VotingGroup } from '../../factories/election.js';
import { ENROLLMENT_DAY } from '../../factories/enrollment-step.js';
import { startTestApp } from '../../support/app.js';
import { countQueries } from '../../support/query-counter.js';

const app = await startTestApp(ENROLLMENT_DAY);
const { db } = app;

const countsOf = ({ branch }: VotingGroup) =>
  db.electionCount.findMany({ where: { bureauId: branch.place.bureauId }, orderBy: { round: 'asc' } });
const termsOf = ({ branch }: VotingGroup) => db.leaderTerm.findMany({ where: { bureauId: branch.place.bureauId } });
const pathOf = ({ branch }: VotingGroup) => `/branches/${branch.place.branchId}/groups/${branch.teaching}/election`;

it('R24: somebody written in by more than half of the electors is elected, and the record says how', async () => {
  const group = await aVotingGroup(db, '王伟');
  const outcome = await group.count(1, { 王伟: 1 }, { writeIns: [{ memberId: group.idOf('李慧'), for: 3 }] });
  expect(outcome).toMatchObject({ verdict: 'ELECTED', electedId: group.idOf('李慧') });
  expect(await termsOf(group)).toMatchObject([{ memberId: group.idOf('李慧'), method: 'ELECTED' }]);
  expect((await countsOf(group))[0]?.tallies).toContainEqual({
    ...{ memberId: group.idOf('李慧'), name: '李慧', for: 3, against: 0, abstain: 0, writeIn: true },
  });
});

it('E21, R24: who was written in and ties stands in the run-off', async () => {
  const group = await aVotingGroup(db, '王伟', '刘洋');
  const writeIns = [{ memberId: group.idOf('李慧'), for: 2 }];
  expect((await group.count(1, { 王伟: 2, 刘洋: 1 }, { writeIns })).verdict).toBe('TIED');
  await expect(group.count(2, { 王伟: 3, 刘洋: 2 })).rejects.toThrow('候选人名单刚才已有变化');
  await group.count(2, { 王伟: 2, 李慧: 3 });
  expect(await termsOf(group)).toMatchObject([{ memberId: group.idOf('李慧') }]);
});

it.each([
  ['on the ballot already', ['王伟'], 'writeIns.0.memberId'],
  ['of another group', ['董明'], 'writeIns.0.memberId'],
  ['named twice', ['李慧', '李慧'], 'writeIns.1.memberId'],
] as const)('R24: nobody is written in who is %s', async (_, names, field) => {
  const group = await aVotingGroup(db, '王伟');
  const writeIns = names.map((name) => ({ memberId: group.idOf(name), for: 1 }));
  await expect(group.count(1, { 王伟: 3 }, { writeIns })).rejects.toMatchObject({ field });
  expect(await countsOf(group)).toEqual([]);
});

it('R24: votes for somebody written in count among the valid ballots', async () => {
  const group = await aVotingGroup(db, '王伟');
  const writeIns = [{ memberId: group.idOf('李慧'), for: 3 }];
  await expect(group.count(1, { 王伟: 3 }, { writeIns })).rejects.toMatchObject({ field: 'tallies.0.for' });
});

it('E18, E25: a candidate does not write for another; somebody else does, and stands in the record', async () => {
  const group = await aVotingGroup(db, '王伟', '刘洋');
  const refused = group.count(1, { 王伟: 3, 刘洋: 2 }, { scribe: '刘洋' });
  await expect(refused).rejects.toMatchObject({ field: 'scribe', message: '刘洋是候选人，不能代写选票。' });
  expect(await countsOf(group)).toEqual([]);
  await group.count(1, { 王伟: 3, 刘洋: 2 }, { scribe: '周军' });
  expect(await countsOf(group)).toMatchObject([{ scribe: '周军' }]);
});

it('R24, E17, E25: the form offers no candidate as supervisor, takes a written-in name and prints the record', async () => {
  const group = await aVotingGroup(db, '王伟');
  const secretary = await app.signIn(group.branch.secretary.username);
  const form = await secretary.get(`${pathOf(group)}/count/new`);
  expect(form.text).toContain('未到会的不能委托他人投票');
  expect(form.text).toMatch(/<option value="周军"/);
  expect(form.text).not.toMatch(/<option value="王伟"/);
  expect((await secretary.get(pathOf(group))).text).toContain('等额推选（1名候选人，选1人）');
  const fields = {
    ...{ round: '1', heldOn: '2026-06-15', place: '会议室', presentCount: '4', issuedCount: '4', returnedCount: '4' },
    ...{
      invalidCount: '0',
      supervisor: '周军',
      teller: '丁晓',
      scribe: '赵敏',
      'tallies.0.memberId': group.idOf('王伟'),
    },
    ...{ 'tallies.0.for': '1', 'tallies.0.against': '3', 'tallies.0.abstain': '0' },
    ...{
      'writeIns.0.memberId': group.idOf('李慧'),
      'writeIns.0.for': '',
      'writeIns.1.memberId': '',
      'writeIns.1.for': '',
    },
  };
  const halfFilled = await secretary.post(`${pathOf(group)}/counts`, fields);
  expect([halfFilled.status, halfFilled.text.includes('请填写另选他人得票')]).toEqual([422, true]);
  const saved = await secretary.post(`${pathOf(group)}/counts`, { ...fields, 'writeIns.0.for': '3' });
  expect(saved.status, saved.text).toBe(303);
  const [count] = await countsOf(group);
  const href = `/branches/${group.branch.place.branchId}/election-counts/${count?.id}`;
  expect((await secretary.get(pathOf(group))).text).toContain(href);
  const { result, queries } = await countQueries(db, () => secretary.get(href));
  for (const words of [
    '应到5人，实到4人，缺席1人',
    '不能委托他人投票',
    '李慧（另选他人）：得3票',
    '赞成1票，不赞成3票',
  ])
    expect(result.text).toContain(words);
  for (const words of ['赵敏（不是候选人', '超过应到半数', '参照', '监票人：', '计票人：', '主持人：', '等额推选'])
    expect(result.text).toContain(words);
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
});

it('R52: the record of another branch is not found', async () => {
  const [group, other] = [await aVotingGroup(db, '王伟'), await aVotingGroup(db, '王伟')];
  await group.count(1, { 王伟: 3 });
  const [count] = await countsOf(group);
  const stranger = await app.signIn(other.branch.secretary.username);
  const found = await stranger.get(`/branches/${other.branch.place.branchId}/election-counts/${count?.id}`);
  expect(found.status).toBe(404);
});

it('E26: how a leader who has left was elected stays on the page beside the by-election', async () => {
  const group = await aVotingGroup(db, '王伟');
  await group.count(1, { 王伟: 3 });
  const { useCase, place, teaching: groupId } = group.branch;
  await releaseLeader(useCase, place, { groupId, reason: '调离', actingMemberId: null, actingUntil: null });
  const secretary = await app.signIn(group.branch.secretary.username);
  expect((await secretary.get(pathOf(group))).text).toContain('以前的推选：第1轮投票');
  await openNomination(useCase, place, { groupIds: [groupId], closesOn: ELECTION_DAY });
  await appointLeader(useCase, place, { groupId, memberId: group.idOf('丁晓'), reason: '推选不成' });
  const { result, queries } = await countQueries(db, () => secretary.get(pathOf(group)));
  expect(result.text).toContain('王伟得赞成票3票');
  expect(queries.length, queries.join('\n')).toBeLessThanOrEqual(6);
});
