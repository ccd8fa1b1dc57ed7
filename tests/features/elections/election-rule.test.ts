import { expect, it } from 'vitest';
import { setVoteRule } from '../../../src/features/meetings/vote-rules.service.js';
import { aVotingGroup } from '../../factories/election.js';
import { testDatabase } from '../../support/test-database.js';

const { db } = await testDatabase();
const OWN = {
  ...{ quorumNumerator: 1, quorumDenominator: 2, passBase: 'ELIGIBLE' as const },
  ...{ passNumerator: 2, passDenominator: 3, reason: '局党委议事规则' },
};

/** 应到5; 王伟 stands. */
async function voting() {
  const { branch, count } = await aVotingGroup(db, '王伟');
  const of = (round: number, present: number, yes: number) =>
    count(round, { 王伟: yes }, { presentCount: present, issuedCount: present, returnedCount: present });
  return { branch, count: of };
}

it("R24: a bureau's own rule decides who leads, is named in the record, and leaves earlier counts as they are", async () => {
  const { branch, count } = await voting();
  const borrowed = await count(1, 3, 3);
  expect(borrowed).toMatchObject({ verdict: 'INQUORATE', ruleSet: 'LEADER_ELECTION_AFTER_2020' });
  expect(borrowed.verdictText).toContain('参照《中国共产党基层组织选举工作条例》');
  await setVoteRule(branch.useCase, 'LEADER', OWN);
  const short = await count(2, 3, 3);
  expect(short.verdict).toBe('NONE_ELECTED');
  expect(short.verdictText).toContain('没有达到应到三分之二，没有人当选');
  expect(short.verdictText).toContain('本局规定（局党委议事规则）');
  expect(await count(3, 5, 4)).toMatchObject({ verdict: 'ELECTED', ruleSet: 'BUREAU_LEADER_1/2_ELIGIBLE_2/3' });
  const kept = await db.electionCount.findMany({
    where: { bureauId: branch.place.bureauId },
    orderBy: { round: 'asc' },
  });
  expect(kept.map((row) => row.ruleSet)).toEqual([
    'LEADER_ELECTION_AFTER_2020',
    'BUREAU_LEADER_1/2_ELIGIBLE_2/3',
    'BUREAU_LEADER_1/2_ELIGIBLE_2/3',
  ]);
});

it('R24: the rule is not changed while a vote is held in the portal', async () => {
  const { branch } = await voting();
  const { bureauId } = branch.place;
  const election = await db.leaderElection.findFirstOrThrow({ where: { bureauId }, select: { id: true } });
  await db.ballotBox.create({
    data: {
      ...{ bureauId, id: election.id, electionId: election.id, round: 1, publicKey: 'k', keyHash: 'h' },
      ...{ candidates: [], supervisors: [], electorCount: 5, openedAt: branch.clock.now() },
    },
  });
  await expect(setVoteRule(branch.useCase, 'LEADER', OWN)).rejects.toMatchObject({ field: 'kind' });
  expect(await db.voteRuleSetting.count({ where: { bureauId } })).toBe(0);
});
