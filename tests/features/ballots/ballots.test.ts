import { expect, it } from 'vitest';
import { cancelBox, closeBox, countBox, openBox } from '../../../src/features/ballots/index.js';
import { appointLeader, recordCount } from '../../../src/features/elections/index.js';
import { RuleViolation, StaleState } from '../../../src/shared/errors.js';
import { testDatabase } from '../../support/test-database.js';
import { atTheVote, boxIdOf, open, type VotingBranch, vote, voteAll, withOpenBox } from './voting.js';

const { db } = await testDatabase();

const of = ({ place }: VotingBranch) => ({ bureauId: place.bureauId });
const close = (branch: VotingBranch) => closeBox(branch.useCase, branch.place, branch.teaching);
const count = (branch: VotingBranch, slips: readonly { slip: string }[]) =>
  countBox(
    branch.useCase,
    branch.place,
    branch.teaching,
    slips.map(({ slip }) => slip),
  );
const electionOf = (branch: VotingBranch) => db.leaderElection.findFirstOrThrow({ where: of(branch) });
const boxesOf = (branch: VotingBranch) => db.ballotBox.findMany({ where: of(branch), orderBy: { round: 'asc' } });
const envelopesOf = (branch: VotingBranch) => db.ballotEnvelope.findMany({ where: of(branch) });
const countsOf = (branch: VotingBranch) => db.electionCount.findMany({ where: of(branch), orderBy: { round: 'asc' } });

it('R24: a sealed vote from opening to the leader; envelopes and key are gone, the receipts stay', async () => {
  const { branch, slips, boxId } = await withOpenBox(db, ['王伟', '李慧']);
  const [box] = await boxesOf(branch);
  expect(box?.candidates).toMatchObject([{ name: '王伟' }, { name: '李慧' }]);
  expect(JSON.stringify(box)).not.toContain(slips[0]?.slip ?? '-');
  const receipts = await voteAll(branch, boxId, { 丁晓: '12', 王伟: '12', 刘洋: '13', 李慧: '21', 周军: '33' });
  expect((await boxesOf(branch))[0]?.result).toBeNull();
  expect(await envelopesOf(branch)).toHaveLength(5);
  expect(await close(branch)).toBe(true);
  const outcome = await count(branch, slips);
  expect(outcome).toMatchObject({ verdict: 'ELECTED', electedId: branch.idOf('王伟') });
  expect(outcome.verdictText).toContain('王伟得赞成票3票');
  expect(await envelopesOf(branch)).toEqual([]);
  const [counted] = await boxesOf(branch);
  expect(counted?.result).toMatchObject({ cast: 5, receipts: [...receipts].sort(), verdict: 'ELECTED' });
  expect(await electionOf(branch)).toMatchObject({ status: 'ELECTED', mode: 'PORTAL' });
  const [term] = await db.leaderTerm.findMany({ where: of(branch) });
  expect(term).toMatchObject({ memberId: branch.idOf('王伟'), method: 'ELECTED' });
  await expect(count(branch, slips)).rejects.toThrow(StaleState);
  await expect(vote(branch, boxId, '丁晓', '12')).rejects.toThrow(StaleState);
});

it('R24: a box opens only where the bureau allows it, with the warning accepted, once a round', async () => {
  const branch = await atTheVote(db, ['王伟']);
  const input = { groupId: branch.teaching, supervisors: ['陈建国', '马丽'], accepted: true };
  const tryOpen = (over: object) => openBox(branch.useCase, branch.place, { ...input, ...over });
  await db.campaign.updateMany({ where: of(branch), data: { portalBallots: false } });
  await expect(tryOpen({})).rejects.toThrow('没有开放');
  await db.campaign.updateMany({ where: of(branch), data: { portalBallots: true } });
  await expect(tryOpen({ accepted: false })).rejects.toMatchObject({ field: 'accepted' });
  await expect(tryOpen({ supervisors: ['陈建国'] })).rejects.toMatchObject({ field: 'supervisor2' });
  expect(await boxesOf(branch)).toEqual([]);
  const both = await Promise.allSettled([tryOpen({}), tryOpen({})]);
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await boxesOf(branch)).toHaveLength(1);
});

it('E25: a candidate is no supervisor, and each supervisor is somebody else', async () => {
  const branch = await atTheVote(db, ['王伟']);
  await expect(open(branch, ['陈建国', '王伟'])).rejects.toMatchObject({ field: 'supervisor2' });
  await expect(open(branch, ['马丽', '马丽'])).rejects.toThrow('不同的人');
  expect(await open(branch, ['陈建国', '马丽', '赵敏'])).toHaveLength(3);
});

it('R56, E5: electors are fixed at the opening by their rights on that day', async () => {
  const branch = await atTheVote(db, ['王伟']);
  const dingXiao = { ...of(branch), id: branch.idOf('丁晓') };
  await db.member.updateMany({ where: dingXiao, data: { memberType: 'PROBATIONARY', fullMemberOn: null } });
  await open(branch);
  const boxId = await boxIdOf(db, branch);
  await db.member.updateMany({ where: dingXiao, data: { memberType: 'FULL' } });
  await expect(vote(branch, boxId, '丁晓', '1')).rejects.toThrow('不在选举人名单中');
  await expect(vote(branch, boxId, '赵敏', '1')).rejects.toThrow('不在选举人名单中');
  expect(await db.ballotElector.count({ where: of(branch) })).toBe(4);
});

it('R24: of one member twice in the same moment one vote counts, and it is not changed afterwards', async () => {
  const { branch, boxId } = await withOpenBox(db, ['王伟', '李慧']);
  const many = await Promise.allSettled(['12', '21', '22', '33'].map((way) => vote(branch, boxId, '丁晓', way)));
  expect(many.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect(await envelopesOf(branch)).toHaveLength(1);
  await expect(vote(branch, boxId, '丁晓', '22')).rejects.toThrow('已经投过票');
  expect(await envelopesOf(branch)).toHaveLength(1);
});

it.each(['11', '1', '123', '14', '1;', ''])('R24: a ballot “%s” that cannot be is not cast', async (choices) => {
  const { branch, boxId } = await withOpenBox(db, ['王伟', '李慧']);
  await expect(vote(branch, boxId, '丁晓', choices)).rejects.toThrow(RuleViolation);
  await expect(vote(branch, boxId, '丁晓', '12', branch.idOf('刘洋'))).rejects.toThrow(RuleViolation);
  await expect(vote(branch, boxId, '丁晓', '22', branch.idOf('王伟'))).rejects.toThrow(RuleViolation);
  await expect(vote(branch, boxId, '丁晓', '22', branch.idOf('赵敏'))).rejects.toThrow(RuleViolation);
  expect(await envelopesOf(branch)).toEqual([]);
  expect(await db.ballotElector.count({ where: { ...of(branch), hasVoted: true } })).toBe(0);
});

it('R24: somebody else of the group can be chosen instead, and be elected', async () => {
  const { branch, boxId, slips } = await withOpenBox(db, ['王伟']);
  for (const name of ['丁晓', '李慧', '周军']) await vote(branch, boxId, name, '2', branch.idOf('刘洋'));
  await voteAll(branch, boxId, { 王伟: '1', 刘洋: '1' });
  await close(branch);
  expect(await count(branch, slips)).toMatchObject({ verdict: 'ELECTED', electedId: branch.idOf('刘洋') });
});

it('E17, E19: who stays away counts in 应到; below four fifths nothing is opened and a new round comes', async () => {
  const { branch, boxId, slips } = await withOpenBox(db, ['王伟']);
  await voteAll(branch, boxId, { 丁晓: '1', 王伟: '1', 刘洋: '1' });
  expect(await close(branch)).toBe(false);
  expect(await boxesOf(branch)).toMatchObject([{ status: 'CANCELLED', result: null }]);
  expect(await envelopesOf(branch)).toEqual([]);
  expect(await countsOf(branch)).toMatchObject([
    { verdict: 'INQUORATE', eligibleCount: 5, presentCount: 3, tallies: [] },
  ]);
  expect(await electionOf(branch)).toMatchObject({ status: 'VOTING', round: 2 });
  await expect(count(branch, slips)).rejects.toThrow(StaleState);
  await open(branch);
  expect(await boxesOf(branch)).toHaveLength(2);
});

it('E20: exactly half of 应到 is not elected; E22: nobody above half, a new round with everybody', async () => {
  const { branch, boxId, slips } = await withOpenBox(db, ['丁晓'], 8);
  await voteAll(branch, boxId, { 丁晓: '1', 王伟: '1', 刘洋: '2', 李慧: '3' });
  await close(branch);
  expect(await count(branch, slips)).toMatchObject({ verdict: 'NONE_ELECTED', electedId: null });
  expect(await electionOf(branch)).toMatchObject({ status: 'VOTING', round: 2 });
});

it('E21: a tie leads to a new box among those tied', async () => {
  const { branch, boxId, slips } = await withOpenBox(db, ['丁晓', '王伟', '李慧']);
  await voteAll(branch, boxId, { 丁晓: '122', 王伟: '212', 刘洋: '122', 李慧: '212', 周军: '221' });
  await close(branch);
  expect(await count(branch, slips)).toMatchObject({ verdict: 'TIED' });
  await open(branch);
  expect((await boxesOf(branch))[1]?.candidates).toMatchObject([{ name: '丁晓' }, { name: '王伟' }]);
});

it('S10: a tie among fewer than four electors shows no numbers and still names the tied', async () => {
  const { branch, boxId, slips } = await withOpenBox(db, ['丁晓', '王伟', '刘洋'], 6);
  await voteAll(branch, boxId, { 丁晓: '122', 王伟: '212', 刘洋: '222' });
  await close(branch);
  const outcome = await count(branch, slips);
  expect(outcome.verdictText).toContain('丁晓、王伟票数相等');
  expect(outcome.verdictText).not.toMatch(/\d票/);
  const [box] = await boxesOf(branch);
  expect(box?.warning).toContain('只有3人');
  expect(box?.result).toMatchObject({ ballots: null, tallies: null });
  expect((await countsOf(branch))[0]?.tallies).toMatchObject([{ hidden: true }, { hidden: true }]);
  await open(branch);
  expect((await boxesOf(branch))[1]?.candidates).toMatchObject([{ name: '丁晓' }, { name: '王伟' }]);
});

it('S10: a unanimous vote shows only the outcome', async () => {
  const { branch, boxId, slips } = await withOpenBox(db, ['王伟']);
  await voteAll(branch, boxId, { 丁晓: '1', 王伟: '1', 刘洋: '1', 李慧: '1', 周军: '1' });
  await close(branch);
  const outcome = await count(branch, slips);
  expect(outcome.verdict).toBe('ELECTED');
  expect(outcome.verdictText).not.toMatch(/\d票/);
  expect((await boxesOf(branch))[0]?.result).toMatchObject({ ballots: null, tallies: null });
});

it('E23: an envelope too many, or one that cannot be opened, makes the vote void', async () => {
  const { branch, boxId, slips } = await withOpenBox(db, ['王伟']);
  await voteAll(branch, boxId, { 丁晓: '1', 王伟: '1', 刘洋: '1', 李慧: '2', 周军: '1' });
  await db.ballotEnvelope.create({ data: { ...of(branch), boxId, receipt: 'x', ciphertext: 'AAAA' } });
  await close(branch);
  expect(await count(branch, slips)).toMatchObject({ verdict: 'VOID', electedId: null });
  expect(await envelopesOf(branch)).toEqual([]);
  expect(await electionOf(branch)).toMatchObject({ status: 'VOTING', round: 2 });
});

it('S10: the box opens with all slips and no other, after the close alone', async () => {
  const { branch, boxId, slips } = await withOpenBox(db, ['王伟']);
  await voteAll(branch, boxId, { 丁晓: '1', 王伟: '1', 刘洋: '1', 李慧: '2', 周军: '3' });
  await expect(count(branch, slips)).rejects.toThrow(StaleState);
  await close(branch);
  await expect(count(branch, slips.slice(0, 1))).rejects.toMatchObject({ field: 'slips.1.slip' });
  await expect(count(branch, [...slips].reverse())).rejects.toMatchObject({ field: 'slips.0.slip' });
  expect(await envelopesOf(branch)).toHaveLength(5);
  const both = await Promise.allSettled([count(branch, slips), count(branch, slips)]);
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await countsOf(branch)).toHaveLength(1);
});

it('R24: a vote that is closed takes no more; a cancelled one is void and gives way to the next round', async () => {
  const { branch, boxId } = await withOpenBox(db, ['王伟']);
  await voteAll(branch, boxId, { 丁晓: '1', 王伟: '1', 刘洋: '1', 李慧: '2' });
  await close(branch);
  await expect(vote(branch, boxId, '周军', '1')).rejects.toThrow('已经结束');
  await expect(close(branch)).rejects.toThrow(StaleState);
  await cancelBox(branch.useCase, branch.place, branch.teaching, '一名监票人的密钥条遗失');
  expect(await boxesOf(branch)).toMatchObject([{ status: 'CANCELLED', result: null }]);
  expect(await countsOf(branch)).toMatchObject([{ verdict: 'VOID', tallies: [] }]);
  expect(await envelopesOf(branch)).toEqual([]);
});

it('E24: while a vote is held in the portal neither a paper count nor an appointment overtakes it', async () => {
  const { branch } = await withOpenBox(db, ['王伟']);
  const { useCase, place, teaching: groupId } = branch;
  const memberId = branch.idOf('李慧');
  await expect(appointLeader(useCase, place, { groupId, memberId, reason: '骨干' })).rejects.toThrow(
    '正在本系统内投票',
  );
  const paper = { groupId, round: 1, heldOn: new Date('2026-06-15'), place: '会议室', presentCount: 5, issuedCount: 5 };
  const tallies = [{ memberId: branch.idOf('王伟'), for: 5, against: 0, abstain: 0 }];
  const entered = { ...paper, returnedCount: 5, invalidCount: 0, supervisor: '陈建国', teller: '马丽', tallies };
  await expect(recordCount(useCase, place, entered)).rejects.toThrow();
  expect(await db.leaderTerm.count({ where: of(branch) })).toBe(0);
});

it('S10: the audit entry of a vote names neither voter nor choice', async () => {
  const { branch, boxId } = await withOpenBox(db, ['王伟']);
  await vote(branch, boxId, '丁晓', '1');
  const [entry] = await db.auditEvent.findMany({ where: { ...of(branch), action: 'ballot.cast' } });
  expect(entry).toMatchObject({ accountId: null, actorName: '选举人', entityId: boxId, detail: null, note: null });
});
